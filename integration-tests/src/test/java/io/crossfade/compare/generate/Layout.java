package io.crossfade.compare.generate;

import io.crossfade.compare.generate.Stage.Look;
import io.crossfade.compare.generate.World.Added;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Convert;
import io.crossfade.compare.generate.World.Move;
import io.crossfade.compare.generate.World.Reference;
import io.crossfade.compare.generate.World.Rename;
import io.crossfade.compare.generate.World.Retired;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.CopyName;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A world's tables in one schema, as they are on a plain database or in one stage of each migration. */
final class Layout {

    /** Numbers that the database gives begin here, far from those in rows and statements. */
    static final int FIRST_NUMBER = 1_000_000;

    /** More than a table is given in one world. */
    private static final int NUMBERS = 30_000;

    private final World world;
    private final Product product;
    private final String schema;
    private final List<Stage> stages;
    private final boolean plainTarget;

    private Layout(World world, String schema, List<Stage> stages, boolean plainTarget) {
        this.world = world;
        this.product = world.product();
        this.schema = schema;
        this.stages = stages;
        this.plainTarget = plainTarget;
    }

    /** A plain database in the shape of the source. */
    static Layout plainSource(World world, String schema) {
        return new Layout(world, schema, List.of(), false);
    }

    /** A plain database in the shape of the target. */
    static Layout plainTarget(World world, String schema) {
        return new Layout(world, schema, List.of(), true);
    }

    /** @param stages one for each migration */
    static Layout staged(World world, String schema, List<Stage> stages) {
        return new Layout(world, schema, List.copyOf(stages), false);
    }

    String schema() {
        return schema;
    }

    List<Stage> stages() {
        return stages;
    }

    @Override
    public String toString() {
        return stages.isEmpty()
                ? plainTarget ? "plain target" : "plain source"
                : stages.stream().distinct().count() == 1 ? stages.get(0).name() : stages.toString();
    }

    /** What makes the tables, statement by statement, in a schema that isn't there yet. */
    List<String> creation() {
        List<String> sql = new ArrayList<>();
        sql.add((product == Product.POSTGRESQL ? "CREATE SCHEMA " : "CREATE DATABASE ") + product.quote(schema));
        if (product == Product.POSTGRESQL) {
            sql.add("CREATE SEQUENCE " + product.quote(schema) + ".ticket");
        }
        for (Table table : world.tables()) {
            create(table, sql);
        }
        if (plainTarget) {
            world.tables().stream()
                    .filter(table ->
                            world.moves().stream().anyMatch(move -> move.table().equals(table.name())))
                    .forEach(table -> recreate(table, sql));
        }
        for (int i = 0; i < stages.size(); i++) {
            Move move = world.moves().get(i);
            if (stages.get(i).look().hasTarget()) {
                move(move, stages.get(i), sql);
            }
        }
        world.tables().forEach(table -> addForeignKeys(table, sql));
        return sql;
    }

    /** Apart from those of other tables, whose order is compared, too. */
    private int firstNumber(Table table) {
        for (int i = 0; i < world.tables().size(); i++) {
            if (world.tables().get(i).name().equals(table.name())) {
                return FIRST_NUMBER + NUMBERS * i;
            }
        }
        return FIRST_NUMBER;
    }

