package io.crossfade.control.job;

import io.crossfade.control.job.SqlExpression.Complaint;
import io.crossfade.migration.MigrationDefinition.Added;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Asks PostgreSQL. A generated column takes exactly the expressions that a migration can use: of one row, without
 * parameters, subqueries, aggregates, windows and sets, and immutable.
 *
 * <p>Works within a transaction that is rolled back afterwards.
 */
final class PostgreSqlProbe implements Probe {

    private static final String SOURCE = "crossfade_source";
    private static final String TARGET = "crossfade_target";
    private static final String PROBE = "crossfade_probe";
    private static final String NOT_IMMUTABLE = "42P17";
    private static final Pattern FUNCTION = Pattern.compile(":(?:funcid|opfuncid) (\\d+)");
    private static final Pattern CONVERSION = Pattern.compile("COERCEVIAIO|CoerceViaIO");
    private static final Pattern CURRENT = Pattern.compile("SQLVALUEFUNCTION");

    private final Connection connection;
    private final PostgreSqlForm form = new PostgreSqlForm();

    private PostgreSqlProbe(Connection connection) {
        this.connection = connection;
    }

    /** @param connection in a transaction with an empty search path */
    static PostgreSqlProbe of(Connection connection, TableFacts table) throws SQLException {
        for (String shape : List.of(SOURCE, TARGET)) {
            Rows.execute(connection, "CREATE TEMPORARY TABLE " + shape + " (LIKE " + table.sql() + ") ON COMMIT DROP");
        }
        return new PostgreSqlProbe(connection);
    }

    /** What is tried and taken back if it fails with something to complain about. */
    private interface Trial<T> {
        T run() throws SQLException;
    }

