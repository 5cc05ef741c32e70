package io.crossfade.control.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.DatabaseException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Sessions on an application's database.
 *
 * @param <S> what work is done with
 */
final class SessionPool<S extends AutoCloseable> implements AutoCloseable {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Of PostgreSQL, when this process was held up in a transaction. */
    private static final String SILENT_TOO_LONG = "25P03";
    /** The same of MySQL, whose state says nothing. */
    private static final int DISCONNECTED_FOR_INACTIVITY = 4031;

    private final String name;
    private final DatabaseConfig config;
    private final HikariDataSource pool;
    private final Opening<S> opening;

    /** Makes a session of a connection from the pool. */
    interface Opening<S> {
        S open(DataSource pool) throws SQLException;
    }

    /** What is done with a session. */
    interface Work<S, T> {
        T with(S session) throws SQLException;
    }

    /**
     * @param name the logical database's
     * @param url the driver's
     * @param settings what else the pool is to be told
     */
    SessionPool(String name, DatabaseConfig config, String url, Consumer<HikariConfig> settings, Opening<S> opening) {
        this.name = name;
        this.config = config;
        this.opening = opening;
        HikariConfig pooled = new HikariConfig();
        pooled.setPoolName("crossfade-" + name);
        pooled.setJdbcUrl(url);
        pooled.setUsername(config.user());
        pooled.setPassword(config.password());
        pooled.setExceptionOverrideClassName(KeptConnection.class.getName());
        pooled.setMinimumIdle(0);
        pooled.setMaximumPoolSize(8);
        pooled.setConnectionTimeout(5_000);
        // The control plane serves snapshots also while a database is down.
        pooled.setInitializationFailTimeout(-1);
        settings.accept(pooled);
        this.pool = new HikariDataSource(pooled);
    }

    DataSource dataSource() {
        return pool;
    }

    /** @throws DatabaseException if the database doesn't answer */
    <T> T asking(Work<S, T> question) {
        try {
            return with(question);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "database '" + name + "' at " + config.url().replaceFirst("\\?.*", "") + " doesn't answer: "
                            + rootOf(e).getMessage(),
                    e);
        }
    }

    /** Jobs can be resumed at any point, so one that lost its connection simply begins again where it was. */
    void working(JobRun run, Work<S, ?> work) {
        Duration pause = Duration.ofMillis(500);
        while (true) {
            try {
                Object unused = with(work);
                return;
            } catch (SQLException e) {
                run.checkStopped();
                if (!isPassing(e)) {
                    throw new JobFailedException(e.getMessage() + " (SQLState " + e.getSQLState() + ")", e);
                }
                run.waitingFor(
                        "the database, which can't be reached: " + rootOf(e).getMessage());
            }
            run.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private <T> T with(Work<S, T> work) throws SQLException {
        S session = opening.open(pool);
        T result;
        try {
            result = work.with(session);
        } catch (SQLException | RuntimeException e) {
            closing(session, e);
            throw e;
        }
        closing(session, null);
        return result;
    }

    private static void closing(AutoCloseable session, @org.jspecify.annotations.Nullable Exception failure)
            throws SQLException {
        try {
            session.close();
        } catch (Exception e) {
            if (failure == null) {
                throw e instanceof SQLException broken ? broken : new SQLException("a session can't be closed", e);
            }
            failure.addSuppressed(e);
        }
    }

    /** A pool says only that it waited in vain; what it wraps says why. */
    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause instanceof SQLException ? rootOf(cause) : failure;
    }

    private static boolean isPassing(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("08000");
        return e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals(SILENT_TOO_LONG)
                || e.getErrorCode() == DISCONNECTED_FOR_INACTIVITY
                || state.startsWith("53");
    }

    @Override
    public void close() {
        pool.close();
    }
}
