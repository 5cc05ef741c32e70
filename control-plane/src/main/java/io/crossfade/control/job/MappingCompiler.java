package io.crossfade.control.job;

import io.crossfade.control.job.Probe.Answer;
import io.crossfade.control.job.Probe.Shape;
import io.crossfade.control.job.SqlExpression.Complaint;
import io.crossfade.control.job.SqlExpression.Mention;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationDefinition.Added;
import io.crossfade.migration.MigrationDefinition.Expression;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.MigrationDefinition.Retired;
import io.crossfade.migration.MigrationDefinition.Source;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.RetiredColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes column mappings of a definition, with what its table and its database say; collects every reason not to. */
final class MappingCompiler {

    private final MigrationDefinition definition;
    private final TableFacts table;
    private final Set<String> leaving;
    private final SqlForm form;
    private final Probe probe;

    private final List<String> reasons = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final Map<String, ColumnFacts> retired = new LinkedHashMap<>();
    private final Map<String, ColumnFacts> added = new LinkedHashMap<>();
    private final Map<String, Set<String>> mentions = new LinkedHashMap<>();

    /** @param leaving columns that aren't counted, because the others are counted anew once these are dropped */
    MappingCompiler(MigrationDefinition definition, TableFacts table, Set<String> leaving, SqlForm form, Probe probe) {
        this.definition = definition;
        this.table = table;
        this.leaving = Set.copyOf(leaving);
        this.form = form;
        this.probe = probe;
    }

    /**
     * What became of a definition.
     *
     * @param mappings complete only if there are no reasons
     * @param added the added columns as the catalog will describe them, by name
     * @param obstacles why it can't be carried out, though it is understood
     */
    record Compiled(
            List<ColumnMapping> mappings,
            Map<String, ColumnFacts> added,
            List<String> obstacles,
            List<String> reasons) {}

    Compiled compile() throws SQLException {
        List<ColumnMapping> mappings = new ArrayList<>(renames());
        for (Retired column : definition.retired()) {
            existing(column.column(), column.place() + ": ").ifPresent(facts -> retired.put(facts.name(), facts));
        }
        for (Added column : definition.added()) {
            checkFree(column.column(), column.place() + ": ");
            Answer<ColumnFacts> answer = probe.add(column);
            answer.value().ifPresent(facts -> added.put(column.column(), facts));
            answer.complaint()
                    .ifPresent(complaint ->
                            reasons.add(column.place() + ": column '" + column.column() + "': " + complaint.message()));
        }
        for (String column : retired.keySet()) {
            probe.retire(column);
        }
        checkExpressions();
        if (reasons.isEmpty()) {
            mappings.addAll(conversions());
        }
        return new Compiled(mappings, added, obstacles, reasons);
    }

    private List<Rename> renames() {
        List<Rename> renames = new ArrayList<>();
        for (RenamedColumn renamed : definition.renames()) {
            existing(renamed.source(), "")
                    .ifPresent(source -> renames.add(new Rename(source.name(), renamed.target(), place(source))));
            checkFree(renamed.target(), "");
        }
        return renames;
    }

    private Optional<ColumnFacts> existing(String name, String place) {
        Optional<ColumnFacts> column = table.column(name);
        if (column.isEmpty()) {
            reasons.add(place + "table " + table.id() + " has no column '" + name + "'; it has "
                    + String.join(", ", near(name, names(table.columns()))));
        }
        return column;
    }

    private static List<String> near(String name, Collection<String> names) {
        return NearNames.of(name, names);
    }

    private static List<String> names(Collection<ColumnFacts> columns) {
        return columns.stream().map(ColumnFacts::name).toList();
    }

    private void checkFree(String target, String place) {
        table.column(target)
                .filter(column -> !Marker.marks(definition.name(), column.comment()))
                .ifPresent(column -> obstacles.add(place + "table " + table.id() + " already has a column '" + target
                        + "'; choose another name, or drop it if nobody uses it"));
        if (!form.fits(target)) {
            obstacles.add(place + "'" + target + "' is longer than " + form.longestName() + " of a name; shorten it");
        }
    }

