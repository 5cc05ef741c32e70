package io.crossfade.demo;

import java.io.PrintStream;

/** The demo's display: a line that is redrawn in a terminal, and plain lines elsewhere. */
final class Screen {

    private static final long PLAIN_LINE_EVERY_MILLIS = 2000;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.currentTimeMillis();
    private long lastPlainLine;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Something that stays. */
    void say(String text) {
        clear();
        out.println(time() + "  " + text);
        out.flush();
        lastPlainLine = 0;
    }

    /** Something that the next redraws. */
    void show(String text) {
        long now = System.currentTimeMillis();
        if (terminal) {
            clear();
            out.print(time() + "  " + text);
            out.flush();
        } else if (now - lastPlainLine >= PLAIN_LINE_EVERY_MILLIS) {
            lastPlainLine = now;
            out.println(time() + "  " + text);
        }
    }

    void print(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    private void clear() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }

    private String time() {
        long seconds = (System.currentTimeMillis() - start) / 1000;
        return "%02d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
