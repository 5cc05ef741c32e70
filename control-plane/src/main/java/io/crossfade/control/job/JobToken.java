package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a run of a job holds in each transaction that changes rows. The next run replaces it: that waits for transactions
 * which are still under way, and makes void what a control plane sent that was killed, or paused and replaced.
 */
final class JobToken {

    static final String TABLE = "crossfade.job";

    private static final String TAKE = "INSERT INTO " + TABLE + " AS run (migration, token) VALUES (?, 1)"
            + " ON CONFLICT (migration) DO UPDATE SET token = run.token + 1 RETURNING token";

    private static final String HOLD = "SELECT 1 FROM " + TABLE + " WHERE migration = ? AND token = ? FOR SHARE";

    private final String migration;
    private final long token;

    private JobToken(String migration, long token) {
        this.migration = migration;
        this.token = token;
    }

    /** For a run that begins. */
    static JobToken take(Connection connection, String migration) throws SQLException {
        long token = PostgreSqlFence.made(connection, () -> Rows.one(connection, TAKE, row -> row.getLong(1), migration)
                .orElseThrow());
        return new JobToken(migration, token);
    }

    /**
     * Holds it to the end of the transaction.
     *
     * @throws JobFailedException if a later run has replaced it
     */
    void hold(Connection connection) throws SQLException {
        if (Rows.one(connection, HOLD, row -> row.getInt(1), migration, token).isEmpty()) {
            throw new JobFailedException("another control plane has begun to run this job of migration '" + migration
                    + "'; this one changes nothing any more");
        }
    }
}
