package io.crossfade.control.store;

import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store on PostgreSQL, for one term of one control plane: all of it goes through the session that has the lead, and is over
 * with it. What is written is written only if the term is still the last one, in the same transaction, which the next term
 * waits for.
 */
public final class PostgreSqlStore extends SqlStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgreSqlStore.class);

    private static final String HOLD = "SELECT term FROM leader WHERE term = ? FOR SHARE";
    private static final String LEADER = "SELECT address FROM leader WHERE term <> ?";
    private static final String RENEW =
            "UPDATE leader SET renewed_at = clock_timestamp() WHERE term = ? AND pid = pg_backend_pid()";

    private final Connection connection;
    private final long term;
    private final String place;

    /** Why nothing can be done with it any more; null as long as something can. Guarded by the monitor, as all statements are. */
    private @Nullable NotLeadingException over;

    /**
     * @param connection with autocommit off, in the store's schema
     * @param place for messages
     */
    PostgreSqlStore(Connection connection, long term, String place) {
        this.connection = connection;
        this.term = term;
        this.place = place;
    }

    @Override
    public long term() {
        return term;
    }

    @Override
    public void renew() {
        transaction(() -> {
            if (execute(RENEW, term) == 0) {
                throw replaced();
            }
            return true;
        });
    }

    @Override
    <T> T reading(Work<T> work) {
        return transaction(work);
    }

    @Override
    <T> T writing(Work<T> work) {
        return transaction(() -> {
            if (one(HOLD, row -> row.getLong(1), term).isEmpty()) {
                throw replaced();
            }
            return work.run();
        });
    }

    private NotLeadingException replaced() throws SQLException {
        return new NotLeadingException(
                "this control plane led in term " + term
                        + " and was replaced; it changes nothing in the store any more",
                one(LEADER, row -> row.getString(1), term));
    }

    private synchronized <T> T transaction(Work<T> work) {
        if (over != null) {
            throw new NotLeadingException(over.getMessage(), over);
        }
        T result;
        try {
            result = work.run();
        } catch (NotLeadingException e) {
            end(e);
            throw e;
        } catch (SQLException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw rolledBack(e);
        }
        try {
            connection.commit();
            return result;
        } catch (SQLException e) {
            // What is in memory may not be what is stored: only who reads it anew may go on.
            throw lost(e);
        }
    }

    private RuntimeException failed(SQLException cause) {
        return isLost()
                ? lost(cause)
                : rolledBack(new StoreException("the store at " + place + " failed: " + cause.getMessage(), cause));
    }

    private boolean isLost() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            LOG.debug("whether the session is lost can't be said, so it is: {}", e.getMessage());
            return true;
        }
    }

    private NotLeadingException lost(SQLException cause) {
        NotLeadingException end = new NotLeadingException(
                "the session on the store at " + place + " by which this control plane led is lost: "
                        + cause.getMessage(),
                cause);
        end(end);
        return end;
    }

    private RuntimeException rolledBack(RuntimeException cause) {
        try {
            connection.rollback();
            return cause;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            end(new NotLeadingException("the session on the store at " + place + " is lost", cause));
            return cause;
        }
    }

    private void end(NotLeadingException why) {
        over = why;
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session that is over can't be closed: {}", e.getMessage());
        }
    }

    @Override
    Connection connection() {
        return connection;
    }

    @Override
    String upsert(String table, int keys, String... columns) {
        List<String> all = List.of(columns);
        List<String> others = all.subList(keys, all.size());
        return "INSERT INTO " + table + " (" + String.join(", ", all) + ") VALUES (?" + ", ?".repeat(all.size() - 1)
                + ") ON CONFLICT (" + String.join(", ", all.subList(0, keys)) + ") DO UPDATE SET "
                + String.join(
                        ", ",
                        others.stream()
                                .map(column -> column + " = excluded." + column)
                                .toList());
    }

    /** Gives up the lead. */
    @Override
    public synchronized void close() {
        if (over == null) {
            end(new NotLeadingException("this control plane has given up the lead"));
        }
    }
}