    private void checkExpressions() throws SQLException {
        for (Added column : definition.added()) {
            Optional<ColumnFacts> facts = Optional.ofNullable(added.get(column.column()));
            if (column.up().isPresent()) {
                check("up", column.column(), column.up().get(), Shape.SOURCE, facts);
            }
            if (column.defaultValue().isPresent()) {
                checkDefault(column, column.defaultValue().get(), facts);
            }
        }
        for (Retired column : definition.retired()) {
            check(
                    "down",
                    column.column(),
                    column.down(),
                    Shape.TARGET,
                    Optional.ofNullable(retired.get(column.column())));
        }
    }

    private void check(String key, String column, Source source, Shape shape, Optional<ColumnFacts> type)
            throws SQLException {
        String text = text(source);
        String prefix = place(source) + ": '" + key + "' of column '" + column + "': ";
        SqlExpression expression = SqlExpression.read(form.dialect(), text);
        List<Complaint> complaints = new ArrayList<>(expression.complaints());
        if (complaints.isEmpty()) {
            expression.columns().forEach(mention -> resolve(mention, shape).ifPresent(complaints::add));
        }
        if (complaints.isEmpty() && type.isPresent()) {
            probe.computes(shape, text, type.get()).ifPresent(complaints::add);
        }
        if (complaints.isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            expression.columns().forEach(mention -> names.add(canonical(mention.name(), shape)));
            mentions.put(column, names);
        }
        complaints.forEach(complaint -> reasons.add(prefix + complaint.message() + complaint.at()));
    }

    private void checkDefault(Added column, Expression expression, Optional<ColumnFacts> facts) throws SQLException {
        String prefix = expression.place() + ": 'default' of column '" + column.column() + "': ";
        SqlExpression read = SqlExpression.read(form.dialect(), expression.text());
        List<Complaint> complaints = new ArrayList<>(read.complaints());
        read.columns().stream()
                .findFirst()
                .ifPresent(mention -> complaints.add(new Complaint(
                        "it mentions the column '" + mention.name() + "'; what follows from others belongs into 'up'",
                        mention.position())));
        if (complaints.isEmpty() && facts.isPresent()) {
            probe.defaults(expression.text(), facts.get()).ifPresent(complaints::add);
        }
        complaints.forEach(complaint -> reasons.add(prefix + complaint.message() + complaint.at()));
    }

