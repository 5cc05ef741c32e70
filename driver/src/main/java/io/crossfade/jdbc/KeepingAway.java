package io.crossfade.jdbc;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.UnknownMigration;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.Planner;
import io.crossfade.rewrite.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Planning that keeps away from the tables of migrations which this version doesn't understand. Whether a statement touches
 * one of them is found out as for any migration, by planning it as if such a table had one, whose columns nobody has.
 */
final class KeepingAway implements SqlPlanning {

    private final SqlPlanning known;
    private final Optional<Planner> planner;
    private final Optional<Obstructed> obstructed;
    private final Map<String, Forbidden> forbidden = new HashMap<>();

    private record Forbidden(UnknownMigration migration, TableId table) {}

    KeepingAway(Snapshot snapshot, SqlPlanning known, Catalog catalog, SqlContext context) {
        this.known = known;
        List<Migration> standIns = new ArrayList<>();
        for (UnknownMigration migration : snapshot.unknown()) {
            for (TableId table : migration.tables()) {
                String name = migration.name() + " on " + table;
                if (forbidden.putIfAbsent(name, new Forbidden(migration, table)) == null) {
                    standIns.add(new Migration(name, table, List.of(nobodys(standIns.size())), Phase.EXPAND, 0));
                }
            }
        }
        Snapshot kept = new Snapshot(snapshot.database(), snapshot.epoch(), standIns);
        this.obstructed = context.obstacle().map(obstacle -> new Obstructed(kept, obstacle));
        this.planner = obstructed.isPresent()
                ? Optional.empty()
                : Optional.of(new Planner(context.mode(), kept, catalog, Set.of(), context.searchPath(), 0));
    }

    /** Names that no column has, others for each: two migrations of a table may not change the same one. */
    private static ColumnMapping nobodys(int number) {
        return new ColumnMapping.Rename(
                "crossfade unknown source " + number, "crossfade unknown target " + number, number + 1);
    }

    @Override
    public Plan plan(String sql, KeyRequest keys) {
        refuseIfTouched(() -> planner.isPresent()
                ? planner.get().plan(sql, keys)
                : obstructed.orElseThrow().plan(sql, keys));
        return known.plan(sql, keys);
    }

    @Override
    public Plan planUnprepared(String sql, KeyRequest keys) {
        refuseIfTouched(() -> planner.isPresent()
                ? planner.get().planUnprepared(sql, keys)
                : obstructed.orElseThrow().plan(sql, keys));
        return known.planUnprepared(sql, keys);
    }

    private interface Looking {
        Plan plan();
    }

    private void refuseIfTouched(Looking looking) {
        Plan plan;
        try {
            plan = looking.plan();
        } catch (RefusedException e) {
            throw refusal(e.migration(), e.offset());
        }
        if (plan.isTouched()) {
            throw refusal(plan.touched().get(0), 0);
        }
    }

    private RefusedException refusal(String name, int position) {
        Forbidden found = forbidden.get(name);
        if (found == null) {
            throw new IllegalStateException("no table of an unknown migration: " + name);
        }
        UnknownMigration migration = found.migration();
        String writer = migration.version().map(version -> "version " + version).orElse("a later version");
        return new RefusedException(
                migration.name(),
                "this driver, version " + Version.TEXT + ", doesn't understand what " + writer
                        + " of Crossfade does with table " + found.table() + " (" + migration.what()
                        + "), and leaves the table alone: update the driver to "
                        + migration
                                .version()
                                .map(version -> version + " at least")
                                .orElse("that version")
                        + ", or have the migration's step withdrawn",
                position);
    }
}
