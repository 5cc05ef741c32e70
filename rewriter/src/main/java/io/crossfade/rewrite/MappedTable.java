package io.crossfade.rewrite;

import io.crossfade.migration.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table under migration with the columns that change.
 *
 * @param settled whether every migration of the table is complete
 */
record MappedTable(TableId id, List<MappedColumn> mapped, boolean settled) {

    MappedTable {
        mapped = List.copyOf(mapped);
    }

    /** The migration to name in a message. */
    String migration() {
        return mapped.get(0).migration();
    }

    Optional<MappedColumn> column(String name) {
        return mapped.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> mapped.stream()
                        .filter(column -> column.otherName().equals(name))
                        .findFirst());
    }

    /** All names of the columns under migration, in either shape. */
    Set<String> columnNames() {
        return mapped.stream()
                .flatMap(column -> Stream.of(column.name(), column.otherName()))
                .collect(Collectors.toSet());
    }

    /** The names that the database doesn't know any more once the migrations are complete. */
    Set<String> retiredNames() {
        Set<String> names = columnNames();
        mapped.forEach(column -> names.remove(column.readName()));
        return names;
    }

    /** The columns in the shape that the application's code expects, in their order. */
    List<Column> columns(Catalog.Relation relation) {
        record Placed(int ordinal, Column column) {}
        List<Placed> placed = new ArrayList<>();
        for (Catalog.Column column : relation.columns()) {
            if (mapped.stream().noneMatch(candidate -> candidate.isNamed(column.name()))) {
                placed.add(new Placed(column.ordinal(), Column.plain(column.name())));
            }
        }
        for (MappedColumn column : mapped) {
            placed.add(new Placed(column.ordinal(), Column.of(column)));
        }
        placed.sort(Comparator.comparingInt(Placed::ordinal));
        return placed.stream().map(Placed::column).toList();
    }
}
