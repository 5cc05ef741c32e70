package io.crossfade.jdbc;

import io.crossfade.migration.InstanceKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session of PostgreSQL, which holds a shared advisory lock under the instance's key. */
final class PostgresSession implements ServerSession {

    private final Connection delegate;
    private final Transactions transactions;
    private final String query;
    private SqlContext last = SqlContext.postgres(List.of());
    private @Nullable String reportedPath;

    PostgresSession(Connection delegate, String instance) {
        this.delegate = delegate;
        this.transactions = Transactions.of(delegate);
        this.query = "SELECT pg_catalog.current_schemas(true), pg_catalog.pg_advisory_lock_shared("
                + InstanceKey.of(instance) + ")";
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
    public SqlContext read() throws SQLException {
        boolean opens = !delegate.getAutoCommit() && transactions.isIdle();
        if (opens) {
            delegate.setAutoCommit(true);
        }
        try (Statement statement = delegate.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            Array schemas = rows.getArray(1);
            List<String> path = List.of((String[]) schemas.getArray());
            reportedPath = transactions.reportedSearchPath();
            if (!path.equals(last.searchPath())) {
                last = SqlContext.postgres(path);
            }
            return last;
        } finally {
            if (opens) {
                delegate.setAutoCommit(false);
            }
        }
    }

    @Override
    public boolean hasMoved() {
        return !Objects.equals(transactions.reportedSearchPath(), reportedPath);
    }

    @Override
    public boolean isUndoneByTransactions() {
        return true;
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
