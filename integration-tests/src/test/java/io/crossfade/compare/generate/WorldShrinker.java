package io.crossfade.compare.generate;

import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes tables, rows and columns out of a world as long as a statement still fails in it. */
final class WorldShrinker {

    private static final int ATTEMPTS = 60;

    private final Predicate<World> fails;
    private World best;
    private int left = ATTEMPTS;

    private WorldShrinker(World world, Predicate<World> fails) {
        this.best = world;
        this.fails = fails;
    }

    static World shrink(World world, Predicate<World> fails) {
        WorldShrinker shrinker = new WorldShrinker(world, fails);
        shrinker.dropMoves();
        shrinker.dropTables();
        shrinker.dropRows();
        shrinker.dropColumns();
        return shrinker.best;
    }

    private boolean isBetter(World world) {
        if (left-- > 0 && fails.test(world)) {
            best = world;
            return true;
        }
        return false;
    }

    /** From the end, so that the others keep their stages. */
    private void dropMoves() {
        while (best.moves().size() > 1
                && isBetter(new World(
                        best.product(),
                        best.tables(),
                        best.moves().subList(0, best.moves().size() - 1)))) {
            // One less.
        }
    }

    private void dropTables() {
        for (Table table : best.tables()) {
            if (best.moves().stream().noneMatch(move -> move.table().equals(table.name()))) {
                List<Table> fewer = new ArrayList<>(best.tables());
                fewer.remove(table);
                isBetter(new World(best.product(), fewer, best.moves()));
            }
        }
    }

    private void dropRows() {
        for (int i = 0; i < best.tables().size(); i++) {
            Table table = best.tables().get(i);
            if (!isBetter(with(i, withRows(table, List.of())))) {
                for (int row = table.rows().size() - 1; row >= 0; row--) {
                    List<List<String>> fewer =
                            new ArrayList<>(best.tables().get(i).rows());
                    fewer.remove(row);
                    isBetter(with(i, withRows(table, fewer)));
                }
            }
        }
    }

    private void dropColumns() {
        for (int i = 0; i < best.tables().size(); i++) {
            for (int column = best.tables().get(i).columns().size() - 1; column >= 0; column--) {
                Table table = best.tables().get(i);
                String name = table.columns().get(column).name();
                if (!name.equals(table.key()) && !isMoved(table, name)) {
                    isBetter(with(i, without(table, column)));
                }
            }
        }
    }

    private boolean isMoved(Table table, String column) {
        return best.moves().stream()
                .filter(move -> move.table().equals(table.name()))
                .anyMatch(move -> move.renames().stream()
                                .anyMatch(rename -> rename.source().equals(column))
                        || move.conversions().stream().anyMatch(conversion -> conversion.retired().stream()
                                .anyMatch(retired -> retired.column().equals(column))));
    }

    private static Table withRows(Table table, List<List<String>> rows) {
        return table.with(table.columns(), List.copyOf(rows));
    }

    private static Table without(Table table, int column) {
        List<Column> columns = new ArrayList<>(table.columns());
        String name = columns.remove(column).name();
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> shorter = new ArrayList<>(row);
            shorter.remove(column);
            rows.add(shorter);
        }
        List<String> unique =
                table.unique().stream().filter(each -> !each.equals(name)).toList();
        List<World.Reference> references = table.references().stream()
                .filter(reference -> !reference.column().equals(name))
                .toList();
        return new Table(table.name(), columns, table.key(), unique, rows, references);
    }

    private World with(int index, Table table) {
        List<Table> tables = new ArrayList<>(best.tables());
        tables.set(index, table);
        return new World(best.product(), List.copyOf(tables), best.moves());
    }
}
