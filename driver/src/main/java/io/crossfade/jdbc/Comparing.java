package io.crossfade.jdbc;

import io.crossfade.dualread.Findings;
import io.crossfade.dualread.ResultColumn;
import io.crossfade.dualread.RowComparison;
import io.crossfade.dualread.RowDifference;
import io.crossfade.dualread.Veil;
import io.crossfade.jdbc.ComparisonSession.Answers;
import io.crossfade.jdbc.ComparisonSession.SkippedException;
import io.crossfade.migration.ComparisonReport.DifferingColumn;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Side;
import io.crossfade.rewrite.ComparableQuery;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs what was drawn once more, reading either side, and again if they differ. Used by one thread at a time. */
final class Comparing {

    private static final Logger LOG = System.getLogger(Comparing.class.getName());

    /** How long after a difference it is looked at again. */
    private static final long MOMENT_MILLIS = 300;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HOLD_OFF_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_KNOWN = 500;
    private static final int MOST_ROWS = 5;
    private static final int MOST_COLUMNS = 16;
    private static final int LONGEST_SHAPE = 2_000;

    /** How the servers say that a statement took too long, or would have waited for a lock. */
    private static final Set<String> TOO_LONG = Set.of("57014", "55P03", "70100");

    private static final Set<Integer> TOO_LONG_IN_MYSQL = Set.of(3024, 1205, 1969);

    private final Connector connector;
    private final SqlPlanning.Factory planning;
    private final Findings findings;
    private final Veil veil;

    /** What is known of texts under the plans seen last; written by the one thread. */
    private volatile Sides known = new Sides(new Object());

    private @Nullable ComparisonSession session;
    private long usedAt = System.nanoTime();
    private long openAt = System.nanoTime();

    /** Of one epoch and one schema. */
    private record Sides(Object stamp, Map<Known, Optional<BothSides>> byText) {

        Sides(Object stamp) {
            this(stamp, new ConcurrentHashMap<>());
        }
    }

    private record Known(String sql, boolean prepared, Plans.Kind kind, String migration) {}

    Comparing(Connector connector, SqlPlanning.Factory planning, Findings findings, Veil veil) {
        this.connector = connector;
        this.planning = planning;
        this.findings = findings;
        this.veil = veil;
    }

