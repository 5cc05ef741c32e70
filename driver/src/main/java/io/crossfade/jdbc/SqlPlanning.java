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

    /** Makes the planning for one shape of the code, one search path and one lot. */
    @FunctionalInterface
    interface Factory {

        Factory REWRITING = (snapshot, catalog, adopted, searchPath, roll) ->
                new Planner(Dialect.POSTGRESQL, snapshot, catalog, adopted, searchPath, roll)::plan;

        SqlPlanning planning(
                Snapshot snapshot, Catalog catalog, Set<String> adopted, List<String> searchPath, int roll);
    }
}
