package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a run of a job holds in whatever changes rows or the schema. The next run replaces it: that waits for what is still
 * under way, or ends it, and makes void what a control plane sent that was killed, or paused and replaced.
 *
 * @param holding locks the row of a migration in a table of tokens if it has a token, to the end of the transaction
 * @param lock for changes that no transaction can contain
 */
record JobToken(String holding, RunLock lock, String migration, long token) {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /**
     * Begins the run, once nothing is under way of the one before.
     *
     * @throws JobStoppedException if the migration has gone on without this run
     * @throws JobFailedException if a later run has replaced it
     */
    void begin(Connection connection, JobRun run) throws SQLException {
        while (!lock.take(connection)) {
            // It may be a later run's.
            hold(connection);
            run.waitingFor("the end of a schema change of the run before");
            lock.endHolder(connection);
            run.pause(PAUSE);
        }
        lock.release(connection);
        run.waitingFor(null);
        // Who is replaced after this has a successor that takes its token later than this one was taken.
        run.confirm();
    }

    /**
     * Holds it to the end of the transaction.
     *
     * @throws JobFailedException if a later run has replaced it
     */
    void hold(Connection connection) throws SQLException {
        if (Rows.one(connection, holding, row -> row.getInt(1), migration, token)
                .isEmpty()) {
            throw new JobFailedException("another control plane has begun to run this job of migration '" + migration
                    + "'; this one changes nothing any more");
        }
    }

    /** A change that commits by itself. */
    interface Change {
        void make() throws SQLException;
    }

    /**
     * Makes a change outside of a transaction. The next run doesn't begin before its end.
     *
     * @throws JobFailedException if a later run has replaced this one
     */
    void during(Connection connection, JobRun run, Change change) throws SQLException {
        while (!lock.take(connection)) {
            run.pause(PAUSE);
        }
        try {
            hold(connection);
            change.make();
        } catch (SQLException | RuntimeException e) {
            try {
                lock.release(connection);
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        lock.release(connection);
    }
}
