package io.crossfade.compare.generate;

import io.crossfade.compare.Step;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One or more steps of one transaction, written for one shape of a world.
 *
 * @param described whether parameters and results are described before the statement runs
 * @param masked whether values differ between two runs: then only what they look like is compared
 */
record Generated(boolean ofTarget, List<Step> steps, boolean masked, boolean described) {

    private static final Pattern WRITES_JOINED =
            Pattern.compile("(?is)\\bMERGE\\s|\\b(UPDATE|DELETE)\\s.*\\s(FROM|JOIN|USING)\\s");

    private static final Pattern NEGATION = Pattern.compile("[(,\\s]-\\s*[(`\\w]");

    /** Whether a statement writes rows that a join has found, in whatever order. */
    boolean joins() {
        return steps.stream()
                .anyMatch(step -> WRITES_JOINED.matcher(step.plainSql()).find());
    }

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
            return sometimesBatch(build, writes.update());
        }
        if (kind < 94 || !postgres) {
            return sometimesBatch(build, writes.delete());
        }
        return build.step(kind < 97 ? writes.merge() : writes.writingCommonTable(), List.of());
    }

    /** An insert; sometimes as a batch, sometimes with the keys that it generates. */
    private static Step written(Build build, String insert) {
        Choices choices = build.choices();
        boolean returns = insert.contains(" RETURNING ");
        List<String> keys = List.of();
        if (!returns && choices.chance(15)) {
            Table table = build.tables().stream()
                    .filter(each -> insert.contains(each.name()))
                    .findFirst()
                    .orElse(build.tables().get(0));
            keys = keys(choices, table);
        }
        return !returns && choices.chance(10) ? build.batch(insert, keys) : build.step(insert, keys);
    }

    /** All of them, by their names, or by numbers of columns. */
    private static List<String> keys(Choices choices, Table table) {
        return switch (choices.below(6)) {
            case 3 -> List.of(table.key());
            case 4 -> List.of(table.key(), choices.of(table.columns()).name());
            case 5 -> List.of("#" + (table.columns().indexOf(table.column(table.key())) + 1));
            default -> List.of("*");
        };
    }

    private static Step sometimesBatch(Build build, String sql) {
        boolean batch = !sql.contains(" RETURNING ") && build.choices().chance(10);
        return batch ? build.batch(sql, List.of()) : build.step(sql, List.of());
    }

    /** Whether MySQL counts more for a row that is there and changes than for one that is there and stays. */
    boolean replaces() {
        return steps.stream()
                .anyMatch(
                        step -> step.sql().startsWith("REPLACE ") || step.sql().contains(" ON DUPLICATE KEY "));
    }

    /** Whether it may leave rows, locks or numbers behind. */
    boolean leavesTraces() {
        return steps.stream().anyMatch(step -> Writes.leavesTraces(step.sql()));
    }

    /** Whether the sign of something may be changed in it. */
    boolean negates() {
        return steps.stream().anyMatch(step -> NEGATION.matcher(step.plainSql()).find());
    }

    /** Whether it has a name in it somewhere. */
    boolean names(String name) {
        return steps.stream().anyMatch(step -> step.sql().contains(name.replace("`", "``")));
    }

    /** Whether a text defines the order of its rows. */
    static boolean ordered(String sql) {
        String text = sql.toUpperCase(Locale.ROOT);
        return text.startsWith("SELECT") && text.matches("(?s).* ORDER BY [^)]*");
    }
}
