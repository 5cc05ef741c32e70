package io.crossfade.control.job;

import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * A connection to MySQL or MariaDB. Its settings are always the same, whatever the server's are: strict, so that a value
 * that doesn't fit is an error, and without the modes that give operators and quotes another meaning.
 */
final class MySqlSession implements AutoCloseable {

    static final List<String> SCRATCH =
            List.of("crossfade_scan", "crossfade_source", "crossfade_target", "crossfade_side");

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Dialect dialect;

    private MySqlSession(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    static MySqlSession open(DataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            Rows.execute(
                    connection,
                    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', lock_wait_timeout = 5,"
                            + " innodb_lock_wait_timeout = 2, foreign_key_checks = 1, sql_safe_updates = 0,"
                            + " transaction_isolation = 'READ-COMMITTED', group_concat_max_len = 1000000");
            boolean maria = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
            MySqlSession session = new MySqlSession(connection, maria ? Dialect.MARIADB : Dialect.MYSQL);
            session.dropScratch();
            return session;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    MySqlForm form() {
        return new MySqlForm(dialect);
    }

    long id() throws SQLException {
        return Rows.one(connection, "SELECT CONNECTION_ID()", row -> row.getLong(1))
                .orElseThrow();
    }

    /** Drops this session's temporary tables; others are out of its reach. */
    private void dropScratch() throws SQLException {
        for (String table : SCRATCH) {
            Rows.execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + MySqlForm.quoted(table));
        }
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    /** A control plane that is stopped in one must not keep its successor from going on: the server ends it then. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        Rows.execute(connection, "SET SESSION wait_timeout = " + LONGEST_SILENCE.toSeconds());
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            Rows.execute(connection, "SET SESSION wait_timeout = DEFAULT");
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                dropScratch();
            }
        }
    }
}
