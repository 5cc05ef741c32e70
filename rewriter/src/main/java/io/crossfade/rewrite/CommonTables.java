package io.crossfade.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common table expressions that a query can see, the nearest first.
 *
 * @param key what its name has in common with every other way to write it
 * @param columns their columns; null if they can't be told
 */
record CommonTables(
        @Nullable CommonTables outer, String key, @Nullable List<String> columns) {

    /** The nearest of that name; null if there is none. */
    static @Nullable CommonTables find(@Nullable CommonTables from, String key) {
        for (CommonTables at = from; at != null; at = at.outer) {
            if (at.key.equals(key)) {
                return at;
            }
        }
        return null;
    }
}
