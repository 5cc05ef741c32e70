package io.crossfade.jdbc;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import io.crossfade.migration.RetiredColumn;
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

/**
 * The tables as the application's code knows them: of the columns that a migration maps to each other it sees those of
 * one side, under the names it was written for.
 */
final class LogicalShape {

    private final SqlContext context;
    private final Map<TableId, Map<String, Shown>> columns = new HashMap<>();

    /**
     * What is shown for a physical column.
     *
     * @param name what the code calls it, also where it reads it by another
     * @param hidden whether the catalog has it without the code's knowing
     * @param nullable whether the code's own shape has it so; empty where that is as the catalog says
     */
    private record Shown(String name, boolean hidden, Optional<Boolean> nullable) {}

    private LogicalShape(SqlContext context) {
        this.context = context;
    }

    static LogicalShape of(Plans plans, Set<String> adopted, SqlContext context) throws SQLException {
        LogicalShape shape = new LogicalShape(context);
        for (Migration migration : plans.snapshot().migrations()) {
            shape.add(migration, adopted, relation(plans, migration));
        }
        return shape;
    }

    /**
     * The names alone, without asking the database: of what is hidden only the migrations' side is known.
     * For {@link #readAs}, which is asked for every column of every result.
     */
    static LogicalShape names(Plans plans, Set<String> adopted, SqlContext context) {
        LogicalShape shape = new LogicalShape(context);
        for (Migration migration : plans.snapshot().migrations()) {
            shape.add(migration, adopted, Optional.empty());
        }
        return shape;
    }

    private void add(Migration migration, Set<String> adopted, Optional<Relation> table) {
        boolean target = adopted.contains(migration.name());
        Map<String, Shown> shown = columns.computeIfAbsent(migration.table(), id -> new HashMap<>());
        for (ColumnMapping mapping : migration.columns()) {
            if (mapping instanceof Rename rename) {
                add(rename, target, table, shown);
            } else if (mapping instanceof Conversion conversion) {
                add(conversion, target, shown);
            }
        }
    }

    boolean isPhysical() {
        return columns.isEmpty();
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
        Shown shown = columns(schema, table).get(key(column));
        if (shown == null) {
            return Optional.of(column);
        }
        return shown.hidden() ? Optional.empty() : Optional.of(shown.name());
    }

    /** What the code calls a column of which it has read rows, whichever side they come from. */
    String readAs(@Nullable String schema, @Nullable String table, String column) {
        Shown shown = columns(schema, table).get(key(column));
        return shown == null ? column : shown.name();
    }

    /** Whether the code's own shape has a column nullable; empty where that is as the catalog says. */
    Optional<Boolean> nullable(@Nullable String schema, @Nullable String table, String column) {
        Shown shown = columns(schema, table).get(key(column));
        return shown == null ? Optional.empty() : shown.nullable();
    }

    /** Whether an expression is over a hidden column of a table. */
    boolean mentionsHidden(@Nullable String schema, @Nullable String table, @Nullable String expression) {
        if (expression == null) {
            return false;
        }
        Set<String> hidden = columns(schema, table).entrySet().stream()
                .filter(entry -> entry.getValue().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return Scanner.mentions(context.mode(), expression, hidden);
    }

    private void add(Rename column, boolean target, Optional<Relation> table, Map<String, Shown> shown) {
        boolean sourceExists =
                table.flatMap(found -> found.column(column.source())).isPresent();
        String name = target ? column.target() : column.source();
        shown.put(key(column.source()), new Shown(name, false, Optional.empty()));
        shown.put(key(column.target()), new Shown(name, sourceExists, Optional.empty()));
    }

    private void add(Conversion conversion, boolean target, Map<String, Shown> shown) {
        for (RetiredColumn column : conversion.retired()) {
            shown.put(key(column.column()), new Shown(column.column(), target, Optional.of(column.nullable())));
        }
        for (AddedColumn column : conversion.added()) {
            shown.put(key(column.column()), new Shown(column.name(), !target, Optional.of(column.nullable())));
        }
    }

    private Map<String, Shown> columns(@Nullable String schema, @Nullable String table) {
        return columns.entrySet().stream()
                .filter(entry -> sameTable(entry.getKey().name(), table)
                        && (schema == null || sameTable(entry.getKey().schema(), schema)))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    private boolean sameTable(String one, @Nullable String other) {
        return other != null
                && context.dialect()
                        .tableKey(one, context.foldsTables())
                        .equals(context.dialect().tableKey(other, context.foldsTables()));
    }

    private String key(String column) {
        return context.dialect().columnKey(column);
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
