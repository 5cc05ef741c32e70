package io.crossfade.measure;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a name in a statement is taken for.
 *
 * @param kind {@code table}, {@code target}, {@code column}, {@code assigned}, {@code label} and so on
 * @param parts qualifiers in front
 * @param offset of its first character in the application's text; -1 where PostgreSQL's tree doesn't say
 */
record Role(String kind, List<String> parts, int offset) {

    /** Longest name in bytes: PostgreSQL cuts off the rest when it reads, the catalog look-ups of the planner later. */
    private static final int LONGEST = 63;

    Role {
        parts = parts.stream().map(Role::cut).toList();
    }

    private static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            return name;
        }
        int end = LONGEST;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
