package io.crossfade.control.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row, or a query's only value, that wasn't the same on both sides, and not a moment later either.
 *
 * @param at milliseconds since 1970, by this control plane's clock
 * @param epoch under which the instance read both sides
 * @param phase in which the migration is, as the report comes
 * @param shape the statement without its values
 * @param key what finds the row, by the names of its columns
 * @param onlyIn SOURCE or TARGET if only that side has such a row; else null
 * @param values OFF, HASHED or SHOWN: how the instance tells values
 * @param counts whether it speaks against going on; not if it was read before the rows were compared last
 */
public record LedgerEntry(
        long at,
        String instance,
        String application,
        long epoch,
        String phase,
        String shape,
        Map<String, String> key,
        @Nullable String onlyIn,
        String values,
        List<Column> columns,
        boolean counts) {

    public LedgerEntry {
        key = Map.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** A column of a result that differs, with what either side has; null for NULL, for no row, and where values are off. */
    public record Column(
            String label, @Nullable String source, @Nullable String target) {}
}
