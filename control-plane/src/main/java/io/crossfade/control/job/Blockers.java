package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Who stands in the way of a session that waits for a lock. */
final class Blockers {

    private static final String QUERY = """
            SELECT format('process %s (application %L, user %L, %s since %s): %s', a.pid, a.application_name, a.usename,
                          coalesce(a.state, a.backend_type), to_char(coalesce(a.xact_start, a.state_change),
                          'YYYY-MM-DD HH24:MI:SS TZ'), left(regexp_replace(a.query, '\\s+', ' ', 'g'), 200))
            FROM unnest(pg_blocking_pids(?)) AS b (pid) JOIN pg_stat_activity a ON a.pid = b.pid
            ORDER BY a.xact_start LIMIT 3
            """;

    private final DataSource pool;

    Blockers(DataSource pool) {
        this.pool = pool;
    }

    /** In words; empty if nobody does at this moment. */
    Optional<String> of(int processId) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            List<String> found = Rows.all(connection, QUERY, row -> row.getString(1), processId);
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
        }
    }
}
