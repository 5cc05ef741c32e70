package io.crossfade.measure;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.rewrite.Planner;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A migration and a database made up for one statement: the tables it names, with the columns it names, one of which is
 * renamed.
 *
 * @param tables the columns of each table
 * @param column the one that is renamed
 */
record Imagined(Dialect dialect, Map<TableId, Set<String>> tables, TableId table, String column) {

    static final String TARGET = "crossfade_target";

    /** One for each column that a statement names. */
    static List<Imagined> all(Dialect dialect, Map<TableId, Set<String>> tables) {
        List<Imagined> all = new ArrayList<>();
        tables.forEach(
                (table, columns) -> columns.forEach(column -> all.add(new Imagined(dialect, tables, table, column))));
        return all;
    }

    Planner planner(Phase phase) {
        int ordinal = List.copyOf(tables.get(table)).indexOf(column) + 1;
        Migration migration = new Migration(
                "imagined",
                table,
                List.of(new ColumnMapping.Rename(column, TARGET, ordinal)),
                phase,
                phase.readsByPercentage() ? 100 : 0);
        List<String> path =
                dialect.isMySql() ? List.of(NamedColumns.SCHEMA) : List.of("pg_catalog", NamedColumns.SCHEMA);
        return new Planner(dialect, new Snapshot("imagined", 1, List.of(migration)), catalog(phase), Set.of(), path, 0);
    }

    private Catalog catalog(Phase phase) {
        return (schema, name) -> Optional.ofNullable(tables.get(new TableId(schema, name)))
                .map(columns -> relation(new TableId(schema, name), columns, phase));
    }

    private Relation relation(TableId id, Set<String> names, Phase phase) {
        List<Column> columns = new ArrayList<>();
        int ordinal = 1;
        for (String name : names) {
            boolean dropped = phase == Phase.COMPLETE && id.equals(table) && name.equals(column);
            if (!dropped) {
                columns.add(new Column(name, "text", ordinal));
            }
            ordinal++;
        }
        if (id.equals(table)) {
            columns.add(new Column(TARGET, "text", ordinal));
        }
        return new Relation(id.schema(), id.name(), columns, Map.of());
    }
}
