package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.crossfade.migration.MigrationDefinition.Added;
import io.crossfade.migration.MigrationDefinition.Expression;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.MigrationDefinition.Retired;
import io.crossfade.migration.MigrationDefinition.Source;
import io.crossfade.migration.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file that describes a migration, in YAML or JSON: the shorthands {@code rename}, {@code change}, {@code split},
 * {@code merge} and {@code remove}, and the general form of {@code add} and {@code retire}, to which they compile. All of
 * them can stand in one file.
 */
public final class MigrationFile {

    private static final Set<String> KEYS = Set.of(
            "migration",
            "database",
            "schema",
            "table",
            "rename",
            "change",
            "split",
            "merge",
            "remove",
            "add",
            "retire",
            "lossy",
            "unaffected",
            "triggers");

    /** What the column that a change of type makes is called in the database until somebody renames it. */
    private static final String CHANGED = "_new";

    private MigrationFile() {}

    /**
     * Reads a migration from YAML.
     *
     * @param fileName for messages
     * @throws MigrationException with file, line and column of what can't be accepted
     */
    public static MigrationDefinition readYaml(String fileName, String text) {
        return read(Value.read(new YAMLFactory(), fileName, text));
    }

    /**
     * Reads a migration from JSON.
     *
     * @throws MigrationException with line and column of what can't be accepted
     */
    public static MigrationDefinition readJson(String what, String text) {
        return read(Value.read(new JsonFactory(), what, text));
    }

    private static MigrationDefinition read(Value value) {
        Fields file = value.asFields().allowOnly(KEYS);
        Columns columns = new Columns();
        file.optional("rename").ifPresent(columns::rename);
        file.optional("change").ifPresent(columns::change);
        file.optional("split").ifPresent(columns::split);
        file.optional("merge").ifPresent(columns::merge);
        file.optional("remove").ifPresent(columns::remove);
        file.optional("add").ifPresent(columns::add);
        file.optional("retire").ifPresent(columns::retire);
        columns.findRenames();
        try {
            return new MigrationDefinition(
                    file.required("migration").asText(),
                    file.required("database").asText(),
                    file.optional("schema").map(Value::asText),
                    file.required("table").asText(),
                    columns.renames,
                    columns.added,
                    columns.retired,
                    file.optional("lossy").map(Value::asBoolean).orElse(false),
                    file.optional("unaffected").map(Value::asList).orElse(List.of()).stream()
                            .map(Value::asText)
                            .toList(),
                    file.optional("triggers").map(Value::asBoolean).orElse(false));
        } catch (MigrationException e) {
            throw e.getMessage().startsWith(file.place().replaceFirst(",.*", "")) ? e : file.refused(e);
        }
    }

    /** The columns of one file, as far as they have been read. */
    private static final class Columns {

        private final List<RenamedColumn> renames = new ArrayList<>();
        private final List<Added> added = new ArrayList<>();
        private final List<Retired> retired = new ArrayList<>();

        void rename(Value value) {
            value.asFields().fields().forEach((source, target) -> rename(source, target.asText(), target));
        }

        private void rename(String source, String target, Value at) {
            try {
                renames.add(new RenamedColumn(source, target));
            } catch (MigrationException e) {
                throw e.getMessage().startsWith(at.place()) ? e : at.refused(e);
            }
        }

        void change(Value value) {
            value.asFields().fields().forEach((column, change) -> {
                Fields fields = change.asFields()
                        .allowOnly(Set.of("type", "collation", "to", "up", "down", "default", "nullable"));
                Optional<String> to = fields.optional("to").map(Value::asText);
                String physical = to.orElse(column + CHANGED);
                added.add(new Added(
                        physical,
                        to.orElse(column),
                        fields.required("type").asText(),
                        fields.optional("collation").map(Value::asText),
                        Optional.of(computedOrCast(fields, "up", column)),
                        fields.optional("default").map(Columns::expression),
                        fields.optional("nullable").map(Value::asBoolean),
                        fields.place()));
                retired.add(new Retired(column, computedOrCast(fields, "down", physical), fields.place()));
            });
        }

        void split(Value value) {
            value.asFields().fields().forEach((column, split) -> {
                Fields fields = split.asFields().allowOnly(Set.of("into", "down"));
                fields.required("into").asList().forEach(this::addOne);
                retired.add(new Retired(column, computed(fields.required("down")), fields.place()));
            });
        }

        void merge(Value value) {
            value.asFields().fields().forEach((column, merge) -> {
                Fields fields =
                        merge.asFields().allowOnly(Set.of("from", "type", "collation", "up", "default", "nullable"));
                fields.required("from").asFields().fields().forEach((source, down) -> {
                    retired.add(new Retired(source, computed(down), down.place()));
                });
                added.add(added(column, fields));
            });
        }

        void remove(Value value) {
            value.asFields().fields().forEach((column, down) -> {
                retired.add(new Retired(column, computed(down), down.place()));
            });
        }

        void add(Value value) {
            value.asList().forEach(this::addOne);
        }

        private void addOne(Value element) {
            Fields fields =
                    element.asFields().allowOnly(Set.of("column", "type", "collation", "up", "default", "nullable"));
            added.add(added(fields.required("column").asText(), fields));
        }

        private static Added added(String column, Fields fields) {
            return new Added(
                    column,
                    column,
                    fields.optional("type").map(Value::asText).orElse(""),
                    fields.optional("collation").map(Value::asText),
                    fields.optional("up").map(Columns::computed),
                    fields.optional("default").map(Columns::expression),
                    fields.optional("nullable").map(Value::asBoolean),
                    fields.place());
        }

        void retire(Value value) {
            for (Value element : value.asList()) {
                Fields fields = element.asFields().allowOnly(Set.of("column", "down"));
                retired.add(new Retired(
                        fields.required("column").asText(), computed(fields.required("down")), fields.place()));
            }
        }

        /** A column that takes another's values and gives them back as they are is a rename, and costs nothing. */
        void findRenames() {
            for (Added add : List.copyOf(added)) {
                Optional<Retired> original = retired.stream()
                        .filter(retire -> isColumn(add.up(), retire.column())
                                && isColumn(Optional.of(retire.down()), add.column()))
                        .findFirst();
                if (original.isPresent() && add.type().isEmpty()) {
                    renames.add(new RenamedColumn(original.get().column(), add.column()));
                    added.remove(add);
                    retired.remove(original.get());
                } else if (add.type().isEmpty()) {
                    throw new MigrationException(add.place() + ": key 'type' is missing; only a column that takes its"
                            + " values from a retired one as they are, and gives them back, keeps that one's type");
                }
            }
        }

        private static boolean isColumn(Optional<Source> source, String column) {
            return source.isPresent()
                    && source.get() instanceof Source.Computed computed
                    && computed.expression().text().equals(column);
        }

        private static Source computedOrCast(Fields fields, String key, String column) {
            return fields.optional(key)
                    .map(Columns::computed)
                    .orElseGet(() -> new Source.CastOf(column, fields.place()));
        }

        private static Source computed(Value value) {
            return new Source.Computed(expression(value));
        }

        private static Expression expression(Value value) {
            return new Expression(value.asText(), value.place());
        }
    }
}
