package io.crossfade.jdbc;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Snapshot;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.Planner;
import io.crossfade.rewrite.RefusedException;
import java.util.Set;

/** From a text to what is sent: all that a statement knows of planning. */
@FunctionalInterface
interface SqlPlanning {

    /** Where there is no migration. */
    SqlPlanning NONE = (sql, keys) -> Plan.passThrough(sql);

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

    /** Makes the planning for one shape of the code, one way of reading texts and one lot. */
    @FunctionalInterface
    interface Factory {

        Factory REWRITING = (snapshot, catalog, adopted, context, roll) -> {
            SqlPlanning known = context.obstacle().isPresent()
                    ? new Obstructed(snapshot, context.obstacle().get())
                    : new Rewriting(
                            new Planner(context.mode(), snapshot, catalog, adopted, context.searchPath(), roll),
                            !context.dialect().isMySql());
            return snapshot.unknown().isEmpty() ? known : new KeepingAway(snapshot, known, catalog, context);
        };

        SqlPlanning planning(Snapshot snapshot, Catalog catalog, Set<String> adopted, SqlContext context, int roll);
    }

    /**
     * The planner's own planning.
     *
     * @param returnsKeys whether the database answers generated keys as rows of the statement. MySQL's and MariaDB's
     *     drivers have them from the answer to any text
     */
    record Rewriting(Planner planner, boolean returnsKeys) implements SqlPlanning {

        @Override
        public Plan plan(String sql, KeyRequest keys) {
            return planner.plan(sql, returnsKeys ? keys : KeyRequest.NONE);
        }

        @Override
        public Plan planUnprepared(String sql, KeyRequest keys) {
            return planner.planUnprepared(sql, returnsKeys ? keys : KeyRequest.NONE);
        }
    }

    /** Planning in a session under whose settings nothing is rewritten, and names may not be found where they should. */
    record Obstructed(Snapshot snapshot, String obstacle) implements SqlPlanning {

        @Override
        public Plan plan(String sql, KeyRequest keys) {
            for (Migration migration : snapshot.migrations()) {
                String table = migration.table().name();
                for (int at = 0; at + table.length() <= sql.length(); at++) {
                    if (sql.regionMatches(true, at, table, 0, table.length())) {
                        throw new RefusedException(
                                migration.name(),
                                "the session has " + obstacle + ", with which Crossfade rewrites no statement: run it"
                                        + " without",
                                at);
                    }
                }
            }
            return Plan.passThrough(sql);
        }
    }
}
