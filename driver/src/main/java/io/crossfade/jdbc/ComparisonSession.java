package io.crossfade.jdbc;

import io.crossfade.dualread.Answer;
import io.crossfade.dualread.ResultColumn;
import io.crossfade.rewrite.ComparableQuery;
import io.crossfade.rewrite.Plan;
import io.crossfade.sql.Dialect;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of its own in which queries are run again: its transactions only read, see one snapshot, wait for no lock and
 * take none on rows, and are rolled back. Used by one thread.
 */
final class ComparisonSession implements AutoCloseable {

    /** How long one query may take, in milliseconds. */
    static final int LONGEST_MILLIS = 2_000;

    private static final int VALID_SECONDS = 2;
    private static final int LOCK_MILLIS = 100;
    private static final int SOCKET_MILLIS = 15_000;
    private static final int MOST_ROWS = 1_000;
    private static final long MOST_CHARACTERS = 1_000_000;

    private final Connection connection;
    private final Dialect dialect;
    private final SqlContext context;

    private ComparisonSession(Connection connection, Dialect dialect, SqlContext context) {
        this.connection = connection;
        this.dialect = dialect;
        this.context = context;
    }

    /** What both sides have answered in one snapshot. */
    record Answers(Answer source, Answer target) {}

    /** Why a query isn't compared after all, in one word for the tally. */
    static final class SkippedException extends Exception {

        private static final long serialVersionUID = 1L;

        SkippedException(String why) {
            super(why, null, false, false);
        }
    }

    static ComparisonSession open(Connector connector, Dialect dialect) throws SQLException {
        Connection connection = connector.open();
        try {
            connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
            try (Statement statement = connection.createStatement()) {
                for (String setting : settings(dialect)) {
                    statement.execute(setting);
                }
            }
            SqlContext context = dialect.isMySql() ? mySqlContext(connection) : postgresContext(connection);
            connection.setAutoCommit(false);
            return new ComparisonSession(connection, dialect, context);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static List<String> settings(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                List.of(
                        "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
                        "SET statement_timeout = " + LONGEST_MILLIS,
                        "SET lock_timeout = " + LOCK_MILLIS,
                        "SET idle_in_transaction_session_timeout = " + SOCKET_MILLIS,
                        "SET max_parallel_workers_per_gather = 0",
                        "SET application_name = 'crossfade comparison'");
            case MYSQL ->
                List.of(
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                        "SET SESSION max_execution_time = " + LONGEST_MILLIS,
                        "SET SESSION lock_wait_timeout = 1");
            case MARIADB ->
                List.of(
                        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                        "SET SESSION max_statement_time = " + LONGEST_MILLIS / 1000,
                        "SET SESSION lock_wait_timeout = 1");
        };
    }

    private static SqlContext postgresContext(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pg_catalog.current_schemas(true), pg_catalog.pg_is_in_recovery()")) {
            rows.next();
            refuseReplica(rows.getBoolean(2));
            Array schemas = rows.getArray(1);
            return SqlContext.postgres(List.of((String[]) schemas.getArray()));
        }
    }

    private static void refuseReplica(boolean isReplica) throws SQLException {
        if (isReplica) {
            throw new SQLException("a read replica lags, so that it compares the sides of an earlier phase");
        }
    }

