package io.crossfade.migration;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells processes apart that were given one id: a copy of another, or the next after a quick restart. An instance's id is
 * then the name that it was given, {@code ~}, and twelve hexadecimal digits made by chance. Everybody else takes it for an id like
 * any other.
 */
public final class Incarnation {

    private static final int DIGITS = 12;
    private static final Pattern ID = Pattern.compile("(.+)~[0-9a-f]{" + DIGITS + "}", Pattern.DOTALL);

    private Incarnation() {}

    /**
     * The id of one process.
     *
     * @param name that it was given
     * @param chance of which the lower 48 bits count
     */
    public static String of(String name, long chance) {
        return name + "~" + HexFormat.of().toHexDigits(chance, DIGITS);
    }

    /** The name that a process was given; its whole id if it was given none. */
    public static String nameIn(String instanceId) {
        Matcher id = ID.matcher(instanceId);
        return id.matches() ? id.group(1) : instanceId;
    }
}
