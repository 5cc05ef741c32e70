package io.crossfade.jdbc;

import io.crossfade.migration.FenceTable;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Snapshot;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session of PostgreSQL, which holds a shared advisory lock under the instance's key, and behind it another one by which
 * it is known as a session of Crossfade's on its logical database.
 */
final class PostgresSession implements ServerSession {

    private static final String MISSING = "42P01";
    private static final String FORBIDDEN = "42501";

    /** Tells one server's process from all others. */
    private static final String SERVER = "pg_catalog.concat_ws(' ', pg_catalog.inet_server_addr(),"
            + " pg_catalog.inet_server_port(), 'started at', pg_catalog.pg_postmaster_start_time())";

    private static final String STANDBY = ", CASE WHEN pg_catalog.pg_is_in_recovery() THEN " + SERVER + " END";

    /** Triggers that keep both sides in step for other sessions pass by one that says this. */
    private static final String MARKED = ", pg_catalog.set_config('crossfade.session', 'driver', false)";

    /** Behind the schemas and the two locks. */
    private static final int STANDBY_COLUMN = 4;

    private final Connection delegate;
    private final Registry registry;
    private final Transactions transactions;
    private final String query;
    private boolean onStandby;
    private final int process;
    private SqlContext last = SqlContext.postgres(List.of());
    private @Nullable String reportedPath;

    PostgresSession(Connection delegate, Registry registry) {
        this.delegate = delegate;
        this.registry = registry;
        this.transactions = Transactions.of(delegate);
        this.process = transactions.process();
        this.query = "SELECT pg_catalog.current_schemas(true), pg_catalog.pg_advisory_lock_shared("
                + InstanceKey.of(registry.instance()) + ")"
                + registry.database()
                        .map(database -> ", pg_catalog.pg_advisory_lock_shared(" + FenceTable.MARK + ", "
                                + FenceTable.mark(database) + ")")
                        .orElse("");
    }

    @Override
    public boolean isIdle() throws SQLException {
        return transactions.isIdle();
    }

    @Override
    public boolean isFailed() {
        return transactions.isFailed();
    }

    @Override
    public Opening open(long known) throws SQLException {
        Optional<String> database = registry.database();
        if (database.isEmpty()) {
            return Opening.without(read());
        }
        if (!transactions.isIdle()) {
            return Opening.within(read());
        }
        boolean setBack = !delegate.getAutoCommit();
        if (setBack) {
            delegate.setAutoCommit(true);
        }
        try {
            Optional<Opening> alone =
                    registry.fenceIsMissing() ? withoutFence(database.get(), known) : Optional.empty();
            return alone.isPresent() ? alone.get() : registered(database.get(), known);
        } finally {
            if (setBack) {
                delegate.setAutoCommit(false);
            }
        }
    }

    /** Empty if there is a fence by now. Asked after the locks have been taken: who makes one later finds them. */
    private Optional<Opening> withoutFence(String database, long known) throws SQLException {
        try (Statement statement = delegate.createStatement()) {
            Script script = new Script(
                    statement,
                    query + STANDBY + MARKED,
                    "SELECT pg_catalog.to_regclass('" + FenceTable.NAME + "') IS NOT NULL");
            SqlContext context;
            String standby;
            try (ResultSet rows = script.rows()) {
                context = context(rows);
                standby = standby(rows);
            }
            try (ResultSet rows = script.rows()) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            if (standby == null && known > 0) {
                throw FenceText.gone(database, known, FenceTable.NAME);
            }
            return Optional.of(opening(context, standby, Optional.empty(), database));
        }
    }

    private @Nullable String standby(ResultSet rows) throws SQLException {
        String server = rows.getString(STANDBY_COLUMN);
        onStandby = server != null;
        return server;
    }

    private static Opening opening(
            SqlContext context, @Nullable String standby, Optional<Snapshot> shown, String database) {
        return standby == null
                ? new Opening(context, shown, true)
                : new Opening(
                        context,
                        Optional.empty(),
                        true,
                        Optional.of(new Standby(standby, shown.orElseGet(() -> Snapshot.empty(database)))));
    }

    /**
     * The fence is read by a statement of its own behind the one that takes the locks: with an isolation of READ COMMITTED
     * it sees what was committed before it, and so at least what the control plane wrote before it looked for locks.
     */
    private Opening registered(String database, long known) throws SQLException {
        try (Statement statement = delegate.createStatement()) {
            Script script = new Script(
                    statement,
                    "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY",
                    query + STANDBY + MARKED,
                    fenceQuery(database, known),
                    "COMMIT");
            script.done();
            SqlContext context;
            String standby;
            try (ResultSet rows = script.rows()) {
                context = context(rows);
                standby = standby(rows);
            }
            boolean hasRow;
            String text;
            try (ResultSet rows = script.rows()) {
                hasRow = rows.next();
                text = hasRow ? rows.getString(1) : null;
            }
            script.done();
            registry.fenceIsMissing(false);
            if (!hasRow && known > 0 && standby == null) {
                throw FenceText.gone(database, known, FenceTable.NAME);
            }
            return opening(context, standby, snapshot(text), database);
        } catch (SQLException e) {
            return unread(e, database, known);
        }
    }

