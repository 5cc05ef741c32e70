package io.crossfade.control.store;

import io.crossfade.control.config.StoreConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.StoreException;
import io.crossfade.migration.InstanceKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lead is an advisory lock of one session, which is gone with it. Who doesn't say for the time of a lease that it still
 * leads, by the database's clock, has its session ended.
 */
public final class PostgreSqlElection implements Election {

    private static final Logger LOG = LoggerFactory.getLogger(PostgreSqlElection.class);

    private static final String FORBIDDEN = "42501";
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_TRIES = 20;

    /** Lock and term in one statement: who is paused between the two would keep all others from leading. */
    private static final String TAKE = "WITH got AS MATERIALIZED (SELECT pg_try_advisory_lock(?) AS lead)"
            + " UPDATE leader SET term = term + 1, address = ?, pid = pg_backend_pid(), renewed_at = clock_timestamp()"
            + " FROM got WHERE got.lead RETURNING term";

    /** Looked at in the statement itself, so that nobody's session is ended who has just become the leader. */
    private static final String END_SILENT = "SELECT pg_terminate_backend(held.pid) FROM leader JOIN pg_locks held"
            + " ON held.pid = leader.pid WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1"
            + " AND held.classid = ?::bigint::oid AND held.objid = ?::bigint::oid"
            + " AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND leader.renewed_at < clock_timestamp() - ? * interval '1 millisecond'";

    private static final String LEADER =
            "SELECT address FROM leader WHERE renewed_at > clock_timestamp() - ? * interval '1 millisecond' AND term > 0";

    private final StoreConfig config;
    private final String address;
    private final long key;
    private @Nullable Connection standing;

    private PostgreSqlElection(StoreConfig config, String address) {
        this.config = config;
        this.address = address;
        this.key = InstanceKey.of("store:" + config.schema());
    }

    /**
     * Opens the store, and makes its tables if they aren't there.
     *
     * @param address where this control plane can be reached
     * @throws RefusedException if what is there isn't a store, or one of a later version, or may not be used
     */
    public static PostgreSqlElection open(StoreConfig config, String address) {
        PostgreSqlElection election = new PostgreSqlElection(config, address);
        try {
            new PostgreSqlSchema(config).makeIn(election.connected());
            return election;
        } catch (SQLException e) {
            election.close();
            throw election.failed(e);
        } catch (RuntimeException e) {
            election.close();
            throw e;
        }
    }

    @Override
    public synchronized Optional<Store> stand() {
        try {
            Optional<Long> term = take();
            if (term.isEmpty() && endSilent()) {
                for (int i = 0; i < MOST_TRIES && term.isEmpty(); i++) {
                    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                    term = take();
                }
            }
            return term.isEmpty() ? Optional.empty() : Optional.of(store(term.get()));
        } catch (SQLException e) {
            forget();
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Long> take() throws SQLException {
        return one(TAKE, row -> row.getLong(1), key, address);
    }

    private boolean endSilent() throws SQLException {
        try {
            return one(
                            END_SILENT,
                            row -> row.getBoolean(1),
                            key >>> 32,
                            key & 0xFFFF_FFFFL,
                            config.lease().toMillis())
                    .orElse(false);
        } catch (SQLException e) {
            if (FORBIDDEN.equals(e.getSQLState())) {
                throw new SQLException(
                        "the control plane that leads is silent, and its session can't be ended: " + e.getMessage()
                                + "; let all control planes use one user for the store, or end it",
                        e.getSQLState(),
                        e);
            }
            throw e;
        }
    }

    /** The session that stood has the lead now; the next time another one stands. */
    private Store store(long term) throws SQLException {
        Connection leading = connected();
        leading.setAutoCommit(false);
        standing = null;
        return new PostgreSqlStore(leading, term, config.place());
    }

    @Override
    public synchronized Optional<String> leader() {
        try {
            return one(LEADER, row -> row.getString(1), config.lease().toMillis());
        } catch (SQLException e) {
            forget();
            throw failed(e);
        }
    }

    @Override
    public Duration lease() {
        return config.lease();
    }

    private StoreException failed(SQLException e) {
        return new StoreException("the store at " + config.place() + " doesn't answer: " + e.getMessage(), e);
    }

    private Connection connected() throws SQLException {
        Connection connection = standing;
        if (connection == null || connection.isClosed()) {
            connection = connect();
            standing = connection;
        }
        return connection;
    }

    /** The URL's own properties come first. */
    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        properties.setProperty("ApplicationName", "crossfade-control-plane");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        // A server that is stopped must not stop the control plane with it.
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(config.url(), properties);
        try {
            // What was committed is to be durable, whatever the server's default is.
            execute(
                    connection,
                    "SET search_path TO " + config.schema() + ", pg_catalog; SET lock_timeout = '3s';"
                            + " SET statement_timeout = 0; SET idle_session_timeout = 0;"
                            + " SET idle_in_transaction_session_timeout = 0;"
                            + " SELECT set_config('synchronous_commit', 'on', false)"
                            + " WHERE current_setting('synchronous_commit') = 'off'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            boolean unused = statement.execute();
        }
    }

    private <T> Optional<T> one(String sql, SqlStore.Row<T> row, Object... values) throws SQLException {
        try (PreparedStatement statement = connected().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        }
    }

    private void forget() {
        Connection connection = standing;
        standing = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a session on the store can't be closed: {}", e.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        forget();
    }
}