    private static SqlContext mySqlContext(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DATABASE(), @@SESSION.sql_mode, @@version, @@lower_case_table_names, "
                                + MySqlServerFacts.READ_ONLY)) {
            rows.next();
            refuseReplica(rows.getBoolean(5));
            String database = rows.getString(1);
            String modes = rows.getString(2);
            return new SqlContext(
                    ServerModes.of(modes, rows.getString(3)),
                    rows.getInt(4) != 0,
                    database == null ? List.of() : List.of(database),
                    ServerModes.obstacle(modes));
        }
    }

    /** Whether it has outlived an error. */
    boolean isUsable() {
        try {
            return connection.isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether texts mean here what they mean in a session of that context. */
    boolean isLike(SqlContext other) {
        return context.equals(other);
    }

    /** Whether the catalog, too, is certain of a query: it reads tables only, and its functions have no effects. */
    boolean isCertain(ComparableQuery query) throws SQLException {
        try {
            return !finds(otherThanTables(query.relations()))
                    && (query.functions().isEmpty() || !finds(effects(query)))
                    && !(query.chooses() && finds(LOOSE_COLLATIONS));
        } finally {
            connection.rollback();
        }
    }

    private static final String LOOSE_COLLATIONS =
            "SELECT 1 FROM pg_catalog.pg_collation WHERE NOT collisdeterministic LIMIT 1";

    private String otherThanTables(Set<String> names) {
        return dialect.isMySql()
                ? "SELECT 1 FROM information_schema.tables WHERE table_type <> 'BASE TABLE'"
                        + " AND table_schema NOT IN ('information_schema', 'sys') AND table_name IN (" + literals(names)
                        + ") LIMIT 1"
                : "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE (c.relkind NOT IN ('r', 'p', 'i', 'I', 'c') OR c.relrowsecurity)"
                        + " AND n.nspname <> 'information_schema' AND c.relname IN (" + literals(names) + ") LIMIT 1";
    }

    /** A name that isn't there at all is one of the language's own. */
    private static String effects(ComparableQuery query) {
        return "SELECT 1 FROM pg_catalog.pg_proc WHERE proname IN (" + literals(query.functions())
                + ") AND (provolatile = 'v' OR prokind NOT IN ('f', 'a') OR prokind = 'a' AND proname NOT IN ("
                + literals(ComparableQuery.settledAggregates()) + ")) LIMIT 1";
    }

    private static String literals(Set<String> names) {
        if (names.isEmpty()) {
            return "NULL";
        }
        return names.stream()
                .map(name -> "'" + name.replace("\\", "\\\\").replace("'", "''") + "'")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    private boolean finds(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    /** Runs a query for both sides in one snapshot. */
    Answers run(BothSides sides, @Nullable Parameters parameters) throws SQLException, SkippedException {
        try {
            if (dialect.isMySql()) {
                stopTheClock();
            }
            return runOn(connection, sides, parameters);
        } finally {
            connection.rollback();
        }
    }

    /**
     * Runs a query for both sides in the application's transaction of PostgreSQL: only reading, with limits, and with nothing
     * left of it afterwards.
     */
    static Answers runInside(Connection connection, BothSides sides, @Nullable Parameters parameters)
            throws SQLException, SkippedException {
        Savepoint before = connection.setSavepoint();
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL transaction_read_only = on; SET LOCAL statement_timeout = "
                        + LONGEST_MILLIS + "; SET LOCAL lock_timeout = " + LOCK_MILLIS);
            }
            return runOn(connection, sides, parameters);
        } finally {
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    private static Answers runOn(Connection connection, BothSides sides, @Nullable Parameters parameters)
            throws SQLException, SkippedException {
        boolean chooses = sides.query().chooses();
        Answer source = run(connection, sides.source(), parameters, chooses);
        Answer target = run(connection, sides.target(), parameters, chooses);
        if (!source.isComparableWith(target)) {
            throw new SkippedException("types");
        }
        return new Answers(source, target);
    }

    /** In PostgreSQL the time stands still in a transaction. */
    private void stopTheClock() throws SQLException {
        Instant now = Instant.now();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION timestamp = " + now.getEpochSecond() + "."
                    + String.format("%06d", now.getNano() / 1000));
        }
    }

    private static Answer run(Connection connection, Plan plan, @Nullable Parameters parameters, boolean chooses)
            throws SQLException, SkippedException {
        if (parameters == null) {
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(MOST_ROWS + 1);
                try (ResultSet rows = statement.executeQuery(plan.sql())) {
                    return answer(rows, chooses);
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(plan.sql())) {
            statement.setMaxRows(MOST_ROWS + 1);
            parameters.replay(statement, plan.parameters());
            try (ResultSet rows = statement.executeQuery()) {
                return answer(rows, chooses);
            }
        }
    }

    private static Answer answer(ResultSet rows, boolean chooses) throws SQLException, SkippedException {
        ResultSetMetaData described = rows.getMetaData();
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= described.getColumnCount(); i++) {
            ResultColumn.Kind kind = ResultColumn.Kind.of(described.getColumnType(i));
            if (chooses && kind == ResultColumn.Kind.OTHER) {
                // Its equality may overlook something, and then which of equal values is shown follows from nothing.
                throw new SkippedException("types");
            }
            columns.add(new ResultColumn(described.getColumnLabel(i), kind));
        }
        List<List<Optional<String>>> read = new ArrayList<>();
        long characters = 0;
        while (rows.next()) {
            List<Optional<String>> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                Optional<String> value = value(rows, i, columns.get(i - 1).kind());
                characters += value.map(String::length).orElse(0);
                row.add(value);
            }
            read.add(Collections.unmodifiableList(row));
            if (read.size() > MOST_ROWS || characters > MOST_CHARACTERS) {
                throw new SkippedException("size");
            }
        }
        return new Answer(columns, read);
    }

    private static Optional<String> value(ResultSet rows, int at, ResultColumn.Kind kind) throws SQLException {
        if (kind == ResultColumn.Kind.BYTES) {
            return Optional.ofNullable(rows.getBytes(at)).map(HexFormat.of()::formatHex);
        }
        return Optional.ofNullable(rows.getString(at));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
