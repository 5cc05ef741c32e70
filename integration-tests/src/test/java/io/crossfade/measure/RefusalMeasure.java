package io.crossfade.measure;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Phase;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.Plan;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the planner makes of the statements of a corpus when a column that they name changes. */
final class RefusalMeasure {

    private static final int EXAMPLES = 4;
    private static final int LONGEST = 400;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final Pattern PLACE = Pattern.compile("\\(at character \\d+\\)|\\d+|(?<=table )\\S+");

    private final Acceptance acceptance;
    private final Change change;
    private final boolean adopted;
    private final int columnsEach;
    private final Map<String, List<String>> refusals = new TreeMap<>();
    private final Map<String, List<String>> objections = new TreeMap<>();
    private final Map<String, List<String>> failures = new TreeMap<>();
    private final Map<String, List<String>> leftBehind = new TreeMap<>();
    private final Map<String, List<String>> mended = new TreeMap<>();
    private int statements;
    private int skipped;
    private int rewritten;
    private int refused;
    private int untouched;
    private int plans;

    /**
     * @param adopted whether the statements are written for the target
     * @param columnsEach how many columns of a statement are tried, each in a migration of its own
     */
    RefusalMeasure(Acceptance acceptance, Change change, boolean adopted, int columnsEach) {
        this.acceptance = acceptance;
        this.change = change;
        this.adopted = adopted;
        this.columnsEach = columnsEach;
    }

    void add(CorpusStatement statement) {
        if (!statement.touchesTable()) {
            return;
        }
        Statement parsed;
        try {
            parsed = SqlParser.parse(statement.dialect(), statement.sql()).get(0);
        } catch (SqlSyntaxException e) {
            skipped++;
            return;
        }
        Set<String> unique = change.keepsUniqueIndexes() ? Set.of() : conflictColumns(statement.dialect(), parsed);
        List<Imagined> all = Imagined.all(statement.dialect(), NamedColumns.of(statement.dialect(), parsed)).stream()
                .filter(imagined -> !unique.contains(imagined.column()))
                .filter(imagined -> !imagined.isFilledByPlace(addsAColumn()))
                .toList();
        if (all.isEmpty()) {
            skipped++;
            return;
        }
        int step = Math.max(1, all.size() / columnsEach);
        for (int i = 0, tried = 0; i < all.size() && tried < columnsEach; i += step, tried++) {
            statements++;
            plan(statement, all.get(i));
        }
    }

    /** Whether the code's own table has a column more than those that the statement names. */
    private boolean addsAColumn() {
        return change == Change.SPLIT && adopted || change == Change.MERGE && !adopted;
    }

    /** Those that have a unique index, or else the database would reject the statement. */
    private static Set<String> conflictColumns(Dialect dialect, Statement statement) {
        Set<String> columns = new HashSet<>();
        if (statement instanceof Statement.Insert insert
                && insert.onConflict() != null
                && insert.onConflict().target() instanceof Statement.ConflictTarget.Index index) {
            for (Expr element : index.elements()) {
                if (element instanceof Expr.ColumnRef column) {
                    columns.add(dialect.columnKey(column.column().value()));
                }
            }
        }
        return columns;
    }

    /** A statement that the database rejects: no plan may turn it into one that it accepts. */
    void addRejected(CorpusStatement statement) {
        List<Statement> parsed;
        try {
            parsed = SqlParser.parse(statement.dialect(), statement.sql());
        } catch (SqlSyntaxException e) {
            return;
        }
        if (parsed.size() != 1) {
            return;
        }
        for (Imagined imagined :
                Imagined.all(statement.dialect(), NamedColumns.of(statement.dialect(), parsed.get(0)))) {
            for (Phase phase : Phase.values()) {
                mend(statement, imagined, phase);
            }
        }
    }

    private void mend(CorpusStatement statement, Imagined imagined, Phase phase) {
        try {
            Plan plan = imagined.planner(change, adopted, phase).plan(statement.sql(), KeyRequest.NONE);
            plans++;
            if (!plan.sql().equals(statement.sql())
                    && acceptance.objection(statement.dialect(), plan.sql()).isEmpty()) {
                put(
                        mended,
                        "the database accepts what became of it",
                        phase + " `" + line(statement.sql()) + "`\n    -> `" + line(plan.sql()) + "`");
            }
        } catch (RefusedException e) {
            refused++;
        } catch (RuntimeException | StackOverflowError e) {
            put(failures, phase + " " + e.getClass().getSimpleName(), e + "\n    `" + line(statement.sql()) + "`");
        }
    }

