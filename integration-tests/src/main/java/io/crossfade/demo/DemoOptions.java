package io.crossfade.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;

/**
 * What the demo is asked to do.
 *
 * @param rows rows in the table at the start
 * @param seconds for how long traffic is watched, over all phases; jobs that take longer take their time
 * @param sabotage whether a lost write is planted, to see that the demo finds it
 * @param terminal whether the display may redraw its line
 * @param directory for everything that the run needs; the caller deletes it
 */
record DemoOptions(long rows, int seconds, boolean sabotage, boolean terminal, Path directory) {

    static final String USAGE = "usage: ./demo [--rows N] [--seconds N]";

    static DemoOptions parse(String[] args) {
        long rows = 200_000;
        int seconds = 42;
        boolean sabotage = false;
        boolean terminal = false;
        Path directory = Path.of("demo-run");
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--rows" -> rows = number(rest, 1000, 100_000_000);
                case "--seconds" -> seconds = (int) number(rest, 10, 86_400);
                case "--sabotage" -> sabotage = true;
                case "--terminal" -> terminal = true;
                case "--directory" -> directory = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        return new DemoOptions(rows, seconds, sabotage, terminal, directory);
    }

    /** For the script that started this JVM: should it die, these processes are left. */
    void remember(long pid) {
        try {
            Files.writeString(
                    directory.resolve("pids"), pid + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Iterator<String> rest, long least, long most) {
        String text = value("a number", rest);
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
        throw new IllegalArgumentException(text + " is out of range; " + least + " to " + most + " are possible");
    }

    private static String value(String what, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return rest.next();
    }
}