    private Opening unread(SQLException cause, String database, long known) throws SQLException {
        if (!MISSING.equals(cause.getSQLState()) && !FORBIDDEN.equals(cause.getSQLState())) {
            throw cause;
        }
        try (Statement statement = delegate.createStatement()) {
            statement.execute("ROLLBACK");
        }
        if (FORBIDDEN.equals(cause.getSQLState())) {
            throw SqlState.NO_SNAPSHOT.exception(
                    "Crossfade may not read where the migrations of database '" + database + "' stand: "
                            + cause.getMessage() + ". Grant the user USAGE on the schema and SELECT on table "
                            + FenceTable.NAME,
                    cause);
        }
        Optional<Opening> alone = withoutFence(database, known);
        registry.fenceIsMissing(alone.isPresent());
        return alone.isPresent() ? alone.get() : registered(database, known);
    }

    /** What a server shows at this moment, and which it is, primary or replica. */
    static Standby shown(Connection connection, String database) throws SQLException {
        String server;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + SERVER)) {
            rows.next();
            server = rows.getString(1);
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(fenceQuery(database, -1))) {
            Optional<Snapshot> shown = snapshot(rows.next() ? rows.getString(1) : null);
            return new Standby(server, shown.orElseGet(() -> Snapshot.empty(database)));
        } catch (SQLException e) {
            if (MISSING.equals(e.getSQLState())) {
                return new Standby(server, Snapshot.empty(database));
            }
            throw e;
        }
    }

    /** What the fence shows; empty if there is none, or if it has nothing for that database. */
    static Optional<Snapshot> fence(Connector connector, String database) throws SQLException {
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(fenceQuery(database, -1))) {
            return snapshot(rows.next() ? rows.getString(1) : null);
        } catch (SQLException e) {
            if (MISSING.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Statements in one round trip, or one by one where the delegate couldn't tell their columns apart. */
    private final class Script {

        private final Statement statement;
        private final Deque<String> left = new ArrayDeque<>();
        private boolean first = true;

        Script(Statement statement, String... texts) throws SQLException {
            this.statement = statement;
            if (transactions.describesFirst()) {
                left.addAll(List.of(texts));
            } else {
                statement.execute(String.join("; ", texts));
            }
        }

        /** Goes on to the next statement, which has no rows. */
        void done() throws SQLException {
            String next = left.poll();
            if (next != null) {
                statement.execute(next);
            } else if (!first) {
                statement.getMoreResults();
            }
            first = false;
        }

        /** Those of the next statement. */
        ResultSet rows() throws SQLException {
            done();
            return statement.getResultSet();
        }
    }

    /** A row, if there is one, with the snapshot if that is later than what is known, or a replica's. */
    private static String fenceQuery(String database, long known) {
        return "SELECT CASE WHEN epoch > " + known + " OR pg_catalog.pg_is_in_recovery() THEN snapshot END FROM "
                + FenceTable.NAME + " WHERE database_name = '" + database.replace("'", "''") + "'";
    }

    private static Optional<Snapshot> snapshot(@Nullable String text) throws SQLException {
        return text == null ? Optional.empty() : Optional.of(FenceText.snapshot(FenceTable.NAME, text));
    }

    @Override
    public SqlContext read() throws SQLException {
        boolean opens = !delegate.getAutoCommit() && transactions.isIdle();
        if (opens) {
            delegate.setAutoCommit(true);
        }
        try (Statement statement = delegate.createStatement();
                ResultSet rows = statement.executeQuery(query + MARKED)) {
            return context(rows);
        } finally {
            if (opens) {
                delegate.setAutoCommit(false);
            }
        }
    }

    private SqlContext context(ResultSet rows) throws SQLException {
        rows.next();
        Array schemas = rows.getArray(1);
        List<String> path = List.of((String[]) schemas.getArray());
        reportedPath = transactions.reportedSearchPath();
        if (!path.equals(last.searchPath())) {
            last = SqlContext.postgres(path);
        }
        return last;
    }

    @Override
    public boolean hasMoved() {
        return !Objects.equals(transactions.reportedSearchPath(), reportedPath);
    }

    @Override
    public boolean isUndoneByTransactions() {
        return true;
    }

    /**
     * By its lock: others may have its number after it. A replica knows nothing of the sessions of its primary; in those of
     * its own, nothing is written.
     */
    @Override
    public boolean isLeft(Connection other) throws SQLException {
        if (process == Transactions.UNKNOWN) {
            return false;
        }
        long key = InstanceKey.of(registry.instance());
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid = "
                        + process + " AND locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint = "
                        + (key >>> 32) + " AND objid::bigint = " + (key & 0xFFFF_FFFFL) + ")"
                        + (onStandby ? "" : " OR pg_catalog.pg_is_in_recovery()"))) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Override
    public void runs() {
        transactions.ran();
    }

    @Override
    public void transactionEnded(boolean succeeded) {
        if (succeeded) {
            transactions.ended();
        }
    }
}
