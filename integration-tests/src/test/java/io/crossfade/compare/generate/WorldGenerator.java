package io.crossfade.compare.generate;

import io.crossfade.compare.generate.Type.Kind;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Convert;
import io.crossfade.compare.generate.World.Move;
import io.crossfade.compare.generate.World.Reference;
import io.crossfade.compare.generate.World.Rename;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes worlds of two or three tables, of which one or two migrate. */
final class WorldGenerator {

    private static final List<String> TABLE_NAMES =
            List.of("users", "orders", "t", "Kunden", "order", "user data", "select", "größe", "A\"b`c");
    /** Few, so that tables share them, and a table has the name that another's column gets. */
    private static final List<String> COLUMN_NAMES = List.of(
            "name",
            "full_name",
            "a",
            "b",
            "status",
            "value",
            "user",
            "Name",
            "order",
            "x y",
            "größe",
            "q\"u`o",
            "key",
            "group",
            "label",
            "note",
            "amount",
            "from",
            "created_at",
            "n1",
            "n2",
            "n3");

    private static final List<Type> TYPES = List.of(
            Type.TEXT,
            Type.INTEGER,
            Type.VARCHAR,
            Type.DECIMAL,
            Type.BOOLEAN,
            Type.TIMESTAMP,
            Type.BIGINT,
            Type.CHAR,
            Type.DATE,
            Type.TIMESTAMPTZ,
            Type.SMALLINT,
            Type.UUID,
            Type.JSON);

    private final Choices choices;
    private final Product product;
    private final boolean withConversions;

    private WorldGenerator(Choices choices, Product product, boolean withConversions) {
        this.choices = choices;
        this.product = product;
        this.withConversions = withConversions;
    }

    static World world(Choices choices, Product product, boolean withConversions) {
        return new WorldGenerator(choices, product, withConversions).world();
    }

    private World world() {
        List<Table> tables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = 2 + choices.below(2);
        for (int i = 0; i < count; i++) {
            tables.add(table(unused(TABLE_NAMES, names)));
        }
        addReferences(tables);
        List<Move> moves = new ArrayList<>();
        int moving = 1 + choices.below(2);
        for (int i = 0; i < moving; i++) {
            int index = withConversions && i == 1 && choices.chance(35) && hasMore(tables.get(0), moves.get(0)) ? 0 : i;
            moves.add(move("move-" + i, tables, index, moves));
        }
        return new World(product, List.copyOf(tables), List.copyOf(moves));
    }

    /** @param before the migrations that there are already, maybe of the same table */
    private Move move(String name, List<Table> tables, int index, List<Move> before) {
        Table table = tables.get(index);
        Set<String> taken = new HashSet<>();
        Set<String> moved = new HashSet<>();
        before.stream().filter(other -> other.table().equals(table.name())).forEach(other -> {
            other.renames().forEach(rename -> {
                taken.add(rename.target());
                moved.add(rename.source());
            });
            other.conversions().forEach(conversion -> {
                conversion
                        .added()
                        .forEach(added -> taken.addAll(
                                List.of(added.physical(), added.column().name())));
                conversion.retired().forEach(retired -> moved.add(retired.column()));
            });
        });
        List<String> free = freeNames(table).stream()
                .filter(each -> taken.stream().noneMatch(each::equalsIgnoreCase))
                .toList();
        Converted converted = withConversions && choices.chance(70)
                ? Conversions.convert(choices, product, table, free)
                : new Converted(table, List.of());
        tables.set(index, converted.table());
        List<Rename> renames =
                converted.conversions().isEmpty() || choices.chance(40) ? renames(converted, free, moved) : List.of();
        return new Move(name, table.name(), renames, converted.conversions());
    }

    /** Whether another migration of the table finds a column to rename. */
    private static boolean hasMore(Table table, Move move) {
        int gone = move.renames().size()
                + move.conversions().stream()
                        .mapToInt(conversion -> conversion.retired().size())
                        .sum();
        return table.columns().size() - 1 > gone;
    }

    /** Each table that references others does so by a column of its own. */
    private void addReferences(List<Table> tables) {
        for (int i = 1; withConversions && i < tables.size(); i++) {
            if (!choices.chance(45)) {
                continue;
            }
            Table table = tables.get(i);
            Table other = tables.get(choices.below(i));
            Column column = new Column(
                    choices.of(freeNames(table)),
                    other.column(other.key()).type(),
                    true,
                    false,
                    null,
                    Domain.REFERENCE);
            List<Column> columns = new ArrayList<>(table.columns());
            columns.add(column);
            List<List<String>> rows = new ArrayList<>();
            for (List<String> row : table.rows()) {
                List<String> longer = new ArrayList<>(row);
                longer.add(choices.chance(25) ? "NULL" : column.domain().literal(choices, column.type()));
                rows.add(List.copyOf(longer));
            }
            tables.set(
                    i,
                    new Table(
                            table.name(),
                            List.copyOf(columns),
                            table.key(),
                            table.unique(),
                            List.copyOf(rows),
                            List.of(new Reference(column.name(), other.name(), action()))));
        }
    }

    /**
     * MySQL does what it says row by row, so that a DELETE whose condition reads the other table finds it changed, or not, by how
     * it is run.
     */
    private String action() {
        return product == Product.POSTGRESQL ? choices.of("", " ON DELETE CASCADE", " ON DELETE SET NULL") : "";
    }