    /** @param isCurrent whether what was drawn is still of the phase that the control plane has spoken of */
    void compare(Sampled drawn, Migration migration, Predicate<Sampled> isCurrent) {
        String name = migration.name();
        if (!isCurrent.test(drawn)) {
            findings.skipped(name, "overtaken");
            return;
        }
        try {
            Optional<Outcome> outcome = outcome(drawn, migration);
            if (!isCurrent.test(drawn)) {
                findings.skipped(name, "overtaken");
            } else if (outcome.isEmpty()) {
                findings.same(name);
            } else if (outcome.get().rows().isEmpty()) {
                findings.passing(name);
            } else {
                findings.differing(name, told(drawn, migration, outcome.get()));
            }
        } catch (SkippedException e) {
            findings.skipped(name, String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a query isn't compared", e);
            boolean late =
                    TOO_LONG.contains(String.valueOf(e.getSQLState())) || TOO_LONG_IN_MYSQL.contains(e.getErrorCode());
            findings.skipped(name, late ? "time" : "failed");
            if (session != null && !session.isUsable()) {
                closeSession();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.DEBUG, "a query isn't compared", e);
            findings.skipped(name, "failed");
        } finally {
            usedAt = System.nanoTime();
        }
    }

    /**
     * Compares in the application's own transaction what it has just run, if that disturbs nothing: on PostgreSQL, at
     * REPEATABLE READ, where both sides are seen in one snapshot and take no part in anybody's conflicts, behind a savepoint
     * that an error doesn't pass, and with no rows on their way. Called by the application's thread.
     *
     * @return false if it wasn't possible, or if the sides didn't agree: then a look from outside has the word
     */
    boolean agreesInside(Sampled drawn, Migration migration, Statement run) {
        Sides all = known;
        Optional<BothSides> sides = all.stamp() == drawn.plans().stamp()
                ? all.byText().get(new Known(drawn.sql(), drawn.prepared(), drawn.kind(), migration.name()))
                : null;
        if (sides == null || sides.isEmpty() || drawn.dialect().isMySql()) {
            return false;
        }
        try {
            Connection connection = run.getConnection();
            if (run.getFetchSize() != 0
                    || connection.getAutoCommit()
                    || connection.getTransactionIsolation() != Connection.TRANSACTION_REPEATABLE_READ) {
                return false;
            }
            Answers answers = ComparisonSession.runInside(connection, sides.get(), drawn.parameters());
            return new RowComparison(answers.source().columns(), List.of())
                    .differences(
                            answers.source(),
                            answers.target(),
                            sides.get().query().ordered())
                    .isEmpty();
        } catch (SkippedException e) {
            return false;
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a query isn't compared in its transaction", e);
            return false;
        }
    }

    /**
     * What was found in both looks.
     *
     * @param rows empty if the second look found nothing of the first
     */
    private record Outcome(
            BothSides sides,
            RowComparison comparison,
            List<ResultColumn> columns,
            List<Integer> key,
            List<RowDifference> rows) {}

    /** Empty if both sides agree. */
    private Optional<Outcome> outcome(Sampled drawn, Migration migration)
            throws SQLException, SkippedException, InterruptedException {
        ComparisonSession running = session(drawn.dialect());
        if (!running.isLike(drawn.kind().context())) {
            throw new SkippedException("settings");
        }
        BothSides sides = sides(drawn, migration, running).orElseThrow(() -> new SkippedException("uncertain"));
        Answers first = running.run(sides, drawn.parameters());
        List<ResultColumn> columns = first.source().columns();
        List<Integer> key = key(columns, sides, drawn);
        RowComparison comparison = new RowComparison(columns, key);
        boolean ordered = sides.query().ordered();
        List<RowDifference> found = comparison.differences(first.source(), first.target(), ordered);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Thread.sleep(MOMENT_MILLIS);
        Answers second = running.run(sides, drawn.parameters());
        List<RowDifference> again = comparison.differences(second.source(), second.target(), ordered);
        return Optional.of(new Outcome(sides, comparison, columns, key, comparison.lasting(again, found)));
    }

    private Optional<BothSides> sides(Sampled drawn, Migration migration, ComparisonSession running)
            throws SQLException, SkippedException {
        Object now = drawn.plans().stamp();
        Sides all = known;
        if (all.stamp() != now || all.byText().size() >= MOST_KNOWN) {
            all = new Sides(now);
            known = all;
        }
        Known text = new Known(drawn.sql(), drawn.prepared(), drawn.kind(), migration.name());
        Optional<BothSides> before = all.byText().get(text);
        if (before != null) {
            return before;
        }
        Optional<BothSides> sides;
        try {
            sides = BothSides.of(drawn, migration, planning);
        } catch (RefusedException e) {
            sides = Optional.empty();
        }
        if (sides.isPresent() && !running.isCertain(sides.get().query())) {
            sides = Optional.empty();
        }
        all.byText().put(text, sides);
        return sides;
    }

    /** The places of the columns of a result that find a row. */
    private static List<Integer> key(List<ResultColumn> columns, BothSides sides, Sampled drawn) {
        List<Integer> places = new ArrayList<>();
        List<String> names =
                sides.readsOneTable() ? sides.keyColumns(drawn.plans().catalog()) : List.of();
        for (String name : names) {
            int place = place(columns, name, drawn.dialect());
            if (place < 0) {
                return List.of();
            }
            places.add(place);
        }
        return places;
    }

    private static int place(List<ResultColumn> columns, String name, Dialect dialect) {
        for (int i = 0; i < columns.size(); i++) {
            if (dialect.columnKey(columns.get(i).label()).equals(dialect.columnKey(name))) {
                return i;
            }
        }
        return -1;
    }

    private List<ReadDifference> told(Sampled drawn, Migration migration, Outcome outcome) {
        String shape = Shapes.of(drawn.kind().context().mode(), drawn.sql());
        return outcome.rows().stream()
                .limit(MOST_ROWS)
                .map(row -> new ReadDifference(
                        migration.name(),
                        drawn.epoch(),
                        System.currentTimeMillis(),
                        shape.length() > LONGEST_SHAPE ? shape.substring(0, LONGEST_SHAPE) : shape,
                        key(row, outcome, drawn),
                        onlyIn(row),
                        veil.values(),
                        columns(row, outcome)))
                .toList();
    }

    private static Optional<Side> onlyIn(RowDifference row) {
        if (row.source().isPresent() && row.target().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(row.source().isPresent() ? Side.SOURCE : Side.TARGET);
    }

    private List<DifferingColumn> columns(RowDifference row, Outcome outcome) {
        return outcome.comparison().columns(row).stream()
                .limit(MOST_COLUMNS)
                .map(i -> new DifferingColumn(
                        outcome.columns().get(i).label(),
                        row.source().flatMap(values -> veil.over(values.get(i))),
                        row.target().flatMap(values -> veil.over(values.get(i)))))
                .toList();
    }

    /** From the row itself, otherwise from what it was looked up by. */
    private static Map<String, String> key(RowDifference row, Outcome outcome, Sampled drawn) {
        Map<String, String> key = new LinkedHashMap<>();
        for (int place : outcome.key()) {
            row.either()
                    .get(place)
                    .ifPresent(value -> key.put(outcome.columns().get(place).label(), Veil.cut(value)));
        }
        if (key.isEmpty()) {
            for (ComparableQuery.Condition condition : outcome.sides().query().conditions()) {
                value(condition, drawn).ifPresent(value -> key.put(condition.column(), Veil.cut(value)));
            }
        }
        return key;
    }

    private static Optional<String> value(ComparableQuery.Condition condition, Sampled drawn) {
        Parameters parameters = drawn.parameters();
        return condition.parameter().isPresent() && parameters != null
                ? parameters.text(condition.parameter().getAsInt())
                : condition.literal();
    }

    private ComparisonSession session(Dialect dialect) throws SQLException, SkippedException {
        ComparisonSession open = session;
        if (open == null) {
            if (System.nanoTime() - openAt < 0) {
                throw new SkippedException("failed");
            }
            openAt = System.nanoTime() + HOLD_OFF_NANOS;
            open = ComparisonSession.open(connector, dialect);
            session = open;
        }
        return open;
    }

    void closeIfIdle() {
        if (System.nanoTime() - usedAt > IDLE_NANOS) {
            closeSession();
        }
    }

    void close() {
        closeSession();
    }

    private void closeSession() {
        ComparisonSession open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the connection for comparisons is broken", e);
            }
        }
    }
}
