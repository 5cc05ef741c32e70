package io.crossfade.migration;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The name that the target's copy of an index or a constraint goes by until it can take over the original's. */
public final class CopyName {

    private static final String SUFFIX = "_cf";
    /** PostgreSQL's NAMEDATALEN, less the end of the string. */
    private static final int MOST_BYTES = 63;

    private CopyName() {}

    /** Always the same for the same original, and never longer than PostgreSQL keeps. */
    public static String of(String original) {
        if (bytes(original + SUFFIX) <= MOST_BYTES) {
            return original + SUFFIX;
        }
        String end = "_" + HexFormat.of().toHexDigits(original.hashCode()) + SUFFIX;
        int length = original.length();
        while (bytes(original.substring(0, length) + end) > MOST_BYTES) {
            length = original.offsetByCodePoints(length, -1);
        }
        return original.substring(0, length) + end;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
