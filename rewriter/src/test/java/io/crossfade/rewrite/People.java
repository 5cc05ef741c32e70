package io.crossfade.rewrite;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Generation;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The database of the examples with conversions: a split, a change of type, a column that goes and one that comes. */
final class People {

    static final String MIGRATION = "people-names";

    private People() {}

    static Planner planner(Dialect dialect, Phase phase, boolean adopted) {
        return planner(dialect, phase, adopted, "price");
    }

    /** @param price how the migration spells that column */
    static Planner planner(Dialect dialect, Phase phase, boolean adopted, String price) {
        String schema = dialect.isMySql() ? "shop" : "public";
        Migration migration = new Migration(
                MIGRATION,
                new TableId(schema, "people"),
                List.of(split(dialect), retyped(dialect, price), removed(), added()),
                phase,
                phase.readsByPercentage() ? 100 : 0);
        Map<String, Relation> relations = Map.of(
                "people",
                people(schema, phase),
                "orders",
                new Relation(
                        schema,
                        "orders",
                        List.of(
                                new Column("id", "bigint", 1),
                                new Column("person_id", "bigint", 2),
                                new Column("full_name", "text", 3),
                                new Column("price", "text", 4)),
                        Map.of()));
        return new Planner(
                dialect,
                new Snapshot("shop", 1, List.of(migration)),
                (inSchema, name) ->
                        inSchema.equals(schema) ? Optional.ofNullable(relations.get(name)) : Optional.empty(),
                adopted ? Set.of(MIGRATION) : Set.of(),
                List.of(schema),
                0);
    }

    /** The planner of a table {@code notes}, of whose two columns one goes. */
    static Planner removing(Dialect dialect, Phase phase) {
        String schema = dialect.isMySql() ? "shop" : "public";
        Migration migration = new Migration(MIGRATION, new TableId(schema, "notes"), List.of(removed()), phase, 0);
        Relation notes = new Relation(
                schema, "notes", List.of(new Column("id", "bigint", 1), new Column("note", "varchar", 5)), Map.of());
        return new Planner(
                dialect,
                new Snapshot("shop", 1, List.of(migration)),
                (inSchema, name) -> name.equals("notes") ? Optional.of(notes) : Optional.empty(),
                Set.of(),
                List.of(schema),
                0);
    }

    private static Conversion split(Dialect dialect) {
        boolean mySql = dialect.isMySql();
        return new Conversion(
                List.of(new RetiredColumn(
                        "full_name",
                        "varchar(100)",
                        Optional.empty(),
                        mySql ? "concat(first_name, ' ', last_name)" : "first_name || ' ' || last_name",
                        Optional.of("'nobody'"),
                        true,
                        2)),
                List.of(
                        part(
                                "first_name",
                                mySql ? "substring_index(full_name, ' ', 1)" : "split_part(full_name, ' ', 1)",
                                6),
                        part(
                                "last_name",
                                mySql ? "substring_index(full_name, ' ', -1)" : "split_part(full_name, ' ', 2)",
                                7)));
    }

    private static AddedColumn part(String name, String up, int ordinal) {
        return new AddedColumn(
                name, name, "varchar(50)", Optional.empty(), Optional.of(up), Optional.empty(), true, ordinal);
    }

    private static Conversion retyped(Dialect dialect, String price) {
        String type = dialect.isMySql() ? "decimal(10,2)" : "numeric(10,2)";
        return new Conversion(
                List.of(new RetiredColumn(
                        price,
                        "varchar(20)",
                        Optional.empty(),
                        dialect.isMySql() ? "CAST(price_new AS char(20))" : "CAST(price_new AS varchar(20))",
                        Optional.empty(),
                        true,
                        3)),
                List.of(new AddedColumn(
                        "price_new",
                        "price",
                        type,
                        Optional.empty(),
                        Optional.of("CAST(" + price + " AS " + type + ")"),
                        Optional.empty(),
                        true,
                        3)));
    }

    private static Conversion removed() {
        return new Conversion(
                List.of(new RetiredColumn(
                        "note", "varchar(30)", Optional.empty(), "'none'", Optional.empty(), true, 5)),
                List.of());
    }

    private static Conversion added() {
        return new Conversion(
                List.of(),
                List.of(new AddedColumn(
                        "status",
                        "status",
                        "integer",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("1"),
                        false,
                        8)));
    }

    private static Relation people(String schema, Phase phase) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("id", "bigint", 1, "bigint", Optional.empty(), Optional.empty(), false, Generation.NONE),
                new Column("email", "text", 4),
                new Column("first_name", "varchar", 6),
                new Column("last_name", "varchar", 7),
                new Column("price_new", "numeric", 9),
                new Column("status", "integer", 8)));
        if (phase != Phase.COMPLETE) {
            columns.add(new Column("full_name", "varchar", 2));
            columns.add(new Column("price", "varchar", 3));
            columns.add(new Column("note", "varchar", 5));
        }
        columns.sort(Comparator.comparingInt(Column::ordinal));
        return new Relation(
                schema, "people", columns, Map.of("people_pkey", List.of("id"), "people_price_key", List.of("price")));
    }
}
