package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads PostgreSQL's catalog for the rehearsal of statements. */
final class PostgreSqlSchema {

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL), a.attnum
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_(catalog|toast|temp)'
            ORDER BY n.nspname, c.relname, a.attnum
            """;

    private static final String CONSTRAINTS = """
            SELECT n.nspname, c.relname, k.conname, array_agg(a.attname ORDER BY part.place) AS columns
            FROM pg_constraint k
            JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS part (attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
            WHERE k.contype IN ('p', 'u')
            GROUP BY 1, 2, 3
            """;

    private static final String INDEXES = """
            SELECT ic.relname, array_agg(a.attname ORDER BY part.place) AS columns
            FROM pg_index i
            JOIN pg_class ic ON ic.oid = i.indexrelid
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
            WHERE n.nspname = ? AND c.relname = ? AND part.place <= i.indnkeyatts
            GROUP BY 1
            ORDER BY 1
            """;

    private PostgreSqlSchema() {}

    /** Reads with the search path that a new connection has. */
    static SchemaFacts read(Connection connection, TableId table) throws SQLException {
        List<String> path = Rows.one(connection, "SELECT current_schemas(true) AS path", row -> texts(row, "path"))
                .orElseThrow();
        List<SchemaFacts.Index> indexes = Rows.all(
                connection,
                INDEXES,
                row -> new SchemaFacts.Index(row.getString(1), texts(row, "columns")),
                table.schema(),
                table.name());
        return new SchemaFacts(Dialect.POSTGRESQL, path, catalog(connection), indexes);
    }

    private static Catalog catalog(Connection connection) throws SQLException {
        Map<TableId, List<Catalog.Column>> columns = new LinkedHashMap<>();
        for (Map.Entry<TableId, Catalog.Column> row : Rows.all(
                connection,
                COLUMNS,
                row -> Map.entry(id(row), new Catalog.Column(row.getString(3), row.getString(4), row.getInt(5))))) {
            columns.computeIfAbsent(row.getKey(), id -> new ArrayList<>()).add(row.getValue());
        }
        Map<TableId, Map<String, List<String>>> constraints = new HashMap<>();
        for (Map.Entry<TableId, Map.Entry<String, List<String>>> row : Rows.all(
                connection,
                CONSTRAINTS,
                row -> Map.entry(id(row), Map.entry(row.getString(3), texts(row, "columns"))))) {
            constraints
                    .computeIfAbsent(row.getKey(), id -> new HashMap<>())
                    .put(row.getValue().getKey(), row.getValue().getValue());
        }
        Map<TableId, Catalog.Relation> relations = new HashMap<>();
        columns.forEach((id, list) -> relations.put(
                id, new Catalog.Relation(id.schema(), id.name(), list, constraints.getOrDefault(id, Map.of()))));
        return (schema, name) -> Optional.ofNullable(relations.get(new TableId(schema, name)));
    }

    private static TableId id(ResultSet row) throws SQLException {
        return new TableId(row.getString(1), row.getString(2));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