    private void plan(CorpusStatement statement, Imagined imagined) {
        String sql = statement.sql();
        boolean touched = false;
        String example = imagined.table() + "." + imagined.column() + " in `" + line(sql) + "`";
        for (Phase phase : Phase.values()) {
            try {
                Plan plan = imagined.planner(change, adopted, phase).plan(sql, KeyRequest.NONE);
                plans++;
                touched |= plan.isTouched();
                if (plan.isTouched() && !plan.sql().equals(sql)) {
                    String objection = acceptance.objection(statement.dialect(), plan.sql());
                    if (!objection.isEmpty()) {
                        put(objections, phase + ": " + objection, example + "\n    -> `" + line(plan.sql()) + "`");
                    }
                }
                if (phase == Phase.COMPLETE && stillNamesTheSource(imagined, plan)) {
                    put(leftBehind, "the old name is left", example + "\n    -> `" + line(plan.sql()) + "`");
                }
            } catch (RefusedException e) {
                refused++;
                put(refusals, shape(String.valueOf(e.getMessage())), phase + " " + e.getMessage() + "\n    " + example);
                return;
            } catch (RuntimeException | StackOverflowError e) {
                put(failures, phase + " " + e.getClass().getSimpleName(), e + "\n    " + example);
                refused++;
                return;
            }
        }
        rewritten += touched ? 1 : 0;
        untouched += touched ? 0 : 1;
    }

    /** Whether what is sent at the very end, when the source's columns are gone, still names them or misses the target's. */
    private boolean stillNamesTheSource(Imagined imagined, Plan plan) {
        Map<TableId, Set<String>> sent;
        try {
            sent = NamedColumns.of(
                    imagined.dialect(),
                    SqlParser.parse(imagined.dialect(), plan.sql()).get(0));
        } catch (SqlSyntaxException e) {
            return true;
        }
        ColumnMapping mapping = imagined.mapping(change, adopted);
        Set<String> names = sent.getOrDefault(imagined.table(), Set.of());
        boolean elsewhere = sent.entrySet().stream()
                .anyMatch(table -> !table.getKey().equals(imagined.table())
                        && table.getValue().contains(Change.OTHER));
        return mapping.sources().stream().anyMatch(names::contains)
                || mapping.targets().stream().noneMatch(names::contains)
                || elsewhere;
    }

    void print(String name, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n## %s, %s%n%n%d statements with a column changed, %d plans: %d rewritten, %d refused (%.2f %%), %d not touched"
                        + " in any phase; %d left out for want of a column. The database rejects %d of the plans; %d"
                        + " plans of the last phase don't name what they should.%n%n",
                name,
                change + (adopted ? " for code of the target" : ""),
                statements,
                plans,
                rewritten,
                refused,
                statements == 0 ? 0 : 100.0 * refused / statements,
                untouched,
                skipped,
                size(objections),
                size(leftBehind));
        print("failed", failures, out);
        print("refused", refusals, out);
        print("rejected by the database", objections, out);
        print("names in the last phase", leftBehind, out);
    }

    void printRejected(String name, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n## %s, rejected by the database, %s%n%n%d plans, %d refused; %d are accepted though the statement isn't.%n%n",
                name,
                change + (adopted ? " for code of the target" : ""),
                plans,
                refused,
                size(mended));
        print("failed", failures, out);
        print("mended", mended, out);
    }

    private static int size(Map<String, List<String>> groups) {
        return groups.values().stream().mapToInt(List::size).sum();
    }

    private static void print(String heading, Map<String, List<String>> groups, PrintStream out) {
        if (groups.isEmpty()) {
            return;
        }
        out.println("### " + heading + "\n");
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<String>> group) ->
                                group.getValue().size())
                        .reversed())
                .forEach(group -> {
                    out.println("- " + group.getValue().size() + " × " + group.getKey());
                    group.getValue().stream().limit(EXAMPLES).forEach(example -> out.println("  - " + example));
                });
        out.println();
    }

    int refused() {
        return refused;
    }

    int rewritten() {
        return rewritten;
    }

    int rejected() {
        return size(objections);
    }

    int mended() {
        return size(mended);
    }

    /** Each rejected statement that is mended or that the planner fails on, with the first case of it. */
    List<String> wronglyPlanned() {
        Map<String, String> first = new TreeMap<>();
        Stream.of(mended, failures)
                .flatMap(groups -> groups.values().stream())
                .flatMap(List::stream)
                .forEach(example -> first.putIfAbsent(example.replaceAll("(?s)^[^`]*(`[^\n]*`).*$", "$1"), example));
        return List.copyOf(first.values());
    }

    int misnamed() {
        return size(leftBehind);
    }

    private static void put(Map<String, List<String>> groups, String key, String example) {
        groups.computeIfAbsent(key, group -> new ArrayList<>()).add(example);
    }

    private static String shape(String message) {
        return PLACE.matcher(QUOTED.matcher(message).replaceAll("…")).replaceAll("…");
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
