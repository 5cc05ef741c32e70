package io.crossfade.jdbc;

import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.ComparableQuery;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One query planned for reading either side of one migration. Everything else in the two plans is the same.
 *
 * @param query what is known of the text
 */
record BothSides(Migration migration, ComparableQuery query, Plan source, Plan target) {

    /**
     * Plans a query.
     *
     * @return empty if it isn't certain that it can be run again without an effect and with the same rows
     */
    static Optional<BothSides> of(Sampled sampled, Migration migration, SqlPlanning.Factory planning) {
        SqlContext context = sampled.kind().context();
        Catalog catalog = sampled.plans().catalog();
        return ComparableQuery.of(context.mode(), catalog, context.searchPath(), sampled.sql(), sampled.prepared())
                .map(query -> new BothSides(
                        migration,
                        query,
                        plan(sampled, migration, planning, 0),
                        plan(sampled, migration, planning, 100)));
    }

    private static Plan plan(Sampled sampled, Migration migration, SqlPlanning.Factory planning, int percent) {
        Plans plans = sampled.plans();
        List<Migration> moved = new ArrayList<>();
        for (Migration each : plans.snapshot().migrations()) {
            moved.add(each.name().equals(migration.name()) ? each.withPhase(Phase.SWITCH_READS, percent) : each);
        }
        Snapshot snapshot = new Snapshot(plans.snapshot().database(), sampled.epoch(), moved);
        SqlPlanning side = planning.planning(
                snapshot,
                plans.catalog(),
                sampled.kind().adopted(),
                sampled.kind().context(),
                sampled.kind().roll());
        return sampled.prepared()
                ? side.plan(sampled.sql(), KeyRequest.NONE)
                : side.planUnprepared(sampled.sql(), KeyRequest.NONE);
    }

    /** The names of the columns that find a row of the migration's table; empty if the catalog has no key of it. */
    List<String> keyColumns(Catalog catalog) {
        return catalog.relation(migration.table().schema(), migration.table().name())
                .map(BothSides::keyColumns)
                .orElse(List.of());
    }

    private static List<String> keyColumns(Catalog.Relation relation) {
        return relation.uniqueConstraints().entrySet().stream()
                .filter(constraint -> constraint.getValue().stream().allMatch(name -> relation.column(name)
                        .filter(column -> !column.nullable())
                        .isPresent()))
                .min(Comparator.comparing((java.util.Map.Entry<String, List<String>> constraint) ->
                                !isPrimary(constraint.getKey()))
                        .thenComparing(constraint -> constraint.getValue().size()))
                .map(java.util.Map.Entry::getValue)
                .orElse(List.of());
    }

    private static boolean isPrimary(String constraint) {
        return constraint.equals("PRIMARY") || constraint.endsWith("_pkey");
    }

    /** Whether the columns of its rows can come from that one table only. */
    boolean readsOneTable() {
        return query.relations().equals(Set.of(migration.table().name()));
    }
}
