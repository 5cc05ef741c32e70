package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.control.store.Sample;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.RetiredColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows on MySQL or MariaDB.
 *
 * <p>What a value becomes when it is stored in a column, only storing it tells: no cast does quite the same. So the values
 * of a chunk are computed into a temporary table with columns of the right types, and compared or taken from there. Whoever
 * takes them has locked the chunk's rows before, so that no write comes in between.
 */
final class MySqlSides implements RowSides {

    private static final String SIDE = "crossfade_side";
    private static final String VALUE = "crossfade_value_";
    private static final Set<Integer> PASSING = Set.of(1205, 1213, 1020);
    private static final int MOST_TRIES = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final MySqlScene scene;
    private final MySqlForm form;
    private final TableFacts table;
    private final Keyset keyset;
    private final Keyset joined;

    /** A value that is computed: for which column, and of what. */
    private record Computed(String column, String expression) {}

    private final List<Computed> computed = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<String> assignments = new ArrayList<>();
    private final List<String> sources;
    private final List<String> targets;

    MySqlSides(MySqlScene scene, boolean reverse) throws SQLException {
        this.scene = scene;
        this.form = scene.session().form();
        this.table = scene.table();
        this.keyset = new MySqlKeyset(table, form, scene.comment());
        this.joined = new MySqlKeyset(table, form, scene.comment(), "t");
        List<ColumnMapping> mappings = scene.migration().columns();
        this.sources =
                mappings.stream().flatMap(mapping -> mapping.sources().stream()).toList();
        this.targets =
                mappings.stream().flatMap(mapping -> mapping.targets().stream()).toList();
        for (ColumnMapping mapping : mappings) {
            if (mapping instanceof Rename rename) {
                rename(rename, reverse);
            } else {
                convert((Conversion) mapping, reverse);
            }
        }
        if (!computed.isEmpty()) {
            makeTable();
        }
    }

    private void rename(Rename rename, boolean reverse) {
        String source = column(rename.source());
        String target = column(rename.target());
        differences.add(form.differ(source, target, table.require(rename.source())));
        assignments.add(reverse ? source + " = " + target : target + " = " + source);
    }

    private void convert(Conversion conversion, boolean reverse) {
        Formulas formulas = new Formulas(conversion, form.dialect());
        if (!reverse) {
            for (AddedColumn column : formulas.derivedTargets()) {
                differences.add(follow(column.column(), column.up().orElseThrow()));
            }
            for (AddedColumn column : formulas.independentTargets()) {
                differences.add(fill(column.column(), column.up().orElseThrow()));
            }
            return;
        }
        List<String> found = new ArrayList<>();
        for (RetiredColumn column : formulas.derivedSources()) {
            found.add(follow(column.column(), column.down()));
        }
        if (!found.isEmpty()) {
            String sourceDiffers = "(" + String.join(" OR ", found) + ")";
            // What up makes of the source is what the target has: then the source is as good as any other.
            String targetDiffers = formulas.derivedTargets().stream()
                    .map(column -> differs(
                            column.column(),
                            compute(column.column(), column.up().orElseThrow())))
                    .collect(Collectors.joining(" OR ", "(", ")"));
            differences.add(
                    formulas.upProvesTheSource() ? "(" + sourceDiffers + " AND " + targetDiffers + ")" : sourceDiffers);
        }
        for (RetiredColumn column : formulas.independentSources()) {
            differences.add(fill(column.column(), column.down()));
        }
    }

    private String follow(String column, String expression) {
        String value = compute(column, expression);
        assignments.add(column(column) + " = " + value);
        return differs(column, value);
    }

    private String fill(String column, String expression) {
        String value = compute(column, expression);
        assignments.add(column(column) + " = COALESCE(" + column(column) + ", " + value + ")");
        return "(" + column(column) + " IS NULL AND " + value + " IS NOT NULL)";
    }

    private String differs(String column, String value) {
        return "(" + form.differ(column(column), value, table.require(column)) + ")";
    }

    private String compute(String column, String expression) {
        computed.add(new Computed(column, expression));
        return "s." + VALUE + (computed.size() - 1);
    }

    private String column(String name) {
        return "t." + form.name(name);
    }

    private void makeTable() throws SQLException {
        List<String> definitions = new ArrayList<>();
        for (ColumnFacts key : table.primaryKey()) {
            definitions.add(form.name(key.name()) + " " + MySqlForm.type(key) + " NOT NULL");
        }
        for (int i = 0; i < computed.size(); i++) {
            definitions.add(
                    form.definition(table.require(computed.get(i).column()).named(VALUE + i)));
        }
        Rows.execute(scene.session().connection(), "DROP TEMPORARY TABLE IF EXISTS " + SIDE);
        Rows.execute(
                scene.session().connection(),
                "CREATE TEMPORARY TABLE " + SIDE + " (" + String.join(", ", definitions) + ", PRIMARY KEY (" + keys()
                        + "))");
    }

