package io.crossfade.control.fleet;

import java.util.Locale;

/** Lengths of time, for a person. */
public final class Spans {

    private Spans() {}

    /** For instance {@code 250 ms}, {@code 1.4 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String of(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        long seconds = millis / 1_000;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }
}
