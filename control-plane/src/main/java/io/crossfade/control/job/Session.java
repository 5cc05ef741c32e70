package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A connection for a job, borrowed from the pool and given back as it was. */
final class Session implements AutoCloseable {

    private final Connection connection;

    private Session(Connection connection) {
        this.connection = connection;
    }

    static Session open(DataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            Rows.execute(
                    connection,
                    "SET statement_timeout = 0; SET DateStyle = 'ISO, YMD';"
                            // A control plane that is stopped in a transaction must not keep its successor from going
                            // on.
                            + " SET idle_in_transaction_session_timeout = '10s';"
                            + " SET " + SyncTrigger.SETTING + " = 'control plane';"
                            + " SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 3");
            return new Session(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    int processId() throws SQLException {
        return Rows.one(connection, "SELECT pg_backend_pid()", row -> row.getInt(1))
                .orElseThrow();
    }

    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Reads the catalog with an empty search path, in a transaction that leaves nothing behind. */
    <T> T reading(Work<T> work) throws SQLException {
        return inTransaction(() -> "SET LOCAL search_path = ''", read -> {
            T result = work.run(read);
            read.rollback();
            return result;
        });
    }

    <T> T inTransaction(Supplier<String> setting, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Rows.execute(connection, setting.get());
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                Rows.execute(connection, "RESET ALL");
            }
        }
    }
}