    private String keys() {
        return form.names(table.primaryKey().stream().map(ColumnFacts::name).toList());
    }

    @Override
    public boolean isEmpty() {
        return assignments.isEmpty();
    }

    @Override
    public long estimateRows() throws SQLException {
        return MySqlCheck.estimateRows(scene.session(), table);
    }

    @Override
    public Optional<Chunk> next(@Nullable String cursor, int rows) throws SQLException {
        return keyset.next(scene.session().connection(), cursor, rows);
    }

    @Override
    public long copy(Chunk chunk) throws SQLException {
        return Halving.copy(chunk, this::next, this::patiently);
    }

    private long patiently(Chunk chunk) throws SQLException {
        Duration pause = Duration.ofMillis(50);
        for (int attempt = 1; ; attempt++) {
            try {
                return scene.session().inTransaction(() -> copyLocked(chunk));
            } catch (SQLException e) {
                scene.run().checkStopped();
                if (!PASSING.contains(e.getErrorCode()) || attempt == MOST_TRIES) {
                    throw e;
                }
                scene.run().waitingFor("a row that an application's transaction holds: " + RowError.message(e));
            }
            scene.run().pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private long copyLocked(Chunk chunk) throws SQLException {
        scene.token().hold(scene.session().connection());
        execute(
                scene.comment() + "SELECT " + keyset.keyTexts() + " FROM " + form.table(table.id()) + " WHERE "
                        + keyset.within(chunk) + " FOR UPDATE",
                keyset,
                chunk);
        compute(chunk);
        return execute(
                scene.comment() + "UPDATE " + form.table(table.id()) + " AS t" + side() + " SET "
                        + String.join(", ", assignments) + " WHERE " + joined.within(chunk) + " AND ("
                        + String.join(" OR ", differences) + ")",
                joined,
                chunk);
    }

    /** Fills the temporary table with the values that a chunk's rows imply. */
    private void compute(Chunk chunk) throws SQLException {
        if (computed.isEmpty()) {
            return;
        }
        Rows.execute(scene.session().connection(), "DELETE FROM " + SIDE);
        String names = Stream.concat(Stream.of(keys()), values("")).collect(Collectors.joining(", "));
        String values = Stream.concat(
                        Stream.of(keys()), computed.stream().map(value -> "(" + value.expression() + "\n)"))
                .collect(Collectors.joining(", "));
        long unused = execute(
                scene.comment() + "INSERT INTO " + SIDE + " (" + names + ") SELECT " + values + " FROM "
                        + form.table(table.id()) + " WHERE " + keyset.within(chunk),
                keyset,
                chunk);
    }

    private Stream<String> values(String alias) {
        return java.util.stream.IntStream.range(0, computed.size()).mapToObj(i -> alias + VALUE + i);
    }

    private String side() {
        return computed.isEmpty()
                ? ""
                : " JOIN " + SIDE + " AS s ON "
                        + table.primaryKey().stream()
                                .map(key -> "t." + form.name(key.name()) + " = s." + form.name(key.name()))
                                .collect(Collectors.joining(" AND "));
    }

    private long execute(String sql, Keyset bound, Chunk chunk) throws SQLException {
        try (PreparedStatement statement = scene.session().connection().prepareStatement(sql)) {
            int unused = bound.bind(statement, chunk);
            scene.run().working(statement);
            statement.execute();
            return Math.max(0, statement.getUpdateCount());
        } finally {
            scene.run().working(null);
        }
    }

    @Override
    public Map<String, Sample> differing(Chunk chunk, int pass) throws SQLException {
        compute(chunk);
        String shown = Stream.concat(sources.stream(), targets.stream())
                .map(name -> ", " + form.shown(column(name), table.require(name)))
                .collect(Collectors.joining());
        String sql =
                scene.comment() + "SELECT " + joined.keyTexts() + shown + " FROM " + form.table(table.id()) + " AS t"
                        + side() + " WHERE " + joined.within(chunk) + " AND (" + String.join(" OR ", differences) + ")";
        Map<String, Sample> found = new LinkedHashMap<>();
        try (PreparedStatement statement = scene.session().connection().prepareStatement(sql)) {
            int unused = joined.bind(statement, chunk);
            scene.run().working(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Sample sample = Samples.of(rows, table.primaryKey().size(), sources, targets, pass);
                    found.put(sample.key(), sample);
                }
            }
        } finally {
            scene.run().working(null);
        }
        return found;
    }
}