    /** A table that got columns of a conversion's domain, and the conversions. */
    record Converted(Table table, List<Convert> conversions) {}

    private Table table(String name) {
        Set<String> names = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        Column key = key(names);
        columns.add(key);
        int count = 2 + choices.below(4);
        for (int i = 0; i < count; i++) {
            columns.add(column(names));
        }
        if (choices.chance(20)) {
            columns.add(columns.remove(0));
        }
        List<String> unique = new ArrayList<>();
        if (choices.chance(40)) {
            columns.stream()
                    .filter(column -> column.type() == Type.VARCHAR || column.type() == Type.INTEGER)
                    .filter(column -> column != key && column.defaultValue() == null)
                    .findFirst()
                    .ifPresent(column -> unique.add(column.name()));
        }
        return new Table(name, List.copyOf(columns), key.name(), List.copyOf(unique), rows(columns, key, unique));
    }

    private Column key(Set<String> names) {
        String name = choices.chance(20) ? unused(COLUMN_NAMES, names) : "id";
        names.add(name.toLowerCase(Locale.ROOT));
        return choices.chance(30)
                ? new Column(name, Type.INTEGER, false, false, null, Domain.ANY)
                : new Column(name, Type.BIGINT, false, true, null, Domain.ANY);
    }

    private Column column(Set<String> names) {
        Type type = choices.of(TYPES);
        boolean nullable = !choices.chance(35);
        String defaultValue = null;
        if (choices.chance(35)) {
            defaultValue = choices.chance(15) && type == Type.INTEGER && product == Product.POSTGRESQL
                    ? "nextval('ticket')"
                    : type.literal(Choices.replay(List.of(choices.below(2))));
        }
        return new Column(unused(COLUMN_NAMES, names), type, nullable, false, plain(defaultValue), Domain.ANY);
    }

    /**
     * As it can stand in a table's definition: a sequence would be in a schema that the world doesn't know, and MySQL takes
     * no typed literals there.
     */
    private @Nullable String plain(@Nullable String defaultValue) {
        if (defaultValue == null) {
            return null;
        }
        return product == Product.POSTGRESQL
                ? defaultValue.replaceFirst("^nextval.*", "(random() * 0)::integer")
                : defaultValue.replaceFirst("^(DATE|TIMESTAMP) ", "");
    }

    private List<List<String>> rows(List<Column> columns, Column key, List<String> unique) {
        List<List<String>> rows = new ArrayList<>();
        int count = 3 + choices.below(4);
        for (int i = 1; i <= count; i++) {
            List<String> row = new ArrayList<>();
            for (Column column : columns) {
                row.add(column == key ? Integer.toString(i) : value(column, unique.contains(column.name()), i));
            }
            rows.add(List.copyOf(row));
        }
        return List.copyOf(rows);
    }

    private String value(Column column, boolean unique, int number) {
        if (column.nullable() && choices.chance(25)) {
            return "NULL";
        }
        if (unique) {
            return column.type().kind() == Kind.NUMBER ? Integer.toString(number * 10) : "'u" + number + "'";
        }
        return column.domain().literal(choices, column.type());
    }

    private List<Rename> renames(Converted converted, List<String> names, Set<String> moved) {
        Table table = converted.table();
        List<String> converting = converted.conversions().stream()
                .flatMap(conversion -> conversion.retired().stream())
                .map(World.Retired::column)
                .toList();
        List<String> free = new ArrayList<>(names);
        table.columns().forEach(column -> free.removeIf(column.name()::equalsIgnoreCase));
        converted.conversions().stream()
                .flatMap(conversion -> conversion.added().stream())
                .forEach(added -> free.removeIf(added.physical()::equalsIgnoreCase));
        List<Rename> renames = new ArrayList<>();
        for (Column column : choices.someOf(table.columns())) {
            if (renames.size() < 2
                    && !column.name().equals(table.key())
                    && !converting.contains(column.name())
                    && !moved.contains(column.name())
                    && !mentioned(column.name(), converted)) {
                String target = choices.of(free);
                free.removeIf(target::equalsIgnoreCase);
                renames.add(new Rename(column.name(), target));
            }
        }
        if (renames.isEmpty() && converted.conversions().isEmpty()) {
            Column last = table.columns().stream()
                    .filter(column -> !column.name().equals(table.key()) && !moved.contains(column.name()))
                    .findFirst()
                    .orElseThrow();
            renames.add(new Rename(last.name(), choices.of(free)));
        }
        return List.copyOf(renames);
    }

    private static boolean mentioned(String column, Converted converted) {
        return converted.conversions().stream()
                .anyMatch(conversion -> conversion.added().stream()
                                .anyMatch(added ->
                                        added.up() != null && added.up().contains(column))
                        || conversion.retired().stream()
                                .anyMatch(retired -> retired.down().contains(column)));
    }

    /** Names that no column of the table has. */
    private static List<String> freeNames(Table table) {
        Set<String> taken = new HashSet<>();
        table.columns().forEach(column -> taken.add(column.name().toLowerCase(Locale.ROOT)));
        return COLUMN_NAMES.stream()
                .filter(name -> !taken.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private String unused(List<String> names, Set<String> taken) {
        List<String> free = names.stream()
                .filter(name -> !taken.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        String name = choices.of(free);
        taken.add(name.toLowerCase(Locale.ROOT));
        return name;
    }
}
