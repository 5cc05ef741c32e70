package io.crossfade.control.job;

import io.crossfade.control.job.SqlExpression.Complaint;
import io.crossfade.migration.MigrationDefinition.Added;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.SqlParser;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Asks MySQL or MariaDB. A stored generated column takes exactly the expressions that a migration can use: of one row,
 * without parameters, subqueries, aggregates, variables and stored functions, and always with the same result.
 */
final class MySqlProbe implements Probe {

    private static final String SOURCE = "crossfade_source";
    private static final String TARGET = "crossfade_target";
    private static final String COLUMN = "crossfade_probe";
    private static final Pattern TYPE = Pattern.compile(
            "[a-z]\\w*( ?\\(\\s*([0-9, ]+|'([^'\\\\]|'')*'(\\s*,\\s*'([^'\\\\]|'')*')*)\\s*\\))?( (unsigned|signed|zerofill))*"
                    + "( (character set|charset) \\w+)?",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> CHANGING = Set.of(
            "benchmark",
            "connection_id",
            "convert_tz",
            "curdate",
            "current_date",
            "current_role",
            "current_time",
            "current_timestamp",
            "current_user",
            "curtime",
            "database",
            "date_format",
            "dayname",
            "encrypt",
            "format",
            "found_rows",
            "from_unixtime",
            "get_lock",
            "is_free_lock",
            "is_used_lock",
            "last_insert_id",
            "lastval",
            "load_file",
            "localtime",
            "localtimestamp",
            "master_pos_wait",
            "monthname",
            "nextval",
            "now",
            "rand",
            "random_bytes",
            "release_all_locks",
            "release_lock",
            "row_count",
            "schema",
            "session_user",
            "setval",
            "sleep",
            "str_to_date",
            "sys_guid",
            "sysdate",
            "system_user",
            "unix_timestamp",
            "user",
            "utc_date",
            "utc_time",
            "utc_timestamp",
            "uuid",
            "uuid_short",
            "uuid_v4",
            "uuid_v7",
            "version");

    private final MySqlSession session;
    private final Connection connection;

    private MySqlProbe(MySqlSession session) {
        this.session = session;
        this.connection = session.connection();
    }

    static MySqlProbe of(MySqlSession session, TableFacts table) throws SQLException {
        for (String shape : List.of(SOURCE, TARGET)) {
            Rows.execute(session.connection(), "DROP TEMPORARY TABLE IF EXISTS " + MySqlForm.quoted(shape));
            // Not LIKE: keys and generated columns would be in the way of dropping columns.
            Rows.execute(
                    session.connection(), "CREATE TEMPORARY TABLE " + MySqlForm.quoted(shape) + " (crossfade_row INT)");
            for (ColumnFacts column : table.columns()) {
                Rows.execute(
                        session.connection(),
                        "ALTER TABLE " + MySqlForm.quoted(shape) + " ADD COLUMN "
                                + session.form().definition(column));
            }
        }
        return new MySqlProbe(session);
    }

    private interface Trial<T> {
        T run() throws SQLException;
    }

    private <T> Answer<T> attempt(Trial<T> trial) throws SQLException {
        try {
            return Answer.of(trial.run());
        } catch (SQLException e) {
            if (e.getErrorCode() == 0 || String.valueOf(e.getSQLState()).startsWith("08")) {
                throw e;
            }
            return Answer.complaint(RowError.message(e));
        }
    }

    @Override
    public Answer<ColumnFacts> add(Added column) throws SQLException {
        if (!TYPE.matcher(column.type().strip()).matches()) {
            return Answer.complaint("'" + column.type() + "' isn't a type");
        }
        if (column.type().strip().toLowerCase(Locale.ROOT).startsWith("serial")) {
            return Answer.complaint("'" + column.type() + "' is more than a type: it brings a sequence with it");
        }
        if (column.collation().filter(name -> !name.matches("\\w+")).isPresent()) {
            return Answer.complaint("'" + column.collation().get() + "' isn't a collation");
        }
        return attempt(() -> {
            // It is there already if this is another attempt.
            boolean there = Rows.all(connection, "SHOW COLUMNS FROM " + TARGET, row -> row.getString("Field")).stream()
                    .anyMatch(column.column()::equalsIgnoreCase);
            if (there) {
                retire(column.column());
            }
            Rows.execute(
                    connection,
                    "ALTER TABLE " + TARGET + " ADD COLUMN " + MySqlForm.quoted(column.column()) + " " + column.type()
                            + column.collation().map(name -> " COLLATE " + name).orElse("") + " NULL");
            return MySqlTables.temporary(session, TARGET, column.column());
        });
    }

    @Override
    public void retire(String column) throws SQLException {
        Rows.execute(connection, "ALTER TABLE " + TARGET + " DROP COLUMN " + MySqlForm.quoted(column));
    }

    @Override
    public Optional<Complaint> computes(Shape shape, String expression, ColumnFacts column) throws SQLException {
        String table = shape == Shape.SOURCE ? SOURCE : TARGET;
        Optional<Complaint> stored = generates(table, expression, column, "STORED");
        if (stored.isEmpty()) {
            return stored;
        }
        // MariaDB stores nothing that has a text in it, whose character set is the session's until it meets a column.
        boolean onlyTexts = session.dialect() == Dialect.MARIADB
                && generates(table, expression, column, "VIRTUAL").isEmpty()
                && !callsWhatChanges(expression);
        return onlyTexts ? Optional.empty() : stored.map(MySqlProbe::inOurWords);
    }

    private Optional<Complaint> generates(String table, String expression, ColumnFacts column, String kind)
            throws SQLException {
        Answer<Boolean> tried = attempt(() -> {
            Rows.execute(
                    connection,
                    "ALTER TABLE " + table + " ADD COLUMN " + COLUMN + " " + MySqlForm.type(column)
                            + " GENERATED ALWAYS AS (" + expression + "\n) " + kind);
            return true;
        });
        if (tried.value().isPresent()) {
            Rows.execute(connection, "ALTER TABLE " + table + " DROP COLUMN " + COLUMN);
        }
        return tried.complaint();
    }

    /** By time, by chance, by session or by whoever has written them. */
    private boolean callsWhatChanges(String expression) throws SQLException {
        for (String function : SqlExpression.read(session.dialect(), expression).functions()) {
            boolean written = Rows.one(
                            connection,
                            "SELECT 1 FROM information_schema.routines WHERE routine_name = ? LIMIT 1",
                            row -> true,
                            function)
                    .isPresent();
            if (written || CHANGING.contains(function)) {
                return true;
            }
        }
        return false;
    }

    private static Complaint inOurWords(Complaint complaint) {
        boolean disallowed = complaint.message().contains("disallowed function")
                || complaint.message().contains("GENERATED ALWAYS");
        return disallowed
                ? new Complaint(
                        complaint.message()
                                + ": two sessions, or one at two times, may compute different values with it",
                        0)
                : complaint;
    }

    @Override
    public Optional<Complaint> defaults(String expression, ColumnFacts column) throws SQLException {
        Answer<Boolean> tried = attempt(() -> {
            Rows.execute(
                    connection,
                    "ALTER TABLE " + TARGET + " ADD COLUMN " + COLUMN + " " + MySqlForm.type(column) + " NULL DEFAULT "
                            + defaultValue(session.form(), expression));
            return true;
        });
        if (tried.complaint().isPresent()) {
            return tried.complaint();
        }
        Rows.execute(connection, "ALTER TABLE " + TARGET + " DROP COLUMN " + COLUMN);
        return expression.strip().toUpperCase(Locale.ROOT).startsWith("CURRENT_TIMESTAMP")
                ? Optional.empty()
                : computes(Shape.TARGET, expression, column);
    }

    /** A constant as it is, which every version can add to a table at once; anything else in parentheses. */
    static String defaultValue(MySqlForm form, String expression) {
        boolean plain = expression.strip().toUpperCase(Locale.ROOT).startsWith("CURRENT_TIMESTAMP")
                || SqlParser.parseExpression(form.dialect(), expression) instanceof Expr.Literal;
        return plain ? expression : "(" + expression + "\n)";
    }

    @Override
    public Answer<String> converted(String expression, ColumnFacts from, ColumnFacts to) throws SQLException {
        String given = Optional.ofNullable(from.defaultExpression()).orElse("NULL");
        if (given.startsWith("(") || given.toUpperCase(Locale.ROOT).startsWith("CURRENT_TIMESTAMP")) {
            return Answer.complaint("the default " + given + " isn't constant");
        }
        return attempt(() -> {
            Rows.execute(connection, "DELETE FROM " + SOURCE);
            Rows.execute(
                    connection,
                    "INSERT INTO " + SOURCE + " (" + MySqlForm.quoted(from.name()) + ") VALUES (" + given + ")");
            return Rows.one(
                            connection,
                            "SELECT CAST((" + expression + "\n) AS CHAR) FROM " + SOURCE,
                            row -> Optional.ofNullable(row.getString(1))
                                    .map(MySqlForm::text)
                                    .orElse("NULL"))
                    .orElseThrow();
        });
    }
}
