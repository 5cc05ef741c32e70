package io.crossfade.jdbc;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.sql.Scanner;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables as the application's code knows them: of each pair of columns it sees one, under the name it was written for. */
final class LogicalShape {

    private final Map<TableId, Map<String, Optional<String>>> names = new HashMap<>();

    private LogicalShape() {}

    static LogicalShape of(Plans plans, Set<String> adopted) throws SQLException {
        LogicalShape shape = new LogicalShape();
        for (Migration migration : plans.snapshot().migrations()) {
            Optional<Relation> table = relation(plans, migration);
            for (ColumnMapping mapping : migration.columns()) {
                if (!(mapping instanceof ColumnMapping.Rename column)) {
                    throw new SQLException("no logical shape for " + mapping);
                }
                boolean sourceExists =
                        table.flatMap(found -> found.column(column.source())).isPresent();
                String shown = adopted.contains(migration.name()) ? column.target() : column.source();
                Map<String, Optional<String>> columns =
                        shape.names.computeIfAbsent(migration.table(), id -> new HashMap<>());
                columns.put(column.source(), Optional.of(shown));
                columns.put(column.target(), sourceExists ? Optional.empty() : Optional.of(shown));
            }
        }
        return shape;
    }

    boolean isPhysical() {
        return names.isEmpty();
    }

    /**
     * The name that a column goes by; empty if it is hidden, or an expression over a hidden one.
     *
     * @param schema null for whichever has a table of that name
     */
    Optional<String> name(@Nullable String schema, @Nullable String table, String column) {
        if (column.indexOf('(') >= 0 && mentionsHidden(schema, table, column)) {
            return Optional.empty();
        }
        return names(schema, table).getOrDefault(column, Optional.of(column));
    }

    /** Whether an expression is over a hidden column of a table. */
    boolean mentionsHidden(@Nullable String schema, @Nullable String table, @Nullable String expression) {
        if (expression == null) {
            return false;
        }
        Set<String> hidden = names(schema, table).entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return Scanner.mentions(expression, hidden);
    }

    private Map<String, Optional<String>> names(@Nullable String schema, @Nullable String table) {
        return names.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(table)
                        && (schema == null || entry.getKey().schema().equals(schema)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    private static Optional<Relation> relation(Plans plans, Migration migration) throws SQLException {
        TableId table = migration.table();
        try {
            if (migration.phase().irreversible()) {
                // The source may have been dropped since the catalog was read.
                plans.catalog().read(Set.of(table.name()));
            }
            return plans.catalog().relation(table.schema(), table.name());
        } catch (CatalogException e) {
            throw SqlState.CATALOG.exception(e.getMessage(), e);
        }
    }
}
