package io.crossfade.compare.generate;

import io.crossfade.compare.Step;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One or more steps of one transaction, written for one shape of a world.
 *
 * @param described whether parameters and results are described before the statement runs
 * @param masked whether values differ between two runs: then only what they look like is compared
 */
record Generated(boolean ofTarget, List<Step> steps, boolean masked, boolean described) {

    /** Makes a statement. */
    static Generated statement(Choices choices, World world) {
        boolean ofTarget = choices.chance(45);
        Build build = new Build(choices, world.product(), migratingFirst(world, ofTarget));
        List<Step> steps = new ArrayList<>();
        steps.add(step(build));
        if (choices.chance(8)) {
            steps.add(step(build));
        }
        return new Generated(
                ofTarget,
                List.copyOf(steps),
                build.isVolatile(),
                choices.chance(15) && world.product() == Product.POSTGRESQL);
    }

    private static List<Table> migratingFirst(World world, boolean ofTarget) {
        List<Table> tables = new ArrayList<>(world.shape(ofTarget));
        List<String> moving = world.moves().stream().map(World.Move::table).toList();
        tables.sort(java.util.Comparator.comparing(table -> !moving.contains(table.name())));
        return tables;
    }

    private static Step step(Build build) {
        Choices choices = build.choices();
        int kind = choices.below(100);
        boolean postgres = build.product() == Product.POSTGRESQL;
        if (kind < 45) {
            return build.step(new Queries(build).query(), List.of());
        }
        Writes writes = new Writes(build);
        if (kind < 68) {
            return written(build, writes.insert());
        }
        if (kind < 86) {
            return build.step(writes.update(), List.of());
        }
        if (kind < 94 || !postgres) {
            return build.step(writes.delete(), List.of());
        }
        return build.step(kind < 97 ? writes.merge() : writes.writingCommonTable(), List.of());
    }

    /** An insert; sometimes as a batch, sometimes with the keys that it generates. */
    private static Step written(Build build, String insert) {
        Choices choices = build.choices();
        boolean returns = insert.contains(" RETURNING ");
        List<String> keys = List.of();
        if (!returns && choices.chance(15)) {
            String key = build.tables().stream()
                    .filter(table -> insert.contains(table.name()))
                    .findFirst()
                    .map(Table::key)
                    .orElse("id");
            keys = choices.chance(50) ? List.of("*") : List.of(key);
        }
        return !returns && choices.chance(10) ? build.batch(insert, keys) : build.step(insert, keys);
    }

    /** Whether it may leave rows, locks or numbers behind. */
    boolean leavesTraces() {
        return steps.stream().anyMatch(step -> Writes.leavesTraces(step.sql()));
    }

    /** Whether a text defines the order of its rows. */
    static boolean ordered(String sql) {
        String text = sql.toUpperCase(Locale.ROOT);
        return text.startsWith("SELECT") && text.matches("(?s).* ORDER BY [^)]*");
    }
}
