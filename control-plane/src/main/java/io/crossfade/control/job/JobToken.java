package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a run of a job holds in each transaction that changes rows. The next run replaces it: that waits for transactions
 * which are still under way, and makes void what a control plane sent that was killed, or paused and replaced.
 *
 * @param holding locks the row of a migration in a table of tokens if it has a token, to the end of the transaction
 */
record JobToken(String holding, String migration, long token) {

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
}