    /** What is wrong with a column that an expression over a shape mentions. */
    private Optional<Complaint> resolve(Mention mention, Shape shape) {
        String name = mention.name();
        if (isAny(name, definition.renames().stream().map(RenamedColumn::source).toList())
                || isAny(
                        name,
                        definition.renames().stream().map(RenamedColumn::target).toList())) {
            return Optional.of(new Complaint(
                    "it mentions '" + name + "', which the same migration renames; do one after the other",
                    mention.position()));
        }
        boolean source = shape == Shape.SOURCE;
        if (isAny(name, source ? added.keySet() : retired.keySet())) {
            return Optional.of(new Complaint(
                    "it mentions '" + name + "', but "
                            + (source
                                    ? "'up' computes from columns of the source"
                                    : "'down' computes from columns of the target"),
                    mention.position()));
        }
        Collection<String> known = columnsOf(shape);
        return isAny(name, known)
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "there is no column '" + name + "'; there are " + String.join(", ", near(name, known)),
                        mention.position()));
    }

    private List<String> columnsOf(Shape shape) {
        List<String> columns = new ArrayList<>(names(table.columns()));
        columns.removeAll(added.keySet());
        if (shape == Shape.TARGET) {
            columns.removeAll(retired.keySet());
            columns.addAll(added.keySet());
        }
        return columns;
    }

    private String canonical(String name, Shape shape) {
        return columnsOf(shape).stream()
                .filter(column -> key(column).equals(key(name)))
                .findFirst()
                .orElse(name);
    }

    private boolean isAny(String name, Collection<String> names) {
        return names.stream().anyMatch(other -> key(other).equals(key(name)));
    }

    private String key(String name) {
        return form.dialect().columnKey(name);
    }

    private String text(Source source) {
        if (source instanceof Source.Computed computed) {
            return computed.expression().text();
        }
        return form.name(((Source.CastOf) source).column());
    }

    private static String place(Source source) {
        return source instanceof Source.Computed computed
                ? computed.expression().place()
                : ((Source.CastOf) source).place();
    }

    /** Columns that mention one another, directly or through others, make one mapping. */
    private List<Conversion> conversions() throws SQLException {
        List<Set<String>> groups = new ArrayList<>();
        for (String column : mentions(definition)) {
            Set<String> group = new LinkedHashSet<>(Set.of(column));
            mentions.getOrDefault(column, Set.of()).stream()
                    .filter(other -> retired.containsKey(other) || added.containsKey(other))
                    .forEach(group::add);
            List<Set<String>> touching = groups.stream()
                    .filter(other -> other.stream().anyMatch(group::contains))
                    .toList();
            touching.forEach(group::addAll);
            groups.removeAll(touching);
            groups.add(group);
        }
        List<Conversion> conversions = new ArrayList<>();
        for (Set<String> group : groups) {
            conversion(group).ifPresent(conversions::add);
        }
        return conversions;
    }

    private static List<String> mentions(MigrationDefinition definition) {
        List<String> columns = new ArrayList<>();
        definition.retired().forEach(column -> columns.add(column.column()));
        definition.added().forEach(column -> columns.add(column.column()));
        return columns;
    }

    private Optional<Conversion> conversion(Set<String> group) throws SQLException {
        List<Retired> sources = definition.retired().stream()
                .filter(column -> group.contains(column.column()))
                .toList();
        List<Added> targets = definition.added().stream()
                .filter(column -> group.contains(column.column()))
                .toList();
        Optional<ColumnFacts> replaced = sources.size() == 1 && targets.size() == 1
                ? Optional.ofNullable(retired.get(sources.get(0).column()))
                : Optional.empty();
        List<AddedColumn> columns = new ArrayList<>();
        for (Added column : targets) {
            try {
                columns.add(added(column, replaced));
            } catch (MigrationException e) {
                reasons.add(column.place() + ": " + e.getMessage());
            }
        }
        return columns.size() < targets.size()
                ? Optional.empty()
                : Optional.of(new Conversion(sources.stream().map(this::retired).toList(), columns));
    }

    private RetiredColumn retired(Retired column) {
        ColumnFacts facts = table.require(column.column());
        return new RetiredColumn(
                facts.name(),
                facts.type(),
                Optional.ofNullable(facts.collation()),
                text(column.down()),
                Optional.ofNullable(facts.defaultExpression()),
                !facts.notNull(),
                place(facts));
    }

    private int place(ColumnFacts column) {
        return column.number()
                - (int) table.columns().stream()
                        .filter(other -> other.number() < column.number() && leaving.contains(other.name()))
                        .count();
    }

    private AddedColumn added(Added column, Optional<ColumnFacts> replaced) throws SQLException {
        ColumnFacts facts = Optional.ofNullable(added.get(column.column())).orElseThrow();
        int behind = table.columns().stream()
                .filter(present -> !added.containsKey(present.name()))
                .mapToInt(ColumnFacts::number)
                .max()
                .orElse(0);
        return new AddedColumn(
                column.column(),
                column.name(),
                facts.type(),
                Optional.ofNullable(facts.collation()),
                column.up().map(this::text),
                defaultValue(column, facts, replaced),
                column.nullable().orElse(replaced.isEmpty() || !replaced.get().notNull()),
                replaced.map(this::place)
                        .orElse(behind + 1 + List.copyOf(added.keySet()).indexOf(column.column())));
    }

    /** A column that takes the place of one with a default has the same default, converted. */
    private Optional<String> defaultValue(Added column, ColumnFacts facts, Optional<ColumnFacts> replaced)
            throws SQLException {
        if (column.defaultValue().isPresent()) {
            return column.defaultValue().map(Expression::text);
        }
        Optional<String> given = replaced.flatMap(source -> Optional.ofNullable(source.defaultExpression()));
        if (given.isEmpty() || column.up().isEmpty()) {
            return Optional.empty();
        }
        if (column.up().get() instanceof Source.CastOf) {
            return Optional.of(form.castDefault(given.get(), facts));
        }
        Set<String> used = mentions.getOrDefault(column.column(), Set.of());
        Answer<String> converted = used.equals(Set.of(replaced.get().name()))
                ? probe.converted(text(column.up().get()), replaced.get(), facts)
                : Answer.complaint("'up' mentions other columns");
        converted
                .complaint()
                .ifPresent(complaint -> reasons.add(column.place() + ": column '" + column.column()
                        + "' takes the place of one with the default " + given.get()
                        + ", which can't be converted by itself (" + complaint.message() + "); add a key 'default'"));
        return converted.value().filter(value -> !value.equals("NULL"));
    }
}
