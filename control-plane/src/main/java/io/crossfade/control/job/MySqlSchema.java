package io.crossfade.control.job;

import io.crossfade.catalog.MySqlCatalog;
import io.crossfade.catalog.ReadCatalog;
import io.crossfade.migration.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the catalog of MySQL or MariaDB for the rehearsal of statements. */
final class MySqlSchema {

    private static final String NAMES = """
            SELECT DISTINCT table_name FROM information_schema.tables
            WHERE table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
            """;

    private static final String INDEXES = """
            SELECT index_name, column_name FROM information_schema.statistics
            WHERE table_schema = ? AND table_name = ? AND column_name IS NOT NULL
            ORDER BY index_name, seq_in_index
            """;

    private MySqlSchema() {}

    static SchemaFacts read(MySqlSession session, TableId table) throws SQLException {
        Connection connection = session.connection();
        String current = Rows.one(connection, "SELECT DATABASE()", row -> row.getString(1))
                .orElseThrow();
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        Rows.all(
                        connection,
                        INDEXES,
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        table.schema(),
                        table.name())
                .forEach(part -> indexes.computeIfAbsent(part.getKey(), name -> new ArrayList<>())
                        .add(part.getValue()));
        List<String> names = Rows.all(connection, NAMES, row -> row.getString(1));
        return new SchemaFacts(
                session.dialect(),
                List.of(current),
                new ReadCatalog(new MySqlCatalog().read(connection, names)),
                indexes.entrySet().stream()
                        .map(index -> new SchemaFacts.Index(index.getKey(), index.getValue()))
                        .toList());
    }
}
