package io.crossfade.jdbc;

import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.RefusedException;
import java.sql.SQLException;
import java.util.List;

/**
 * The plans of one generation, for one shape of the code, one search path and one lot. Safe for use by several threads.
 */
final class PlanCache {

    /** Texts longer than this are written by machines and hardly ever twice. */
    private static final int LONGEST = 64 * 1024;

    /** What the bound on all texts together allows each on average, in characters. */
    private static final long AVERAGE = 2 * 1024;

    private final SqlPlanning planning;
    private final boolean rewrites;
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

    /** @param rewrites false if there is no migration, so that every text passes */
    PlanCache(SqlPlanning planning, boolean rewrites, int size) {
        this.planning = planning;
        this.rewrites = rewrites;
        this.plans = new RecentTexts<>(size * AVERAGE);
    }

    boolean rewrites() {
        return rewrites;
    }

    Planned plan(String sql, KeyRequest keys) throws SQLException {
        return plan(new Text(sql, keys, true));
    }

    Planned plan(Text text) throws SQLException {
        String sql = text.sql();
        if (!rewrites) {
            return new Planned(Plan.passThrough(sql), SessionEffects.NONE);
        }
        long weight = Math.max(AVERAGE, sql.length());
        Planned known = plans.get(text, weight);
        if (known != null) {
            return known;
        }
        Planned fresh = new Planned(planned(text), SessionEffects.of(sql));
        if (sql.length() <= LONGEST) {
            plans.put(text, fresh, weight);
        }
        return fresh;
    }

    List<Text> recent(int atMost) {
        return plans.recent(atMost);
    }

    private Plan planned(Text text) throws SQLException {
        try {
            return text.prepared()
                    ? planning.plan(text.sql(), text.keys())
                    : planning.planUnprepared(text.sql(), text.keys());
        } catch (RefusedException e) {
            throw SqlState.REFUSED.exception("Crossfade refuses this statement: " + e.getMessage(), e);
        } catch (CatalogException e) {
            throw SqlState.CATALOG.exception(e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw SqlState.REFUSED.exception("Crossfade refuses this statement, which it failed to plan: " + e, e);
        }
    }
}
