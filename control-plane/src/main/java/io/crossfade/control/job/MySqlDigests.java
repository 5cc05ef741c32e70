package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements that the server's performance schema has seen in the URL's database. */
final class MySqlDigests {

    private static final String STATEMENTS =
            "SELECT digest_text, SUM(count_star) FROM performance_schema.events_statements_summary_by_digest"
                    + " WHERE schema_name = DATABASE() AND digest_text IS NOT NULL GROUP BY digest_text"
                    + " ORDER BY 2 DESC LIMIT 10000";

    private MySqlDigests() {}

    /** A digest shows a list of values as {@code (...)}, of whatever length it was. */
    static List<RecordedStatement> read(Connection connection) throws SQLException {
        return Rows.all(
                connection,
                STATEMENTS,
                row -> new RecordedStatement(
                        row.getString(1).replace("(...)", "(?)").replace("...", "?"), row.getLong(2)));
    }
}
