package io.crossfade.compare;

import io.crossfade.compare.Outcome.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs one case in a transaction that is rolled back, and writes down what it did. */
final class CaseRun {

    private final Connection connection;
    private final UnaryOperator<String> naming;
    private final boolean plain;
    private final String truth;

    private final List<Answer> answers = new ArrayList<>();

    /**
     * @param naming puts names in the places of placeholders
     * @param plain whether this is the plain database
     * @param truth the side, SOURCE or TARGET, on which the rows are to be looked at
     */
    CaseRun(Connection connection, UnaryOperator<String> naming, boolean plain, String truth) {
        this.connection = connection;
        this.naming = naming;
        this.plain = plain;
        this.truth = truth;
    }

    /**
     * Runs a case.
     *
     * @param apart takes the rows whose two columns differ afterwards; null if there aren't two to compare
     */
    Outcome run(Case shape, @Nullable List<String> apart) throws SQLException {
        connection.setAutoCommit(false);
        try {
            restartSequences();
            StepRun run = new StepRun(connection, naming, true);
            for (Step step : shape.steps()) {
                String sql = naming.apply(plain ? step.plainSql() : step.sql());
                boolean ordered = !shape.has(Case.Flag.UNORDERED)
                        && sql.toLowerCase(Locale.ROOT).contains("order by");
                if (!run.run(step, sql, ordered, answers)) {
                    return new Outcome(List.copyOf(answers), List.of());
                }
            }
            if (apart != null) {
                apart.addAll(differences(connection));
            }
            return new Outcome(List.copyOf(answers), rows());
        } finally {
            connection.rollback();
        }
    }

    /** Rows whose two columns differ although both are written. Only a database in such a state has them. */
    static List<String> differences(Connection connection) throws SQLException {
        return column(connection, "SELECT line FROM harness.differences() AS line ORDER BY line");
    }

    private List<String> rows() throws SQLException {
        return column(connection, "SELECT line FROM harness.rows('" + truth + "') AS line ORDER BY line");
    }

    private void restartSequences() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT harness.restart()");
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (result.next()) {
                lines.add(result.getString(1));
            }
            return lines;
        }
    }
}
