package io.crossfade.control.job;

import io.crossfade.migration.ColumnMapping.Rename;
import java.util.List;
import java.util.stream.Collectors;

/** How two sides of a row are told apart and made equal, in SQL. */
record Difference(TableFacts table, List<Rename> columns, boolean reverse) {

    /** Holds for a row whose sides aren't the same bit for bit. */
    String predicate() {
        return columns.stream()
                .map(column -> "(" + text(column.source(), column) + " IS DISTINCT FROM "
                        + text(column.target(), column) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Gives one side the other's values. */
    String assignments() {
        return columns.stream()
                .map(column -> reverse
                        ? Quoting.name(column.source()) + " = " + Quoting.name(column.target())
                        : Quoting.name(column.target()) + " = " + Quoting.name(column.source()))
                .collect(Collectors.joining(", "));
    }

    /** Source and target of each column as text, cut, for a select list. */
    String samples() {
        return columns.stream()
                .map(column -> "left(" + text(column.source(), column) + ", 200), left(" + text(column.target(), column)
                        + ", 200)")
                .collect(Collectors.joining(", "));
    }

    private String text(String name, Rename column) {
        return table.require(column.source()).asText(name);
    }
}
