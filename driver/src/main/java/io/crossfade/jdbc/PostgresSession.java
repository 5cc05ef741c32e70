package io.crossfade.jdbc;

import io.crossfade.migration.FenceTable;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Snapshot;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    private final Connection delegate;
    private final Registry registry;
    private final Transactions transactions;
    private final String query;
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
            Optional<SqlContext> alone = registry.fenceIsMissing() ? withoutFence() : Optional.empty();
            if (alone.isPresent() && known > 0) {
                throw FenceText.gone(database.get(), known, FenceTable.NAME);
            }
            return alone.isPresent() ? Opening.without(alone.get()) : registered(database.get(), known);
        } finally {
            if (setBack) {
                delegate.setAutoCommit(false);
            }
        }
    }

    /** Empty if there is a fence by now. Asked after the locks have been taken: who makes one later finds them. */
    private Optional<SqlContext> withoutFence() throws SQLException {
        try (Statement statement = delegate.createStatement()) {
            statement.execute(query + "; SELECT pg_catalog.to_regclass('" + FenceTable.NAME + "') IS NOT NULL");
            SqlContext context;
            try (ResultSet rows = statement.getResultSet()) {
                context = context(rows);
            }
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getBoolean(1) ? Optional.empty() : Optional.of(context);
            }
        }
    }

    /**
     * The fence is read by a statement of its own behind the one that takes the locks: with an isolation of READ COMMITTED
     * it sees what was committed before it, and so at least what the control plane wrote before it looked for locks.
     */
    private Opening registered(String database, long known) throws SQLException {
        try (Statement statement = delegate.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; " + query + "; "
                    + fenceQuery(database, known) + "; COMMIT");
            statement.getMoreResults();
            SqlContext context;
            try (ResultSet rows = statement.getResultSet()) {
                context = context(rows);
            }
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                registry.fenceIsMissing(false);
                boolean hasRow = rows.next();
                if (!hasRow && known > 0) {
                    throw FenceText.gone(database, known, FenceTable.NAME);
                }
                return new Opening(context, hasRow ? snapshot(rows) : Optional.empty(), true);
            }
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
        if (known > 0) {
            throw FenceText.gone(database, known, FenceTable.NAME);
        }
        registry.fenceIsMissing(true);
        return Opening.without(read());
    }

    /** What the fence shows; empty if there is none, or if it has nothing for that database. */
    static Optional<Snapshot> fence(Connector connector, String database) throws SQLException {
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(fenceQuery(database, -1))) {
            return rows.next() ? snapshot(rows) : Optional.empty();
        } catch (SQLException e) {
            if (MISSING.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A row, if there is one, with the snapshot if that is later than what is known. */
    private static String fenceQuery(String database, long known) {
        return "SELECT CASE WHEN epoch > " + known + " THEN snapshot END FROM " + FenceTable.NAME
                + " WHERE database_name = '" + database.replace("'", "''") + "'";
    }

    private static Optional<Snapshot> snapshot(ResultSet row) throws SQLException {
        String text = row.getString(1);
        return text == null ? Optional.empty() : Optional.of(FenceText.snapshot(FenceTable.NAME, text));
    }

    @Override
    public SqlContext read() throws SQLException {
        boolean opens = !delegate.getAutoCommit() && transactions.isIdle();
        if (opens) {
            delegate.setAutoCommit(true);
        }
        try (Statement statement = delegate.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
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

    /** By its lock: others may have its number after it. */
    @Override
    public boolean isLeft(Connection other) throws SQLException {
        if (process == Transactions.UNKNOWN) {
            return false;
        }
        long key = InstanceKey.of(registry.instance());
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE pid = "
                        + process + " AND locktype = 'advisory' AND objsubid = 1 AND granted AND classid::bigint = "
                        + (key >>> 32) + " AND objid::bigint = " + (key & 0xFFFF_FFFFL) + ")")) {
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
