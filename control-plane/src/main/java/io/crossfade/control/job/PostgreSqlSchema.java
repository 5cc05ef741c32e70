package io.crossfade.control.job;

import io.crossfade.catalog.PostgresCatalog;
import io.crossfade.catalog.ReadCatalog;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Reads PostgreSQL's catalog for the rehearsal of statements. */
final class PostgreSqlSchema {

    private static final String NAMES = """
            SELECT DISTINCT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_(catalog|toast|temp)'
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
        List<String> names = Rows.all(connection, NAMES, row -> row.getString(1));
        return new SchemaFacts(
                Dialect.POSTGRESQL, path, new ReadCatalog(new PostgresCatalog().read(connection, names)), indexes);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
