package io.crossfade.rewrite;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the columns of a table stand in either shape, also once the source's are gone. Immutable.
 *
 * <p>PostgreSQL never gives a column another number. MySQL and MariaDB count anew when one is dropped, so there the
 * numbers that a migration has kept are those of the table when it began: the dropped columns are put back in their
 * places, those of the latest migration first.
 */
final class Places {

    /** What one migration takes from the table: the numbers of its columns, each with the column's key. */
    private final List<TreeMap<Integer, String>> retired = new ArrayList<>();

    /** For a column of the target that takes the place of one of the source's, that one. */
    private final Map<String, String> successors = new HashMap<>();

    private final Dialect dialect;

    /** @param migrations of one table, in the order in which they began */
    Places(Dialect dialect, List<Migration> migrations) {
        this.dialect = dialect;
        for (Migration migration : migrations) {
            TreeMap<Integer, String> sources = new TreeMap<>();
            for (ColumnMapping mapping : migration.columns()) {
                if (mapping instanceof ColumnMapping.Rename rename) {
                    sources.put(rename.ordinal(), key(rename.source()));
                    successors.put(key(rename.target()), key(rename.source()));
                } else if (mapping instanceof ColumnMapping.Conversion conversion) {
                    Map<Integer, String> places = new HashMap<>();
                    for (RetiredColumn column : conversion.retired()) {
                        places.put(column.ordinal(), key(column.column()));
                    }
                    sources.putAll(places);
                    for (AddedColumn column : conversion.added()) {
                        String predecessor = places.get(column.ordinal());
                        if (predecessor != null) {
                            successors.put(key(column.column()), predecessor);
                        }
                    }
                } else {
                    throw new IllegalStateException("no rule for " + mapping.getClass());
                }
            }
            retired.add(sources);
        }
    }

    private String key(String column) {
        return dialect.columnKey(column);
    }

    /**
     * The numbers of the columns as the catalog would count them if none had been dropped.
     *
     * @return empty where the catalog's own numbers are to be taken
     */
    Map<String, Integer> count(Catalog.Relation relation) {
        if (!dialect.isMySql()) {
            return Map.of();
        }
        List<String> keys = new ArrayList<>();
        relation.columns().forEach(column -> keys.add(key(column.name())));
        for (int i = retired.size() - 1; i >= 0; i--) {
            retired.get(i).forEach((ordinal, column) -> {
                if (!keys.contains(column)) {
                    keys.add(Math.min(ordinal - 1, keys.size()), column);
                }
            });
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            places.put(keys.get(i), i + 1);
        }
        successors.forEach((column, predecessor) -> places.put(column, places.get(predecessor)));
        return places;
    }
}
