package io.crossfade.rewrite;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.CopyName;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Name;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables under migration, and what a table's name means on a connection. Immutable. */
final class Tables {

    /**
     * What a name in a FROM clause stands for.
     *
     * @param relation empty if the catalog has none of that name
     * @param mapped empty if the table isn't under migration
     */
    record Found(Optional<Catalog.Relation> relation, Optional<MappedTable> mapped) {}

    private static final Found NOTHING = new Found(Optional.empty(), Optional.empty());

    private final SqlMode mode;
    private final Map<TableId, MappedTable> mapped;
    private final Catalog catalog;
    private final List<String> searchPath;
    private final Set<String> names;

    Tables(SqlMode mode, Snapshot snapshot, Catalog catalog, Set<String> adopted, List<String> searchPath, int roll) {
        this.mode = mode;
        this.catalog = catalog;
        this.searchPath = List.copyOf(searchPath);
        Map<TableId, List<Migration>> byTable = new LinkedHashMap<>();
        for (Migration migration : snapshot.migrations()) {
            byTable.computeIfAbsent(migration.table(), id -> new ArrayList<>()).add(migration);
        }
        this.mapped = new HashMap<>();
        byTable.forEach((id, migrations) -> mapped.put(key(id), table(id, migrations, adopted, roll)));
        this.names = mapped.keySet().stream().map(TableId::name).collect(Collectors.toUnmodifiableSet());
    }

    private MappedTable table(TableId id, List<Migration> migrations, Set<String> adopted, int roll) {
        List<MappedColumn> renamed = new ArrayList<>();
        List<Converted> converted = new ArrayList<>();
        for (Migration migration : migrations) {
            for (ColumnMapping mapping : migration.columns()) {
                if (mapping instanceof ColumnMapping.Rename rename) {
                    renamed.add(MappedColumn.of(migration, rename, adopted, roll));
                } else if (mapping instanceof ColumnMapping.Conversion conversion) {
                    converted.add(Converted.of(migration, conversion, mode.dialect(), adopted, roll));
                } else {
                    throw new IllegalStateException("no rule for " + mapping.getClass());
                }
            }
        }
        boolean settled = migrations.stream().allMatch(migration -> migration.phase() == Phase.COMPLETE);
        return new MappedTable(id, mode.dialect(), renamed, converted, new Places(mode.dialect(), migrations), settled);
    }

    /** What the name of a table, an alias of one or a schema has in common with every other way to write it. */
    String key(String name) {
        return mode.dialect().tableKey(name, catalog.foldsTableNames());
    }

    private TableId key(TableId id) {
        return new TableId(key(id.schema()), key(id.name()));
    }

    /** The bare names of all tables under migration. */
    Set<String> names() {
        return names;
    }

    /** @throws RefusedException if the catalog doesn't show the table */
    Catalog.Relation relation(MappedTable table) {
        return catalog.relation(table.id().schema(), table.id().name())
                .orElseThrow(() -> new RefusedException(
                        table.migration(), "table " + table.id() + " isn't in the database's catalog", 0));
    }

    /** The columns of a unique constraint, by its own name or, once it has been dropped, by that of its copy. */
    List<String> constraintColumns(MappedTable table, String constraint) {
        Map<String, List<String>> constraints = catalog.relation(
                        table.id().schema(), table.id().name())
                .map(Catalog.Relation::uniqueConstraints)
                .orElse(Map.of());
        return constraints.getOrDefault(constraint, constraints.getOrDefault(CopyName.of(constraint), List.of()));
    }

    /** Whether a command that names a table's bare name may mean that table, by its schema or the search path. */
    boolean mayMean(String command, MappedTable table) {
        List<Scanner.Token> tokens = Scanner.tokens(mode, command);
        boolean named = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (is(command, tokens.get(i), table.id().name())) {
                named = true;
                boolean qualified =
                        i > 1 && tokens.get(i - 1).span().of(command).equals(".");
                if (qualified ? is(command, tokens.get(i - 2), table.id().schema()) : isFound(table.id())) {
                    return true;
                }
            }
        }
        return !named;
    }

    private boolean is(String text, Scanner.Token token, String name) {
        return Scanner.mentions(mode, token.span().of(text), Set.of(name));
    }

    private boolean isFound(TableId id) {
        return searchPath.stream()
                .filter(schema -> key(schema).equals(key(id.schema()))
                        || catalog.relation(schema, id.name()).isPresent())
                .findFirst()
                .filter(schema -> key(schema).equals(key(id.schema())))
                .isPresent();
    }

    /** The tables that a statement names: in its strings too, where those are code. */
    List<MappedTable> namedIn(String text) {
        return mapped.values().stream()
                .filter(table -> Commands.mentions(mode, text, Set.of(table.id().name())))
                .toList();
    }

    /** @throws RefusedException if the table is under migration but the catalog doesn't show it */
    Found find(TableName table) {
        String name = key(table.relation().value());
        Name schema = table.schema();
        List<String> schemas = schema == null ? searchPath : List.of(key(schema.value()));
        for (String candidate : schemas) {
            Optional<Catalog.Relation> relation = catalog.relation(candidate, name);
            Optional<MappedTable> found = Optional.ofNullable(mapped.get(new TableId(key(candidate), name)));
            if (relation.isPresent()) {
                return new Found(relation, found);
            }
            if (found.isPresent()) {
                throw new RefusedException(
                        found.get().migration(),
                        "table " + candidate + "." + name + " isn't in the database's catalog",
                        table.span().start());
            }
        }
        return NOTHING;
    }
}