    private void create(Table table, List<String> sql) {
        List<String> parts = new ArrayList<>();
        table.columns().forEach(column -> parts.add(definition(column)));
        parts.add("CONSTRAINT " + product.quote(table.name() + "_pkey") + " PRIMARY KEY (" + product.quote(table.key())
                + ")");
        table.unique()
                .forEach(column ->
                        parts.add("CONSTRAINT " + product.quote(uniqueName(table.name(), sourceOf(table, column)))
                                + " UNIQUE (" + product.quote(column) + ")"));
        sql.add("CREATE TABLE " + qualified(table.name()) + " (" + String.join(", ", parts) + ")"
                + (product == Product.POSTGRESQL ? "" : " AUTO_INCREMENT = " + firstNumber(table)));
        if (!table.rows().isEmpty()) {
            sql.add("INSERT INTO " + qualified(table.name()) + " VALUES "
                    + table.rows().stream()
                            .map(row -> "(" + String.join(", ", row) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private String definition(Column column) {
        return product.quote(column.name()) + " " + type(column)
                + (column.nullable() ? "" : " NOT NULL")
                + (column.defaultValue() == null ? "" : " DEFAULT " + column.defaultValue());
    }

    private String type(Column column) {
        if (!column.identity()) {
            return column.type().sql(product);
        }
        return product == Product.POSTGRESQL
                ? "bigint GENERATED BY DEFAULT AS IDENTITY (START WITH " + FIRST_NUMBER + ")"
                : "bigint AUTO_INCREMENT";
    }

    /** In whichever shape a table is: constraints keep their names. */
    private String sourceOf(Table table, String column) {
        return movesOf(table).stream()
                .flatMap(move -> move.renames().stream())
                .filter(rename -> rename.target().equals(column))
                .map(Rename::source)
                .findFirst()
                .orElse(column);
    }

    /** The name of the unique constraint on a column of the source. */
    static String uniqueName(String table, String column) {
        return ("uq_" + table + "_" + column).replaceAll("[^a-zA-Z0-9_]", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** The plain target: a converted column can't be put in its place but by making the table anew. */
    private void recreate(Table table, List<String> sql) {
        Table target = world.targetTables().stream()
                .filter(each -> each.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
        String old = table.name() + " old";
        sql.add("ALTER TABLE " + qualified(table.name()) + " RENAME TO "
                + (product == Product.POSTGRESQL ? product.quote(old) : qualified(old)));
        if (product == Product.POSTGRESQL) {
            sql.add("ALTER TABLE " + qualified(old) + " DROP CONSTRAINT " + product.quote(table.name() + "_pkey"));
            table.unique()
                    .forEach(column -> sql.add("ALTER TABLE " + qualified(old) + " DROP CONSTRAINT "
                            + product.quote(uniqueName(table.name(), column))));
        }
        create(new Table(target.name(), target.columns(), target.key(), target.unique(), List.of()), sql);
        List<String> values =
                target.columns().stream().map(column -> initial(table, column)).toList();
        sql.add("INSERT INTO " + qualified(table.name()) + " SELECT " + String.join(", ", values) + " FROM "
                + qualified(old));
        sql.add("DROP TABLE " + qualified(old));
    }

    /** What a column of the target holds in rows of the source. */
    private String initial(Table table, Column column) {
        for (Move move : movesOf(table)) {
            for (Rename rename : move.renames()) {
                if (rename.target().equals(column.name())) {
                    return product.quote(rename.source());
                }
            }
            for (Convert conversion : move.conversions()) {
                for (Added added : conversion.added()) {
                    if (added.column().name().equals(column.name())) {
                        return added.up() == null ? added.column().defaultValue() : cast(added.up(), column);
                    }
                }
            }
        }
        return product.quote(column.name());
    }

    private List<Move> movesOf(Table table) {
        return world.moves().stream()
                .filter(move -> move.table().equals(table.name()))
                .toList();
    }

    /** Of a renamed column both have one, as long as there are both. */
    private void addForeignKeys(Table table, List<String> sql) {
        for (Reference reference : table.references()) {
            String original = ("fk_" + uniqueName(table.name(), reference.column())).replace("_uq_", "_");
            Optional<String> target = target(table, reference.column());
            Optional<Look> look = look(table, reference.column());
            if (plainTarget) {
                sql.add(foreignKey(table, original, target.orElse(reference.column()), reference));
                continue;
            }
            if (look.filter(Look.DROPPED::equals).isEmpty()) {
                sql.add(foreignKey(table, original, reference.column(), reference));
            }
            if (target.isPresent() && look.filter(Look::hasTarget).isPresent()) {
                String name = look.get() == Look.DROPPED ? original : CopyName.of(original);
                sql.add(foreignKey(table, name, target.get(), reference));
            }
        }
    }

    private String foreignKey(Table table, String name, String column, Reference reference) {
        return "ALTER TABLE " + qualified(table.name()) + " ADD CONSTRAINT " + product.quote(name) + " FOREIGN KEY ("
                + product.quote(column) + ") REFERENCES " + qualified(reference.table()) + " ("
                + product.quote(world.table(reference.table()).key()) + ")" + reference.action();
    }

    /** What a column is renamed to, if it is. */
    private Optional<String> target(Table table, String column) {
        return movesOf(table).stream()
                .flatMap(move -> move.renames().stream())
                .filter(rename -> rename.source().equals(column))
                .map(Rename::target)
                .findFirst();
    }

    /** How far a column's renaming is; empty if it isn't renamed, or if this layout has no stages. */
    private Optional<Look> look(Table table, String column) {
        for (int i = 0; i < stages.size(); i++) {
            Move move = world.moves().get(i);
            if (move.table().equals(table.name())
                    && move.renames().stream()
                            .anyMatch(rename -> rename.source().equals(column))) {
                return Optional.of(stages.get(i).look());
            }
        }
        return Optional.empty();
    }

    private String cast(String expression, Column column) {
        return "CAST(" + expression + " AS "
                + (product == Product.POSTGRESQL
                        ? column.type().sql(product)
                        : column.type().castable(product)) + ")";
    }

    private void move(Move move, Stage stage, List<String> sql) {
        Look look = stage.look();
        Table table = world.table(move.table());
        String name = qualified(table.name());
        for (Pair pair : pairs(move, table)) {
            String target = product.quote(pair.target());
            String defaultValue = pair.definition().defaultValue();
            sql.add("ALTER TABLE " + name + " ADD COLUMN " + target + " "
                    + pair.definition().type().sql(product) + (product == Product.POSTGRESQL ? "" : " NULL")
                    + (pair.up() == null && defaultValue != null ? " DEFAULT " + defaultValue : ""));
            if (pair.up() == null) {
                continue;
            }
            if (defaultValue != null) {
                sql.add("ALTER TABLE " + name + " ALTER COLUMN " + target + " SET DEFAULT " + defaultValue);
            }
            if (look != Look.ADDED) {
                sql.add("UPDATE " + name + " SET " + target + " = " + pair.up()
                        + (look == Look.HALF_FILLED ? " WHERE " + everySecond(table) : ""));
            }
        }
        if (look.isPrepared()) {
            prepare(move, table, look, sql);
        }
        List<String> gone = sources(move);
        if (look == Look.STALE_SOURCE) {
            gone.forEach(column -> sql.add("UPDATE " + name + " SET " + product.quote(column) + " = NULL"));
        }
        if (look == Look.DROPPED) {
            gone.forEach(column -> sql.add("ALTER TABLE " + name + " DROP COLUMN " + product.quote(column)
                    + (product == Product.POSTGRESQL ? " CASCADE" : "")));
            restoreConstraintNames(move, table, sql);
        }
    }

    private String everySecond(Table table) {
        return product == Product.POSTGRESQL
                ? "hashtext(" + product.quote(table.key()) + "::text) % 2 = 0"
                : "crc32(" + product.quote(table.key()) + ") % 2 = 0";
    }

    private void prepare(Move move, Table table, Look look, List<String> sql) {
        String name = qualified(table.name());
        for (Rename rename : move.renames()) {
            if (table.unique().contains(rename.source())) {
                sql.add("ALTER TABLE " + name + " ADD CONSTRAINT "
                        + product.quote(CopyName.of(uniqueName(table.name(), rename.source()))) + " UNIQUE ("
                        + product.quote(rename.target()) + ")");
            }
        }
        for (Pair pair : pairs(move, table)) {
            if (!pair.definition().nullable()) {
                sql.add(nullability(name, pair.target(), pair.definition(), false));
            }
        }
        for (String source : sources(move)) {
            if (!table.column(source).nullable()) {
                sql.add(nullability(name, source, table.column(source), true));
            }
        }
    }

    private String nullability(String table, String column, Column definition, boolean nullable) {
        if (product == Product.POSTGRESQL) {
            return "ALTER TABLE " + table + " ALTER COLUMN " + product.quote(column)
                    + (nullable ? " DROP NOT NULL" : " SET NOT NULL");
        }
        return "ALTER TABLE " + table + " MODIFY " + product.quote(column) + " " + type(definition)
                + (nullable ? " NULL" : " NOT NULL")
                + (definition.defaultValue() == null ? "" : " DEFAULT " + definition.defaultValue());
    }

    private void restoreConstraintNames(Move move, Table table, List<String> sql) {
        for (Rename rename : move.renames()) {
            if (table.unique().contains(rename.source())) {
                String original = uniqueName(table.name(), rename.source());
                sql.add("ALTER TABLE " + qualified(table.name())
                        + (product == Product.POSTGRESQL ? " RENAME CONSTRAINT " : " RENAME INDEX ")
                        + product.quote(CopyName.of(original)) + " TO " + product.quote(original));
            }
        }
    }

    /** A column that the target adds, and how it is computed; null if by its default only. */
    private record Pair(
            String target, Column definition, @Nullable String up, List<String> sources, boolean isIndependent) {}

    private List<Pair> pairs(Move move, Table table) {
        List<Pair> pairs = new ArrayList<>();
        for (Rename rename : move.renames()) {
            pairs.add(new Pair(
                    rename.target(),
                    table.column(rename.source()),
                    product.quote(rename.source()),
                    List.of(rename.source()),
                    false));
        }
        for (Convert conversion : move.conversions()) {
            List<String> retired =
                    conversion.retired().stream().map(Retired::column).toList();
            for (Added added : conversion.added()) {
                pairs.add(new Pair(
                        added.physical(),
                        added.column(),
                        added.up() == null ? null : cast(added.up(), added.column()),
                        retired,
                        conversion.isIndependent()));
            }
        }
        return pairs;
    }

    private static List<String> sources(Move move) {
        List<String> sources = new ArrayList<>();
        move.renames().forEach(rename -> sources.add(rename.source()));
        move.conversions()
                .forEach(conversion -> conversion.retired().forEach(retired -> sources.add(retired.column())));
        return sources;
    }

    private String qualified(String table) {
        return product.quote(schema) + "." + product.quote(table);
    }

    /** The migrations, each in its stage. */
    Snapshot snapshot() {
        List<Migration> migrations = new ArrayList<>();
        List<Move> before = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Move move = world.moves().get(i);
            migrations.add(new Migration(
                    move.name(),
                    new TableId(schema, move.table()),
                    mappings(move, before),
                    stages.get(i).phase(),
                    stages.get(i).targetPercent()));
            before.add(move);
        }
        return new Snapshot("generated", 1, migrations);
    }

    /** @param before the migrations that began earlier */
    private List<ColumnMapping> mappings(Move move, List<Move> before) {
        Table table = world.table(move.table());
        List<ColumnMapping> mappings = new ArrayList<>();
        for (Rename rename : move.renames()) {
            mappings.add(new ColumnMapping.Rename(
                    rename.source(), rename.target(), ordinal(table, rename.source(), before)));
        }
        int next = table.columns().size() + 1;
        for (Move each : movesOf(table)) {
            next += each.renames().size();
            next += before.contains(each) ? addedBy(each) : 0;
        }
        for (Convert conversion : move.conversions()) {
            List<RetiredColumn> retired = new ArrayList<>();
            for (Retired column : conversion.retired()) {
                Column definition = table.column(column.column());
                retired.add(new RetiredColumn(
                        column.column(),
                        definition.type().sql(product),
                        Optional.empty(),
                        column.down(),
                        Optional.ofNullable(definition.defaultValue()),
                        definition.nullable(),
                        ordinal(table, column.column(), before)));
            }
            boolean inPlace =
                    conversion.retired().size() == 1 && conversion.added().size() == 1;
            List<AddedColumn> added = new ArrayList<>();
            for (Added column : conversion.added()) {
                added.add(new AddedColumn(
                        column.physical(),
                        column.column().name(),
                        column.column().type().sql(product),
                        Optional.empty(),
                        Optional.ofNullable(column.up()),
                        Optional.ofNullable(column.column().defaultValue()),
                        column.column().nullable(),
                        inPlace ? ordinal(table, retired.get(0).column(), before) : next++));
            }
            mappings.add(new ColumnMapping.Conversion(retired, added));
        }
        return mappings;
    }

    private static int addedBy(Move move) {
        return move.conversions().stream()
                .mapToInt(conversion -> conversion.added().size())
                .sum();
    }

    /** As the control plane counts: where numbers change as columns are dropped, without those that go earlier. */
    private int ordinal(Table table, String column, List<Move> before) {
        int place = table.columns().indexOf(table.column(column));
        if (product == Product.POSTGRESQL) {
            return place + 1;
        }
        List<String> leaving = before.stream()
                .filter(move -> move.table().equals(table.name()))
                .flatMap(move -> sources(move).stream())
                .toList();
        return 1
                + (int) table.columns().subList(0, place).stream()
                        .filter(each -> !leaving.contains(each.name()))
                        .count();
    }

    List<String> tables() {
        return world.tables().stream().map(Table::name).toList();
    }

    /** All columns that a shape has, as table and column. */
    List<String> columns(boolean ofTarget) {
        return world.shape(ofTarget).stream()
                .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column.name()))
                .sorted()
                .toList();
    }

    /** A query for every row of every table, as it is in a shape, in one column of text. */
    String rowsQuery(boolean ofTarget) {
        List<String> parts = new ArrayList<>();
        for (Table table : world.shape(ofTarget)) {
            List<String> values = table.columns().stream()
                    .map(column -> value(table, column, ofTarget))
                    .toList();
            parts.add("SELECT " + line(table.name(), values) + " AS line FROM " + qualified(table.name()));
        }
        if (product == Product.POSTGRESQL) {
            parts.add("SELECT 'ticket ' || last_value FROM " + product.quote(schema) + ".ticket");
        }
        return String.join(" UNION ALL ", parts);
    }

    private String line(String label, List<String> values) {
        if (product == Product.POSTGRESQL) {
            return literal(label + " ") + " || ROW(" + String.join(", ", values) + ")::text";
        }
        return "CONCAT_WS('|', " + literal(label) + ", "
                + values.stream()
                        .map(value -> "COALESCE(QUOTE(CAST(" + value + " AS CHAR)), 'NULL')")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What the database has for a column of a shape: the side that is read tells. */
    private String value(Table table, Column column, boolean ofTarget) {
        for (int i = 0; i < stages.size(); i++) {
            Move move = world.moves().get(i);
            if (!move.table().equals(table.name())) {
                continue;
            }
            Stage stage = stages.get(i);
            boolean readsTarget = stage.readsTarget();
            for (Rename rename : move.renames()) {
                if (column.name().equals(ofTarget ? rename.target() : rename.source())) {
                    return product.quote(readsTarget ? rename.target() : rename.source());
                }
            }
            for (Convert conversion : move.conversions()) {
                Optional<String> value =
                        ofTarget ? added(conversion, column, stage) : retired(conversion, column, stage);
                if (value.isPresent()) {
                    return value.get();
                }
            }
        }
        return product.quote(column.name());
    }

    private Optional<String> added(Convert conversion, Column column, Stage stage) {
        return conversion.added().stream()
                .filter(added -> added.column().name().equals(column.name()))
                .map(added -> added(conversion, added, stage))
                .findFirst();
    }

    private String added(Convert conversion, Added added, Stage stage) {
        String stored = product.quote(added.physical());
        if (stage.readsTarget()) {
            return stored;
        }
        String computed = added.up() == null ? added.column().defaultValue() : cast(added.up(), added.column());
        if (!conversion.isIndependent() || stage.phase() == Phase.EXPAND) {
            return computed;
        }
        return added.up() == null ? stored : "COALESCE(" + stored + ", " + computed + ")";
    }

    private Optional<String> retired(Convert conversion, Column column, Stage stage) {
        return conversion.retired().stream()
                .filter(retired -> retired.column().equals(column.name()))
                .map(retired -> {
                    boolean keeps = conversion.isIndependent() ? stage.writesSource() : !stage.readsTarget();
                    return keeps ? product.quote(retired.column()) : cast(retired.down(), column);
                })
                .findFirst();
    }

    /** A query for rows whose target isn't what {@code up} makes of the source; empty if no stage writes both. */
    Optional<String> apartQuery() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (!stages.get(i).writesBoth()) {
                continue;
            }
            Move move = world.moves().get(i);
            Table table = world.table(move.table());
            for (Pair pair : pairs(move, table)) {
                if (pair.isIndependent()) {
                    continue;
                }
                List<String> shown = new ArrayList<>(List.of(product.quote(table.key())));
                pair.sources().forEach(source -> shown.add(product.quote(source)));
                String target = product.quote(pair.target());
                parts.add("SELECT " + line(table.name() + "." + pair.target(), shown) + " AS line FROM "
                        + qualified(table.name()) + " WHERE "
                        + (product == Product.POSTGRESQL
                                ? target + " IS DISTINCT FROM " + pair.up()
                                : "NOT (" + target + " <=> " + pair.up() + ")"));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ALL ", parts));
    }

    /**
     * Whether rows are there that lack what the phase writes, or what columns that it doesn't write have by default: the
     * first write of such a row changes it, whatever it says.
     */
    boolean isFilling() {
        return stages.stream()
                .map(Stage::look)
                .anyMatch(look -> look == Look.ADDED || look == Look.HALF_FILLED || look == Look.STALE_SOURCE);
    }

    /** Sets the sequences back; empty where numbers that are given can't be taken back cheaply. */
    Optional<String> restart() {
        if (product != Product.POSTGRESQL) {
            return Optional.empty();
        }
        StringBuilder sql =
                new StringBuilder("SELECT setval(" + literal(product.quote(schema) + ".ticket") + ", 1000)");
        for (Table table : world.tables()) {
            for (Column column : table.columns()) {
                if (column.identity()) {
                    sql.append(" + setval(pg_get_serial_sequence(")
                            .append(literal(qualified(table.name())))
                            .append(", ")
                            .append(literal(column.name()))
                            .append("), ")
                            .append(FIRST_NUMBER)
                            .append(")");
                }
            }
        }
        return Optional.of(sql.toString());
    }
}
