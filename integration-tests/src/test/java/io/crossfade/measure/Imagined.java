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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A migration and a database made up for one statement: the tables it names, with the columns it names, one of which
 * changes.
 *
 * @param tables the columns of each table
 * @param column the one that changes
 */
record Imagined(Dialect dialect, Map<TableId, Set<String>> tables, TableId table, String column) {

    private static final String OTHER = "crossfade_other";

    /** One for each column that a statement names. */
    static List<Imagined> all(Dialect dialect, Map<TableId, Set<String>> named) {
        Map<TableId, Set<String>> tables = new LinkedHashMap<>();
        named.forEach((table, columns) -> tables.put(table, withAnother(columns)));
        List<Imagined> all = new ArrayList<>();
        named.forEach(
                (table, columns) -> columns.forEach(column -> all.add(new Imagined(dialect, tables, table, column))));
        return all;
    }

    /** No table consists of the changing column alone. */
    private static Set<String> withAnother(Set<String> columns) {
        Set<String> more = new LinkedHashSet<>(columns);
        if (columns.size() == 1) {
            more.add(OTHER);
        }
        return more;
    }

    /** @param adopted whether the statement is written for the target */
    Planner planner(Change change, boolean adopted, Phase phase) {
        ColumnMapping mapping = mapping(change, adopted);
        Migration migration =
                new Migration("imagined", table, List.of(mapping), phase, phase.readsByPercentage() ? 100 : 0);
        List<String> path =
                dialect.isMySql() ? List.of(NamedColumns.SCHEMA) : List.of("pg_catalog", NamedColumns.SCHEMA);
        return new Planner(
                dialect,
                new Snapshot("imagined", 1, List.of(migration)),
                catalog(mapping, phase),
                adopted ? Set.of("imagined") : Set.of(),
                path,
                0);
    }

    ColumnMapping mapping(Change change, boolean adopted) {
        List<String> columns = List.copyOf(tables.get(table));
        return change.mapping(dialect, column, adopted, columns.indexOf(column) + 1, columns.size());
    }

    /** Whether the statement gives the table values by their places, of which there are too few with one more column. */
    boolean isFilledByPlace(boolean withOneMore) {
        Set<String> columns = tables.get(table);
        return columns.stream().anyMatch(name -> name.startsWith(NamedColumns.UNNAMED))
                && (withOneMore || columns.contains(OTHER));
    }

    private Catalog catalog(ColumnMapping mapping, Phase phase) {
        return (schema, name) -> Optional.ofNullable(tables.get(new TableId(schema, name)))
                .map(columns -> relation(new TableId(schema, name), columns, mapping, phase));
    }

    private Relation relation(TableId id, Set<String> names, ColumnMapping mapping, Phase phase) {
        Set<String> all = new LinkedHashSet<>(names);
        if (id.equals(table)) {
            all.addAll(mapping.sources());
            all.addAll(mapping.targets());
        }
        List<Column> columns = new ArrayList<>();
        int ordinal = 1;
        for (String name : all) {
            boolean dropped = phase == Phase.COMPLETE
                    && id.equals(table)
                    && mapping.sources().contains(name);
            if (!dropped) {
                columns.add(new Column(name, Change.type(dialect), ordinal));
            }
            ordinal++;
        }
        return new Relation(id.schema(), id.name(), columns, Map.of());
    }
}