    private <T> Answer<T> attempt(int head, boolean keep, Trial<T> trial) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            T result = trial.run();
            if (keep) {
                connection.releaseSavepoint(before);
            } else {
                connection.rollback(before);
            }
            return Answer.of(result);
        } catch (SQLException e) {
            if (!isAboutTheExpression(e)) {
                throw e;
            }
            connection.rollback(before);
            return Answer.complaint(message(e), position(e, head));
        }
    }

    private static boolean isAboutTheExpression(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("42") || state.startsWith("22") || state.startsWith("0A") || state.startsWith("23");
    }

    private static Optional<ServerErrorMessage> server(SQLException e) {
        return e instanceof PSQLException failure
                ? Optional.ofNullable(failure.getServerErrorMessage())
                : Optional.empty();
    }

    private static String message(SQLException e) {
        return server(e)
                .map(ServerErrorMessage::getMessage)
                .orElseGet(
                        () -> String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    /** The server counts characters of the statement from 1, the expression begins behind its head. */
    private static int position(SQLException e, int head) {
        int position = server(e).map(ServerErrorMessage::getPosition).orElse(0) - head;
        return Math.max(0, position);
    }

    @Override
    public Answer<ColumnFacts> add(Added column) throws SQLException {
        if (!SqlExpression.isType(form.dialect(), column.type())) {
            return Answer.complaint("'" + column.type() + "' isn't a type");
        }
        if (column.collation()
                .filter(name -> !name.matches("(\\w+|\"[^\"]+\")(\\.(\\w+|\"[^\"]+\"))?"))
                .isPresent()) {
            return Answer.complaint("'" + column.collation().get() + "' isn't a collation");
        }
        String collation = column.collation().map(name -> " COLLATE " + name).orElse("");
        Answer<Boolean> added = attempt(0, true, () -> {
            // The one look-up along the search path: what is stored is qualified.
            Rows.execute(connection, "SET LOCAL search_path TO DEFAULT");
            // It is there already if this is another attempt.
            Rows.execute(
                    connection,
                    "ALTER TABLE pg_temp." + TARGET + " DROP COLUMN IF EXISTS " + Quoting.name(column.column()));
            Rows.execute(
                    connection,
                    "ALTER TABLE pg_temp." + TARGET + " ADD COLUMN " + Quoting.name(column.column()) + " "
                            + column.type() + collation);
            return true;
        });
        Rows.execute(connection, "SET LOCAL search_path = ''");
        if (added.complaint().isPresent()) {
            return Answer.complaint(added.complaint().get().message());
        }
        ColumnFacts facts = TableFacts.readTemporary(connection, TARGET).require(column.column());
        return facts.defaultExpression() == null
                ? Answer.of(facts)
                : Answer.complaint("'" + column.type() + "' is more than a type: it brings a sequence with it");
    }

    @Override
    public void retire(String column) throws SQLException {
        Rows.execute(connection, "ALTER TABLE pg_temp." + TARGET + " DROP COLUMN " + Quoting.name(column));
    }

    @Override
    public Optional<Complaint> computes(Shape shape, String expression, ColumnFacts column) throws SQLException {
        String table = "pg_temp." + (shape == Shape.SOURCE ? SOURCE : TARGET);
        // What a query can't take is refused with its position; ALTER TABLE doesn't tell it.
        String select = "SELECT CAST((";
        Answer<Boolean> queried = attempt(select.length(), false, () -> {
            Rows.execute(connection, select + expression + "\n) AS " + column.bareType() + ") FROM " + table);
            return true;
        });
        if (queried.complaint().isPresent()) {
            return queried.complaint();
        }
        String head =
                "ALTER TABLE " + table + " ADD COLUMN " + PROBE + " " + column.type() + " GENERATED ALWAYS AS (CAST((";
        String sql = head + expression + "\n) AS " + column.bareType() + ")) STORED";
        Savepoint before = connection.setSavepoint();
        try {
            Rows.execute(connection, sql);
            connection.rollback(before);
            return Optional.empty();
        } catch (SQLException e) {
            if (!isAboutTheExpression(e)) {
                throw e;
            }
            connection.rollback(before);
            return Optional.of(
                    NOT_IMMUTABLE.equals(e.getSQLState())
                            ? changing(table, expression, column)
                            : new Complaint(message(e), position(e, head.length())));
        }
    }

    /** A check may be anything but immutable, and the catalog then tells what it is made of. */
    private Complaint changing(String table, String expression, ColumnFacts column) throws SQLException {
        String why = "two sessions, or one at two times, may compute different values with it";
        Answer<String> tree = attempt(0, false, () -> {
            Rows.execute(
                    connection,
                    "ALTER TABLE " + table + " ADD CONSTRAINT " + PROBE + " CHECK (" + form.stored(expression, column)
                            + " IS NOT NULL)");
            return Rows.one(
                            connection,
                            "SELECT conbin::text FROM pg_constraint WHERE conrelid = '" + table + "'::regclass"
                                    + " AND conname = '" + PROBE + "'",
                            row -> row.getString(1))
                    .orElseThrow();
        });
        Set<String> names = new LinkedHashSet<>();
        if (tree.value().isPresent()) {
            Matcher function = FUNCTION.matcher(tree.value().get());
            while (function.find()) {
                Rows.one(
                                connection,
                                "SELECT CASE p.provolatile WHEN 's' THEN 'stable' ELSE 'volatile' END || ' function '"
                                        + " || p.oid::regprocedure::text FROM pg_proc p"
                                        + " WHERE p.oid = ?::oid AND p.provolatile <> 'i'",
                                row -> row.getString(1),
                                Long.parseLong(function.group(1)))
                        .ifPresent(names::add);
            }
            if (CURRENT.matcher(tree.value().get()).find()) {
                names.add("current date, time or user");
            }
            if (names.isEmpty() && CONVERSION.matcher(tree.value().get()).find()) {
                names.add("conversion by text whose form depends on the session's settings");
            }
        }
        return new Complaint(
                (names.isEmpty() ? "it isn't immutable" : "it uses the " + String.join(", the ", names)) + ": " + why,
                0);
    }

    @Override
    public Optional<Complaint> defaults(String expression, ColumnFacts column) throws SQLException {
        String head = "ALTER TABLE pg_temp." + TARGET + " ADD COLUMN " + PROBE + " " + column.type() + " DEFAULT (";
        Answer<Boolean> tried = attempt(head.length(), false, () -> {
            Rows.execute(connection, head + expression + "\n)");
            return true;
        });
        if (tried.complaint().isPresent()) {
            return tried.complaint();
        }
        return isVolatile(connection, expression)
                ? Optional.of(new Complaint("it is volatile: each side would get a value of its own", 0))
                : Optional.empty();
    }

    /** The planner tells: a condition without columns is checked once, unless it is volatile. Nothing is executed. */
    static boolean isVolatile(Connection connection, String expression) throws SQLException {
        return Rows.one(
                        connection,
                        "EXPLAIN (FORMAT JSON, COSTS OFF) SELECT FROM pg_catalog.generate_series(1, 2) WHERE ("
                                + expression + "\n) IS NOT NULL",
                        row -> row.getString(1))
                .filter(plan -> plan.contains("\"Filter\""))
                .isPresent();
    }

    @Override
    public Answer<String> converted(String expression, ColumnFacts from, ColumnFacts to) throws SQLException {
        String given = from.defaultExpression();
        Answer<Boolean> constant = attempt(0, false, () -> {
            Rows.execute(
                    connection,
                    "ALTER TABLE pg_temp." + TARGET + " ADD COLUMN " + PROBE + " " + from.type()
                            + " GENERATED ALWAYS AS (" + given + ") STORED");
            return true;
        });
        if (constant.complaint().isPresent()) {
            return Answer.complaint("the default " + given + " isn't constant");
        }
        return attempt(0, false, () -> Rows.one(
                        connection,
                        "SELECT " + to.output() + "(CAST(" + form.stored(expression, to) + " AS " + to.type()
                                + ")) FROM (SELECT CAST((" + given + ") AS " + from.type() + ") AS "
                                + Quoting.name(from.name()) + ") AS given",
                        row -> Optional.ofNullable(row.getString(1))
                                .map(text -> "CAST(" + Quoting.text(text) + " AS " + to.type() + ")")
                                .orElse("NULL"))
                .orElseThrow());
    }
}
