package io.crossfade.jdbc;

import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The plans of one generation, for one shape of the code, one search path and one lot. Safe for use by several threads.
 */
final class PlanCache {

    /** Texts longer than this are written by machines and hardly ever twice. */
    private static final int LONGEST = 64 * 1024;

    /** What the bound on all texts together allows each on average, in characters. */
    private static final long AVERAGE = 2 * 1024;

    /** What a message of PostgreSQL's protocol can count. */
    private static final int MOST_PARAMETERS = 65_535;

    private final SqlPlanning planning;
    private final SqlMode mode;
    private final Dialect dialect;
    private final Optional<Shapes> shapes;
    private final LongAdder waitedFor;
    private final @Nullable Sampler sampler;
    private final RecentTexts<Text, Planned> plans;

    /**
     * A text in one of the ways in which it can be sent.
     *
     * @param keys NONE almost always
     */
    record Text(String sql, KeyRequest keys, boolean prepared) {

        @Override
        public int hashCode() {
            return sql.hashCode();
        }
    }

    /**
     * @param waitedFor counts the texts that are planned while a statement waits
     * @param shapes what counts the runs of the statements; empty if nothing does
     * @param sampler draws the queries that are compared; null if none are
     */
    PlanCache(
            SqlPlanning planning,
            SqlMode mode,
            int size,
            LongAdder waitedFor,
            Optional<Shapes> shapes,
            @Nullable Sampler sampler) {
        this.planning = planning;
        this.mode = mode;
        this.dialect = mode.dialect();
        this.shapes = shapes;
        this.plans = new RecentTexts<>(size * AVERAGE);
        this.waitedFor = waitedFor;
        this.sampler = sampler;
    }

    boolean rewrites() {
        return planning != SqlPlanning.NONE;
    }

    Planned plan(String sql, KeyRequest keys) throws SQLException {
        return plan(new Text(sql, keys, true));
    }

    Planned plan(Text text) throws SQLException {
        Planned known = plans.get(text, weight(text));
        return known != null ? known : added(text, true);
    }

    /** Plans a text that is likely to be asked for. */
    void prepare(Text text) throws SQLException {
        if (plans.get(text, weight(text)) == null) {
            added(text, false);
        }
    }

    List<Text> recent(int atMost) {
        return plans.recent(atMost);
    }

    private Planned added(Text text, boolean waited) throws SQLException {
        String sql = text.sql();
        LongAdder runs = shapes.isPresent() ? shapes.get().counter(mode, sql) : null;
        Planned fresh = rewrites()
                ? planned(text, runs)
                : Planned.of(Plan.passThrough(sql), SessionEffects.ofLocks(dialect, sql), dialect, runs);
        if (waited) {
            waitedFor.increment();
        }
        if (sql.length() <= LONGEST) {
            plans.put(text, fresh, weight(text));
        }
        return fresh;
    }

    private Planned planned(Text text, @Nullable LongAdder runs) throws SQLException {
        Plan plan = planned(text);
        Sampler drawing = sampler != null && plan.isTouched() && sampler.concerns(plan.touched()) ? sampler : null;
        return Planned.of(plan, SessionEffects.of(dialect, text.sql()), dialect, runs)
                .sampledBy(drawing);
    }

    /** MySQL's and MariaDB's drivers put as many values into the text as it has places. */
    private void checkParameters(Plan plan) throws SQLException {
        int[][] places = plan.parameters();
        if (places == null || dialect.isMySql()) {
            return;
        }
        int sent = 0;
        for (int[] each : places) {
            sent += each.length;
        }
        if (sent > MOST_PARAMETERS) {
            throw SqlState.PARAMETER.exception("migration '" + plan.touched().get(0) + "': of this statement's "
                    + places.length + " parameters some go to several places, " + sent + " in all; PostgreSQL takes "
                    + MOST_PARAMETERS + ": send fewer rows at a time");
        }
    }

    private static long weight(Text text) {
        return Math.max(AVERAGE, text.sql().length());
    }

    private Plan planned(Text text) throws SQLException {
        try {
            Plan plan = text.prepared()
                    ? planning.plan(text.sql(), text.keys())
                    : planning.planUnprepared(text.sql(), text.keys());
            checkParameters(plan);
            return plan;
        } catch (RefusedException e) {
            throw SqlState.REFUSED.exception("Crossfade refuses this statement: " + e.getMessage(), e);
        } catch (CatalogException e) {
            throw SqlState.CATALOG.exception(e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw SqlState.REFUSED.exception("Crossfade refuses this statement, which it failed to plan: " + e, e);
        }
    }
}
