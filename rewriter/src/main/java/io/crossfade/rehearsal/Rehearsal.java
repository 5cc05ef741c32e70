package io.crossfade.rehearsal;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Snapshot;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.Planner;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans statements in every stage of a migration that hasn't started, with the planner that drivers use. Safe for use by
 * several threads as far as the catalog is.
 */
public final class Rehearsal {

    private final Map<Stage, Planner> planners = new LinkedHashMap<>();

    /**
     * @param running the migrations under way, in the phases they are in
     * @param migration the one to rehearse, in whatever phase
     * @param catalog of the database as it is now
     * @param searchPath the schemas in which unqualified names are looked up, implicit ones included
     * @param adopted whether the statements are of code written for the target
     */
    public Rehearsal(
            Dialect dialect,
            Snapshot running,
            Migration migration,
            Catalog catalog,
            List<String> searchPath,
            boolean adopted) {
        for (Stage stage : Stage.all()) {
            List<Migration> migrations = new ArrayList<>(running.migrations());
            migrations.removeIf(other -> other.name().equals(migration.name()));
            migrations.add(migration.withPhase(stage.phase(), Stage.PERCENT));
            planners.put(
                    stage,
                    new Planner(
                            dialect,
                            new Snapshot(running.database(), running.epoch() + 1, migrations),
                            catalog,
                            adopted ? Set.of(migration.name()) : Set.of(),
                            searchPath,
                            stage.lot()));
        }
    }

    /** What becomes of a statement in each stage. */
    public Finding of(String sql) {
        List<Finding.Span> spans = new ArrayList<>();
        List<Stage> alike = new ArrayList<>();
        Outcome last = null;
        for (Map.Entry<Stage, Planner> stage : planners.entrySet()) {
            Outcome outcome = outcome(stage.getValue(), sql);
            if (last != null && !outcome.equals(last)) {
                spans.add(new Finding.Span(alike, last));
                alike = new ArrayList<>();
            }
            alike.add(stage.getKey());
            last = outcome;
        }
        if (last != null) {
            spans.add(new Finding.Span(alike, last));
        }
        return new Finding(sql, spans);
    }

    private static Outcome outcome(Planner planner, String sql) {
        try {
            Plan plan = planner.plan(sql, KeyRequest.NONE);
            return plan.sql().equals(sql)
                    ? new Outcome.Unchanged()
                    : new Outcome.Rewritten(plan.sql(), plan.computed());
        } catch (RefusedException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()), e.offset());
        }
    }
}
