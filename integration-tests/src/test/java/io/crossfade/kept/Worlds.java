package io.crossfade.kept;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Relation;
import io.crossfade.rewrite.Planner;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Migrations of a table {@code people} whose rows are exactly as good in one shape as in the other. */
enum Worlds {
    /** One text into two; the code is the source's. */
    SPLIT(
            false,
            List.of(text("full_name", "concat(first_name, last_name)")),
            List.of(
                    added("first_name", "varchar(60)", "substring(full_name, 1, 3)"),
                    added("last_name", "varchar(60)", "substring(full_name, 4)"))),
    /** Two texts into one; the code is the target's. */
    MERGE(
            true,
            List.of(text("first_name", "substring(full_name, 1, 3)"), text("last_name", "substring(full_name, 4)")),
            List.of(added("full_name", "varchar(60)", "concat(first_name, last_name)"))),
    /** Two numbers into their sum and their difference, each of which depends on both. */
    NUMBERS(
            false,
            List.of(number("x", "(s + d) DIV 2"), number("y", "(s - d) DIV 2")),
            List.of(added("s", "int", "x + y"), added("d", "int", "x - y")));

    /** What the rows hold in the application's shape, in the order of the columns. */
    final List<String> own;

    final List<String> other;
    private final boolean adopted;
    private final Conversion conversion;

    Worlds(boolean adopted, List<RetiredColumn> retired, List<AddedColumn> added) {
        this.adopted = adopted;
        this.conversion = new Conversion(retired, added);
        this.own = adopted ? conversion.targets() : conversion.sources();
        this.other = adopted ? conversion.sources() : conversion.targets();
    }

    /** A column in the application's shape as an expression over the other's. */
    String fromOther(String column) {
        return adopted
                ? conversion.added().stream()
                        .filter(each -> each.column().equals(column))
                        .findFirst()
                        .flatMap(AddedColumn::up)
                        .orElseThrow()
                : conversion.retired().stream()
                        .filter(each -> each.column().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .down();
    }

    /** A column of the other shape as an expression over the application's. */
    String toOther(String column) {
        return adopted
                ? conversion.retired().stream()
                        .filter(each -> each.column().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .down()
                : conversion.added().stream()
                        .filter(each -> each.column().equals(column))
                        .findFirst()
                        .flatMap(AddedColumn::up)
                        .orElseThrow();
    }

    /** The phases in which the other shape is written, alone or too. */
    List<Phase> phases() {
        return adopted
                ? List.of(Phase.EXPAND, Phase.DUAL_WRITE, Phase.VERIFY, Phase.SWITCH_READS)
                : List.of(Phase.VERIFY, Phase.SWITCH_READS, Phase.TARGET_ONLY);
    }

    boolean writesOwn(Phase phase) {
        return phase.writes(adopted ? io.crossfade.migration.Side.TARGET : io.crossfade.migration.Side.SOURCE);
    }

    Planner planner(Dialect dialect, String database, Phase phase) {
        Migration migration = new Migration(
                "kept",
                new TableId(database, "people"),
                List.of(conversion),
                phase,
                phase.readsByPercentage() ? 100 : 0);
        List<Column> columns = new ArrayList<>(
                List.of(new Column("id", "int", 1), new Column("note", "varchar(20)", 2), new Column("k", "int", 3)));
        for (String column : own) {
            columns.add(new Column(column, "varchar(60)", columns.size() + 1));
        }
        for (String column : other) {
            columns.add(new Column(column, "varchar(60)", columns.size() + 1));
        }
        Map<String, Relation> relations = Map.of(
                "people",
                new Relation(database, "people", columns, Map.of()),
                "more",
                new Relation(
                        database,
                        "more",
                        List.of(new Column("person", "int", 1), new Column("extra", "varchar(20)", 2)),
                        Map.of()));
        return new Planner(
                dialect,
                new Snapshot(database, 1, List.of(migration)),
                (schema, name) -> Optional.ofNullable(relations.get(name)),
                adopted ? Set.of("kept") : Set.of(),
                List.of(database),
                0);
    }

    private static RetiredColumn text(String column, String down) {
        return new RetiredColumn(column, "varchar(60)", Optional.empty(), down, Optional.empty(), true, 4);
    }

    private static RetiredColumn number(String column, String down) {
        return new RetiredColumn(column, "int", Optional.empty(), down, Optional.empty(), true, 4);
    }

    private static AddedColumn added(String column, String type, String up) {
        return new AddedColumn(column, column, type, Optional.empty(), Optional.of(up), Optional.empty(), true, 6);
    }
}
