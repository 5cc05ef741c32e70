package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the catalog of MySQL or MariaDB for the rehearsal of statements. */
final class MySqlSchema {

    private static final String COLUMNS = """
            SELECT table_schema, table_name, column_name, data_type, ordinal_position, column_type, collation_name,
                   column_default, is_nullable, extra
            FROM information_schema.columns
            WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
            ORDER BY table_schema, table_name, ordinal_position
            """;

    private static final String KEYS = """
            SELECT table_schema, table_name, index_name, column_name, non_unique FROM information_schema.statistics
            WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') AND column_name IS NOT NULL
            ORDER BY table_schema, table_name, index_name, seq_in_index
            """;

    private record Key(TableId table, String index, String column, boolean unique) {}

    private MySqlSchema() {}

    static SchemaFacts read(MySqlSession session, TableId table) throws SQLException {
        String current = Rows.one(session.connection(), "SELECT DATABASE()", row -> row.getString(1))
                .orElseThrow();
        Map<TableId, List<Catalog.Column>> columns = new LinkedHashMap<>();
        for (Map.Entry<TableId, Catalog.Column> row :
                Rows.all(session.connection(), COLUMNS, row -> Map.entry(id(row), column(row)))) {
            columns.computeIfAbsent(row.getKey(), id -> new ArrayList<>()).add(row.getValue());
        }
        Map<TableId, Map<String, List<String>>> unique = new HashMap<>();
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        for (Key key : Rows.all(
                session.connection(),
                KEYS,
                row -> new Key(id(row), row.getString(3), row.getString(4), !row.getBoolean(5)))) {
            if (key.unique()) {
                unique.computeIfAbsent(key.table(), id -> new HashMap<>())
                        .computeIfAbsent(key.index(), name -> new ArrayList<>())
                        .add(key.column());
            }
            if (key.table().equals(table)) {
                indexes.computeIfAbsent(key.index(), name -> new ArrayList<>()).add(key.column());
            }
        }
        Map<TableId, Catalog.Relation> relations = new HashMap<>();
        columns.forEach((id, list) -> relations.put(
                id, new Catalog.Relation(id.schema(), id.name(), list, unique.getOrDefault(id, Map.of()))));
        return new SchemaFacts(
                session.dialect(),
                List.of(current),
                (schema, name) -> Optional.ofNullable(relations.get(new TableId(schema, name))),
                indexes.entrySet().stream()
                        .map(index -> new SchemaFacts.Index(index.getKey(), index.getValue()))
                        .toList());
    }

    private static Catalog.Column column(ResultSet row) throws SQLException {
        String extra = row.getString(10).toUpperCase(Locale.ROOT);
        Catalog.Generation generation = extra.contains("AUTO_INCREMENT")
                ? Catalog.Generation.IDENTITY
                : extra.contains("GENERATED") && !extra.contains("DEFAULT_GENERATED")
                        ? Catalog.Generation.COMPUTED
                        : Catalog.Generation.NONE;
        return new Catalog.Column(
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                row.getString(9).equals("YES"),
                generation);
    }

    private static TableId id(ResultSet row) throws SQLException {
        return new TableId(row.getString(1), row.getString(2));
    }
}
