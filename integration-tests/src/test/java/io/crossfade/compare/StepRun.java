package io.crossfade.compare;

import io.crossfade.compare.Outcome.Answer;
import io.crossfade.compare.Outcome.Counts;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.Outcome.Parameters;
import io.crossfade.compare.Outcome.Rows;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs single steps on one connection, and writes down what they answer. */
public final class StepRun {

    /** Marks a column of whole numbers or of text that is none of a table's. */
    static final String COMPUTED = " computed";

    /** As MySQL and MariaDB write them. */
    private static final Set<String> VARYING =
            Set.of("SMALLINT", "INT", "INTEGER", "BIGINT", "DECIMAL", "CHAR", "VARCHAR");

    private final Connection connection;
    private final UnaryOperator<String> naming;
    private final boolean describes;
    private List<Answer> answers = List.of();

    /**
     * @param naming puts names in the places of placeholders
     * @param describes whether what is prepared is described before it runs
     */
    public StepRun(Connection connection, UnaryOperator<String> naming, boolean describes) {
        this.connection = connection;
        this.naming = naming;
        this.describes = describes;
    }

    /**
     * Runs a step.
     *
     * @param sql its text, with names in the places of placeholders
     * @param ordered whether the order of its rows is defined
     * @param answers takes what it answers
     * @return whether it succeeded; if it didn't, the transaction takes nothing more
     */
    public boolean run(Step step, String sql, boolean ordered, List<Answer> answers) {
        this.answers = answers;
        try {
            if (!step.batch().isEmpty()) {
                runBatch(step, sql);
            } else if (step.parameters().isEmpty() && !step.prepared()) {
                runText(step, sql, ordered);
            } else {
                runPrepared(step, sql, ordered);
            }
            return true;
        } catch (SQLException e) {
            answers.add(new Failure(String.valueOf(e.getSQLState()), String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void runText(Step step, String sql, boolean ordered) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean isResult;
            if (step.keys().isEmpty()) {
                isResult = statement.execute(sql);
            } else if (step.keys().equals(List.of("*"))) {
                isResult = statement.execute(sql, Statement.RETURN_GENERATED_KEYS);
            } else if (asksByNumber(step)) {
                isResult = statement.execute(sql, keyNumbers(step));
            } else {
                isResult = statement.execute(sql, keyNames(step));
            }
            collect(step, statement, isResult, ordered);
        }
    }

    private void runPrepared(Step step, String sql, boolean ordered) throws SQLException {
        try (PreparedStatement statement = prepare(step, sql)) {
            if (describes) {
                answers.add(parameters(statement.getParameterMetaData()));
            }
            set(statement, step.parameters());
            if (describes) {
                ResultSetMetaData before = statement.getMetaData();
                answers.add(new Rows("described", before == null ? List.of() : columns(before), List.of()));
            }
            collect(step, statement, statement.execute(), ordered);
        }
    }

    private void runBatch(Step step, String sql) throws SQLException {
        try (PreparedStatement statement = prepare(step, sql)) {
            for (List<Parameter> row : step.batch()) {
                set(statement, row);
                statement.addBatch();
            }
            answers.add(new Counts(Arrays.stream(statement.executeBatch())
                    .asLongStream()
                    .boxed()
                    .toList()));
            if (!step.keys().isEmpty()) {
                collectKeys(statement);
            }
        }
    }

    private PreparedStatement prepare(Step step, String sql) throws SQLException {
        if (step.keys().isEmpty()) {
            return connection.prepareStatement(sql);
        }
        if (asksByNumber(step)) {
            return connection.prepareStatement(sql, keyNumbers(step));
        }
        return step.keys().equals(List.of("*"))
                ? connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)
                : connection.prepareStatement(sql, keyNames(step));
    }

    private static boolean asksByNumber(Step step) {
        return step.keys().stream().allMatch(key -> key.startsWith("#"));
    }

    private static int[] keyNumbers(Step step) {
        return step.keys().stream()
                .mapToInt(key -> Integer.parseInt(key.substring(1)))
                .toArray();
    }

    /** Names of columns as JDBC takes them: without quotes. */
    private String[] keyNames(Step step) {
        return step.keys().stream()
                .map(key -> naming.apply(key).replace("\"", ""))
                .toArray(String[]::new);
    }

    private static void set(PreparedStatement statement, List<Parameter> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).set(statement, i + 1);
        }
    }

    private void collect(Step step, Statement statement, boolean firstIsResult, boolean ordered) throws SQLException {
        boolean isResult = firstIsResult;
        while (isResult || statement.getUpdateCount() != -1) {
            if (isResult) {
                try (ResultSet result = statement.getResultSet()) {
                    Rows rows = rows("result", result);
                    answers.add(ordered ? rows.settled() : rows.sorted());
                }
            } else {
                answers.add(new Counts(List.of((long) statement.getUpdateCount())));
            }
            if (!step.keys().isEmpty()) {
                collectKeys(statement);
                return;
            }
            isResult = statement.getMoreResults();
        }
    }

    private void collectKeys(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            answers.add(rows("keys", keys));
        }
    }

    private static Rows rows(String what, ResultSet result) throws SQLException {
        List<String> columns = columns(result.getMetaData());
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(String.valueOf(result.getString(i)));
            }
            rows.add(row);
        }
        return new Rows(what, columns, rows);
    }

    private static List<String> columns(ResultSetMetaData data) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(data.getColumnLabel(i) + " " + data.getColumnName(i) + " " + data.getColumnTypeName(i) + " "
                    + data.getColumnType(i) + " " + data.getPrecision(i) + (isComputed(data, i) ? COMPUTED : ""));
        }
        return columns;
    }

    /** Only asked where types vary, and so not of PostgreSQL's driver, which would have to ask the database. */
    private static boolean isComputed(ResultSetMetaData data, int column) throws SQLException {
        return VARYING.contains(data.getColumnTypeName(column))
                && data.getTableName(column).isEmpty();
    }

    private static Parameters parameters(ParameterMetaData data) throws SQLException {
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= data.getParameterCount(); i++) {
            types.add(data.getParameterTypeName(i));
        }
        return new Parameters(types);
    }
}
