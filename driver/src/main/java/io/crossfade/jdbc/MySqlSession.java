package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A session of MySQL or MariaDB, which holds the named locks of one of its instance's places. */
final class MySqlSession implements ServerSession {

    private static final String CONTEXT = "DATABASE(), @@SESSION.sql_mode, @@version, @@lower_case_table_names";

    private static final int NO_ERROR = -1;

    /** One statement, which opens no transaction of its own. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?:\\s|(?:--\\s|#)[^\\n]*(?:\\n|$)|/\\*(?!M?!).*?\\*/)*+"
                    + "(?:select|insert|update|delete|replace|with|create|alter|drop|truncate|set)\\b[^;]*+;?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection delegate;
    private final StatusFlags status;
    private final Registry registry;
    private final MySqlPlace place;
    private long thread;

    /** The flags when the statement that runs was sent. */
    private int before;

    /** The flags that an error has left, of which nothing can be told until the next answer. */
    private int leftByError = NO_ERROR;

    /** The statement that failed may have left a transaction open. */
    private boolean isUncertain;

    private @Nullable SqlContext last;

    MySqlSession(Connection delegate, StatusFlags status, Registry registry) {
        this.delegate = delegate;
        this.status = status;
        this.registry = registry;
        this.place = new MySqlPlace(registry);
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
    public Opening open(long known) throws SQLException {
        if (registry.database().isEmpty()) {
            return Opening.without(read());
        }
        if (!isIdle()) {
            return Opening.within(read());
        }
        MySqlFence fence =
                new MySqlFence(delegate, status, registry, registry.database().get());
        Optional<String> last = registry.fenceSchema();
        boolean asked = !registry.fenceIsMissing();
        Optional<Opening> opening = asked ? registered(fence, last, known) : Optional.empty();
        return opening.isPresent() ? opening.get() : searching(fence, asked && last.isEmpty(), known);
    }

    /** Takes a place first: who makes a fence later finds it. */
    private Opening searching(MySqlFence fence, boolean seesOwn, long known) throws SQLException {
        SqlContext context = read();
        Optional<String> schema = fence.find(context.searchPath().stream().findFirst(), seesOwn);
        registry.fenceIs(schema);
        Optional<Opening> opening = schema.isPresent() ? registered(fence, schema, known) : Optional.empty();
        if (opening.isEmpty() && (schema.isPresent() || known > 0)) {
            throw fence.gone(known);
        }
        return opening.orElseGet(() -> Opening.without(context));
    }

    /** What a query for a place and the fence has brought. */
    private record Answer(boolean hasPlace, Optional<Opening> opening) {}

    /** Takes a place and reads the fence; empty if there is none in that schema. */
    private Optional<Opening> registered(MySqlFence fence, Optional<String> schema, long known) throws SQLException {
        try {
            while (true) {
                String query = fence.query(CONTEXT, place.taking(), schema, known);
                Answer answer = fence.ask(query, row -> answer(row, schema)).get(0);
                if (answer.hasPlace()) {
                    return answer.opening();
                }
            }
        } catch (SQLException e) {
            if (MySqlFence.isMissing(e)) {
                return Optional.empty();
            }
            throw fence.explained(e, schema);
        }
    }

    private Answer answer(ResultSet row, Optional<String> schema) throws SQLException {
        boolean hasPlace = place.isTaken(row.getInt(5));
        row.getLong(6);
        if (!hasPlace || row.wasNull()) {
            return new Answer(hasPlace, Optional.empty());
        }
        thread = status.thread();
        SqlContext context = context(row);
        Optional<String> where = schema.or(() -> context.searchPath().stream().findFirst());
        registry.fenceIs(where);
        byte[] later = row.getBytes(7);
        Optional<Snapshot> snapshot = later == null ? Optional.empty() : Optional.of(MySqlFence.snapshot(later, where));
        return new Answer(true, Optional.of(new Opening(context, snapshot, true)));
    }

    @Override
    public SqlContext read() throws SQLException {
        while (true) {
            // No table is read, so no transaction begins.
            String query = "SELECT " + CONTEXT + ", " + place.taking() + " LIMIT 1";
            try (Statement statement = MySqlFence.statement(delegate);
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                if (place.isTaken(row.getInt(5))) {
                    thread = status.thread();
                    return context(row);
                }
            }
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
    public boolean isLeft(Connection other) throws SQLException {
        Optional<String> lock = place.ownLock();
        if (lock.isEmpty()) {
            return false;
        }
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT IFNULL(IS_USED_LOCK('" + lock.get() + "') = " + thread + ", 0)")) {
            rows.next();
            return rows.getInt(1) != 0;
        }
    }

    @Override
    public void closed() {
        place.giveBack();
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
