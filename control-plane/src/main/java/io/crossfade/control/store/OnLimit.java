package io.crossfade.control.store;

import io.crossfade.control.error.BadInputException;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of a step that isn't acknowledged by everybody within its limit. */
public enum OnLimit {
    /** A step forward is taken back; one back goes on waiting, as there is nowhere safer to go. */
    WITHDRAW,
    /** Sessions in the database that hold it up are ended. */
    END_SESSIONS,
    /** It goes on waiting. */
    WAIT;

    /**
     * Reads {@code withdraw}, {@code end-sessions}, {@code wait}, in any case.
     *
     * @throws BadInputException if it is none of these
     */
    public static OnLimit of(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(choice -> choice.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new BadInputException("'" + text + "' isn't one of withdraw, end-sessions and wait"));
    }
}
