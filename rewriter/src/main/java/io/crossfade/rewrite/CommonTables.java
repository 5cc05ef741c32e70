package io.crossfade.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The common table expressions that a query can see, the nearest first.
 *
 * @param columns their columns; null if they can't be told
 */
record CommonTables(
        @Nullable CommonTables outer, String name, @Nullable List<String> columns) {

    /** The relation called {@code alias} that the name stands for; null if it names no common table. */
    static @Nullable Relation find(@Nullable CommonTables from, String name, String alias) {
        for (CommonTables at = from; at != null; at = at.outer) {
            if (at.name.equals(name)) {
                return at.columns == null ? Relation.unknown(alias) : Relation.of(alias, at.columns);
            }
        }
        return null;
    }
}
