package io.crossfade.control.job;

import io.crossfade.migration.InstanceKey;
import java.sql.Connection;
import java.sql.SQLException;

/** An advisory lock. */
record PostgreSqlRunLock(long key) implements RunLock {

    private static final String FORBIDDEN = "42501";

    private static final String TAKE = "SELECT CASE WHEN pg_try_advisory_lock(?) THEN 1 ELSE 0 END";
    private static final String RELEASE = "SELECT pg_advisory_unlock(?)";

    private static final String END_HOLDER =
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND granted AND objsubid = 1 AND classid = ?::bigint::oid AND objid = ?::bigint::oid"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                    + " AND pid <> pg_backend_pid()";

    static PostgreSqlRunLock of(String migration) {
        return new PostgreSqlRunLock(InstanceKey.of("job:" + migration));
    }

    @Override
    public boolean take(Connection connection) throws SQLException {
        return Rows.one(connection, TAKE, row -> row.getInt(1), key).orElseThrow() == 1;
    }

    @Override
    public void release(Connection connection) throws SQLException {
        var unused = Rows.one(connection, RELEASE, row -> true, key);
    }

    @Override
    public void endHolder(Connection connection) throws SQLException {
        try {
            var unused = Rows.all(connection, END_HOLDER, row -> true, key >>> 32, key & 0xFFFF_FFFFL);
        } catch (SQLException e) {
            // Another user's: it is waited for.
            if (!FORBIDDEN.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
