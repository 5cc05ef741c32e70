package io.crossfade.compare.generate;

import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Answer;
import io.crossfade.compare.Outcome.Failure;
import io.crossfade.compare.Step;
import io.crossfade.compare.StepRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where statements run: a connection to one layout of a world, plain or through Crossfade. */
final class Place {

    private static final String ROW = "row ";
    private static final String APART = "apart ";

    private final Layout layout;
    private final Connection connection;
    private final Connection aside;
    private final boolean ofTarget;
    private final PreparedStatement traces;
    private final Set<String> apartBefore = new HashSet<>();

    /**
     * @param connection on which the statements run
     * @param aside another one to the same server, always plain
     */
    Place(Layout layout, Connection connection, Connection aside, boolean ofTarget) throws SQLException {
        this.layout = layout;
        this.connection = connection;
        this.aside = aside;
        this.ofTarget = ofTarget;
        this.traces = delegate(connection).prepareStatement(tracesQuery(layout, ofTarget));
        connection.setAutoCommit(false);
        apartBefore.addAll(starting(traces(), APART));
        connection.rollback();
    }

    /** The same session without Crossfade: what the machine itself asks isn't to be rewritten. */
    private static Connection delegate(Connection connection) throws SQLException {
        for (String name : List.of(
                "org.postgresql.jdbc.PgConnection",
                "com.mysql.cj.jdbc.ConnectionImpl",
                "org.mariadb.jdbc.Connection")) {
            try {
                Class<?> type = Class.forName(name);
                if (connection.isWrapperFor(type)) {
                    return (Connection) connection.unwrap(type);
                }
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("a driver isn't on the class path", e);
            }
        }
        throw new IllegalStateException("no driver's connection: " + connection.getClass());
    }

    boolean ofTarget() {
        return ofTarget;
    }

    Layout layout() {
        return layout;
    }

    Connection connection() {
        return connection;
    }

    /**
     * What a statement did. Nothing of it is left afterwards.
     *
     * @param fills whether it may count rows as changed that it only filled
     */
    record Result(Outcome outcome, List<String> apart, boolean fills) {}

    Result run(Generated statement) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        StepRun run = new StepRun(connection, name -> name, statement.described());
        boolean done = false;
        try {
            for (Step step : statement.steps()) {
                if (!run.run(step, step.sql(), Generated.ordered(step.sql()), answers)) {
                    return result(statement, answers, List.of(), List.of());
                }
            }
            if (!statement.leavesTraces()) {
                return result(statement, answers, List.of(), List.of());
            }
            List<String> lines = traces();
            done = true;
            return result(statement, answers, starting(lines, ROW), apart(lines));
        } finally {
            if (answers.stream().anyMatch(Failure.class::isInstance) || statement.leavesTraces()) {
                connection.rollback();
            }
            if (!done && statement.leavesTraces() && layout.restart().isPresent()) {
                restart(layout.restart().get());
            }
        }
    }

    private Result result(Generated statement, List<Answer> answers, List<String> rows, List<String> apart) {
        Outcome outcome = Numbers.ranked(new Outcome(List.copyOf(answers), rows));
        boolean fills = statement.replaces() && layout.isFilling();
        return new Result(statement.masked() ? outcome.withoutValues() : outcome, apart, fills);
    }

    /** In one query, which ends in setting the sequences back: that isn't rolled back. */
    private static String tracesQuery(Layout layout, boolean ofTarget) {
        StringBuilder sql = new StringBuilder(marked(ROW, layout.rowsQuery(ofTarget)));
        layout.apartQuery().ifPresent(apart -> sql.append(" UNION ALL ").append(marked(APART, apart)));
        layout.restart()
                .ifPresent(restart ->
                        sql.append(" UNION ALL SELECT CAST((").append(restart).append(") AS text)"));
        return sql.toString();
    }

    private static String marked(String mark, String query) {
        return "SELECT CONCAT('" + mark + "', line) FROM (" + query + ") AS listed";
    }

    private List<String> apart(List<String> lines) {
        return starting(lines, APART).stream()
                .filter(row -> !apartBefore.contains(row))
                .toList();
    }

    private static List<String> starting(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .toList();
    }

    private List<String> traces() throws SQLException {
        try (ResultSet result = traces.executeQuery()) {
            List<String> lines = new ArrayList<>();
            while (result.next()) {
                lines.add(result.getString(1));
            }
            return lines;
        }
    }

    private void restart(String sql) throws SQLException {
        try (Statement statement = aside.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the transaction, so that the tables can be dropped. */
    void leave() throws SQLException {
        connection.rollback();
        traces.close();
    }
}
