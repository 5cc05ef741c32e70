package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The term in which a control plane leads, as the application's database knows it: in the table of tokens, under a name that no
 * migration has. And in the tokens themselves, so that who was replaced can't take one from its successor's run.
 *
 * @param database the logical database
 * @param number 0 where only one control plane can have the store
 */
record LeaderTerm(String database, long number) {

    private static final int RUNS = 32;

    /** The name of the row; a migration's has no colon. */
    String row() {
        return ":" + database;
    }

    /** The first token of a run in this term. */
    long firstToken() {
        return (number << RUNS) + 1;
    }

    /** The first that is a later term's. */
    long laterToken() {
        return (number + 1) << RUNS;
    }

    /**
     * Makes sure that no control plane of a later term has begun to work on the database, and that none of an earlier one goes
     * on to.
     *
     * @param raise sets the number in the row to the greater of its own and the second value; makes the row if it isn't there
     * @param read finds it
     */
    void begin(Connection connection, String raise, String read) throws SQLException {
        Rows.update(connection, raise, row(), number);
        Optional<Long> last = Rows.one(connection, read, found -> found.getLong(1), row());
        if (last.orElse(number) > number) {
            throw replaced(last.orElse(number));
        }
    }

    private RefusedException replaced(long last) {
        return new RefusedException(
                "a control plane of term " + last + " works on database '" + database + "', and this one's term is "
                        + number,
                List.of("another one leads, or this one's store is another or an old copy; put the right store back"));
    }

    /** Why a run gets no token. */
    JobFailedException noToken(String migration) {
        return new JobFailedException("a control plane of a later term has begun to run jobs of migration '" + migration
                + "'; this one's term is " + number + ", and it changes nothing");
    }
}
