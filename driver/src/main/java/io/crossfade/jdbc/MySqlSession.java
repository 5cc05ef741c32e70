package io.crossfade.jdbc;

import io.crossfade.migration.InstanceKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A session of MySQL or MariaDB, which holds one of the instance's named locks. */
final class MySqlSession implements ServerSession {

    private static final int NO_SLOT = -1;
    private static final int NO_ERROR = -1;

    /** One statement, which opens no transaction of its own. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:\\s|(?:--\\s|#)[^\\n]*(?:\\n|$)|/\\*(?!M?!).*?\\*/)*+"
                    + "(?:select|insert|update|delete|replace|with|create|alter|drop|truncate|set)\\b[^;]*+;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection delegate;
    private final StatusFlags status;
    private final String instance;
    private final LockSlots slots;
    private int slot = NO_SLOT;
    private long thread;

    /** The flags when the statement that runs was sent. */
    private int before;

    /** The flags that an error has left, of which nothing can be told until the next answer. */
    private int leftByError = NO_ERROR;

    /** The statement that failed may have left a transaction open. */
    private boolean isUncertain;

    private @Nullable SqlContext last;

    MySqlSession(Connection delegate, StatusFlags status, String instance, LockSlots slots) {
        this.delegate = delegate;
        this.status = status;
        this.instance = instance;
        this.slots = slots;
    }

    @Override
    public boolean isIdle() {
        if (isUncertain) {
            return false;
        }
        int flags = status.flags();
        return flags == leftByError || !StatusFlags.inTransaction(flags);
    }

    @Override
    public boolean isFailed() {
        return false;
    }

    @Override
    public SqlContext read() throws SQLException {
        if (slot == NO_SLOT) {
            slot = slots.take(0);
        }
        while (true) {
            String lock = "'" + InstanceKey.lockName(instance, slot) + "'";
            // No table is read, so no transaction begins.
            String query = "SELECT DATABASE(), @@SESSION.sql_mode, @@version, @@lower_case_table_names,"
                    + " IF(IS_USED_LOCK(" + lock + ") = CONNECTION_ID(), 1, GET_LOCK(" + lock + ", 0))";
            try (Statement statement = delegate.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                if (rows.getInt(5) == 1) {
                    thread = status.thread();
                    return context(rows);
                }
            }
            // A session that is just being closed may still hold it, or another program that has the same id.
            int next = slots.take(slot + 1);
            slots.giveBack(slot);
            slot = next;
        }
    }

    @Override
    public boolean hasMoved() {
        return status.thread() != thread;
    }

    @Override
    public boolean isUndoneByTransactions() {
        return false;
    }

    @Override
    public void runs() {
        int flags = status.flags();
        if (flags != leftByError) {
            before = flags;
        }
    }

    @Override
    public void answered() {
        isUncertain = false;
        leftByError = NO_ERROR;
    }

    @Override
    public void failed(String sql) {
        leftByError = status.flags();
        boolean mayHaveOpened = !PLAIN.matcher(sql).matches();
        isUncertain = StatusFlags.inTransaction(before)
                || !StatusFlags.autocommit(before)
                || (mayHaveOpened && hasTransaction());
    }

    @Override
    public void transactionEnded(boolean succeeded) {
        if (succeeded) {
            answered();
        } else {
            int flags = status.flags();
            isUncertain |= StatusFlags.inTransaction(flags) || !StatusFlags.autocommit(flags);
        }
    }

    /** Errors come without a status, so something that can't fail is asked. */
    private boolean hasTransaction() {
        try (Statement statement = delegate.createStatement()) {
            statement.execute("DO 0");
            leftByError = NO_ERROR;
            return StatusFlags.inTransaction(status.flags());
        } catch (SQLException e) {
            // The next answer will tell; until then it counts as open.
            System.getLogger(MySqlSession.class.getName())
                    .log(System.Logger.Level.DEBUG, "the state of a transaction isn't known", e);
            return true;
        }
    }

    @Override
    public boolean streams(Statement statement) throws SQLException {
        return statement.getFetchSize() != 0;
    }

    @Override
    public boolean expectsMore() {
        return status.moreResults();
    }

    @Override
    public void closed() {
        if (slot != NO_SLOT) {
            slots.giveBack(slot);
            slot = NO_SLOT;
        }
    }

    private SqlContext context(ResultSet row) throws SQLException {
        String database = row.getString(1);
        String modes = row.getString(2);
        SqlContext read = new SqlContext(
                ServerModes.of(modes, row.getString(3)),
                row.getInt(4) != 0,
                database == null ? List.of() : List.of(database),
                ServerModes.obstacle(modes));
        SqlContext before = last;
        if (before != null && before.equals(read)) {
            return before;
        }
        last = read;
        return read;
    }
}
