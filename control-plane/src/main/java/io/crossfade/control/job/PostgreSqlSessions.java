package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.FenceTable;
import io.crossfade.migration.InstanceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The sessions of the driver in a PostgreSQL database, known by the advisory locks that they hold. */
final class PostgreSqlSessions {

    private static final String FORBIDDEN = "42501";

    /** Of a row of pg_stat_activity named a, which may be missing. Whom one may not look at has no state. */
    static final String FACTS = """
            coalesce(a.usename, '?'), coalesce(a.application_name, ''), coalesce(host(a.client_addr), ''),
            CASE WHEN a.state IS NULL THEN %d WHEN a.xact_start IS NULL THEN 0
                ELSE greatest(1, extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint END""".formatted(DatabaseSession.UNSEEN);

    private static final String OF_INSTANCE = """
            SELECT own.pid, %s
            FROM pg_locks own LEFT JOIN pg_stat_activity a ON a.pid = own.pid
            WHERE own.locktype = 'advisory' AND own.objsubid = 1
                AND own.classid = ?::bigint::oid AND own.objid = ?::bigint::oid
                AND own.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ORDER BY own.pid
            """.formatted(FACTS);

    /** A number may have been given to another process since; and another control plane may lead. */
    private static final String END = """
            SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = %d AND pid = ?::int
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND EXISTS (SELECT FROM crossfade.job WHERE migration = ? AND token = ?)
            """.formatted(FenceTable.MARK);

    private PostgreSqlSessions() {}

    static DatabaseSession read(ResultSet row) throws SQLException {
        return new DatabaseSession(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5));
    }

    static List<DatabaseSession> of(Session session, String instanceId) throws SQLException {
        long key = InstanceKey.of(instanceId);
        return Rows.all(session.connection(), OF_INSTANCE, PostgreSqlSessions::read, key >>> 32, key & 0xFFFF_FFFFL);
    }

    static boolean end(Session session, long process, LeaderTerm term) throws SQLException {
        try {
            return Rows.one(session.connection(), END, row -> row.getBoolean(1), process, term.row(), term.number())
                    .orElse(false);
        } catch (SQLException e) {
            if (FORBIDDEN.equals(e.getSQLState())) {
                throw new RefusedException(
                        "the control plane's user may not end session " + process,
                        List.of(e.getMessage() + "; grant it pg_signal_backend, or have an administrator end it"));
            }
            throw e;
        }
    }
}
