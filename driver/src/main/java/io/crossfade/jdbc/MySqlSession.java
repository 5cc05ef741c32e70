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

    private static final String CONTEXT =
            "DATABASE(), @@SESSION.sql_mode, @@version, @@lower_case_table_names, " + MySqlServerFacts.COLUMNS;

    /** Where the answer of a query has what, behind the context. */
    private static final int FACTS = 5;

    private static final int PLACE = 7;
    private static final int EPOCH = 8;
    private static final int WRITTEN_ON = 9;
    private static final int SNAPSHOT = 10;

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
    private MySqlServerFacts facts = new MySqlServerFacts("", false);
    private boolean mayBeOnReplica;

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
        mayBeOnReplica = false;
        Optional<Opening> opening = asked ? registered(fence, last, known) : Optional.empty();
        return opening.isPresent() ? opening.get() : searching(fence, asked && last.isEmpty(), known);
    }

    @Override
    public boolean mayBeOnReplica() {
        return mayBeOnReplica;
    }

    /** Takes a place first: who makes a fence later finds it. */
    private Opening searching(MySqlFence fence, boolean seesOwn, long known) throws SQLException {
        SqlContext context = read();
        Optional<String> schema = fence.find(context.searchPath().stream().findFirst(), seesOwn);
        registry.fenceIs(schema);
        Optional<Opening> opening = schema.isPresent() ? registered(fence, schema, known) : Optional.empty();
        if (opening.isPresent()) {
            return opening.get();
        }
        if (facts.isReadOnly()) {
            String database = registry.database().orElseThrow();
            return onStandby(context, fence.standby(facts.identity(), Snapshot.empty(database)));
        }
        if (schema.isPresent() || known > 0) {
            throw fence.gone(known);
        }
        mayBeOnReplica = true;
        return Opening.without(context);
    }

    private static Opening onStandby(SqlContext context, Standby standby) {
        return new Opening(context, Optional.empty(), true, Optional.of(standby));
    }

    /**
     * What a query for a place and the fence has brought.
     *
     * @param row empty if there is none, or if the session has no place yet
     */
    private record Answer(boolean hasPlace, Optional<Row> row) {}

    /**
     * The fence's row.
     *
     * @param shown the snapshot, unless it is the one that is known
     */
    private record Row(SqlContext context, boolean isOnStandby, Optional<Snapshot> shown) {}

    /** Takes a place and reads the fence; empty if there is none in that schema. */
    private Optional<Opening> registered(MySqlFence fence, Optional<String> schema, long known) throws SQLException {
        try {
            while (true) {
                String query = fence.query(CONTEXT, place.taking(), schema, known);
                Answer answer =
                        fence.ask(query, row -> answer(row, schema, known)).get(0);
                if (answer.row().isPresent()) {
                    return Optional.of(opening(fence, answer.row().get()));
                }
                if (answer.hasPlace()) {
                    return Optional.empty();
                }
            }
        } catch (SQLException e) {
            if (MySqlFence.isMissing(e)) {
                return Optional.empty();
            }
            throw fence.explained(e, schema);
        }
    }

    private Opening opening(MySqlFence fence, Row row) throws SQLException {
        if (row.isOnStandby()) {
            return onStandby(
                    row.context(), fence.standby(facts.identity(), row.shown().orElseThrow()));
        }
        return new Opening(row.context(), row.shown(), true);
    }

    private Answer answer(ResultSet row, Optional<String> schema, long known) throws SQLException {
        boolean hasPlace = place.isTaken(row.getInt(PLACE));
        long epoch = row.getLong(EPOCH);
        if (!hasPlace || row.wasNull()) {
            return new Answer(hasPlace, Optional.empty());
        }
        thread = status.thread();
        SqlContext context = context(row);
        Optional<String> where = schema.or(() -> context.searchPath().stream().findFirst());
        registry.fenceIs(where);
        byte[] text = row.getBytes(SNAPSHOT);
        Optional<Snapshot> shown = text == null ? Optional.empty() : Optional.of(MySqlFence.snapshot(text, where));
        boolean onStandby = facts.isStandby(epoch, known, row.getString(WRITTEN_ON));
        return new Answer(true, Optional.of(new Row(context, onStandby, shown)));
    }

    @Override
    public SqlContext read() throws SQLException {
        while (true) {
            // No table is read, so no transaction begins.
            String query = "SELECT " + CONTEXT + ", " + place.taking() + " LIMIT 1";
            try (Statement statement = MySqlFence.statement(delegate);
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                if (place.isTaken(row.getInt(PLACE))) {
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

    /** What can't be written leaves nothing. For what can, another server is a witness only if it is the primary. */
    @Override
    public boolean isLeft(Connection other) throws SQLException {
        Optional<String> lock = place.ownLock();
        if (lock.isEmpty()) {
            return false;
        }
        try (Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT IFNULL(IS_USED_LOCK('" + lock.get() + "') = " + thread
                        + ", 0), " + MySqlServerFacts.COLUMNS)) {
            rows.next();
            MySqlServerFacts witness = MySqlServerFacts.of(rows, 2);
            if (witness.identity().equals(facts.identity())) {
                return rows.getBoolean(1);
            }
            if (facts.isReadOnly()) {
                return false;
            }
        }
        return !registry.database().isPresent()
                || !new MySqlFence(
                                other,
                                Database.status(other),
                                registry,
                                registry.database().get())
                        .isOnPrimary(registry.fenceSchema());
    }

    @Override
    public void closed() {
        place.giveBack();
    }

    private SqlContext context(ResultSet row) throws SQLException {
        facts = MySqlServerFacts.of(row, FACTS);
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
