package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.Planner;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.Set;

/** From a text to what is sent: all that a statement knows of planning. */
@FunctionalInterface
interface SqlPlanning {

    /** @throws io.crossfade.rewrite.RefusedException if the text can't be rewritten with certainty */
    Plan plan(String sql, KeyRequest keys);

    /**
     * Plans a text that is sent without being prepared: it has no parameters, whatever question marks it has.
     *
     * @throws io.crossfade.rewrite.RefusedException if the text can't be rewritten with certainty
     */
    default Plan planUnprepared(String sql, KeyRequest keys) {
        return plan(sql, keys);
    }

    /** Makes the planning for one shape of the code, one search path and one lot. */
    @FunctionalInterface
    interface Factory {

        Factory REWRITING = (snapshot, catalog, adopted, searchPath, roll) ->
                new Rewriting(new Planner(Dialect.POSTGRESQL, snapshot, catalog, adopted, searchPath, roll));

        SqlPlanning planning(
                Snapshot snapshot, Catalog catalog, Set<String> adopted, List<String> searchPath, int roll);
    }

    /** The planner's own planning. */
    record Rewriting(Planner planner) implements SqlPlanning {

        @Override
        public Plan plan(String sql, KeyRequest keys) {
            return planner.plan(sql, keys);
        }

        @Override
        public Plan planUnprepared(String sql, KeyRequest keys) {
            return planner.planUnprepared(sql, keys);
        }
    }
}
