package io.crossfade.rewrite;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.RetiredColumn;
import io.crossfade.sql.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the columns of a table stand in either shape, also once the source's are gone. Immutable.
 *
 * <p>PostgreSQL never gives a column another number. MySQL and MariaDB count anew when one is dropped, so there the
 * numbers that a migration has kept are those of the table when it began, and as if the columns that earlier migrations
 * retire had been dropped by then: which of them were, nobody knows any more. The dropped columns are put back in their
 * places, those of the latest migration first.
 */
final class Places {

    /** What each migration takes from the table: the numbers of its columns, each with the column's key. */
    private final List<TreeMap<Integer, String>> retired = new ArrayList<>();

    /** For a column of the target that takes the place of one of the source's, that one. */
    private final Map<String, String> successors = new LinkedHashMap<>();

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
            int migration = i;
            retired.get(i).forEach((ordinal, column) -> {
                if (!keys.contains(column)) {
                    keys.add(place(keys, migration, ordinal), column);
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

    /** Where a column goes back: its number is one among those that no migration before its own retires. */
    private int place(List<String> keys, int migration, int ordinal) {
        int place = 0;
        while (place < keys.size()
                && (number(keys, place, migration) < ordinal
                        || isOfEarlier(keys.get(place), migration) && isInPlace(keys, place))) {
            place++;
        }
        return place;
    }

    private boolean isOfEarlier(String column, int migration) {
        return migrationOf(column) < migration;
    }

    /** Whether a column has its number already, so that nothing that is missing belongs in front of it. */
    private boolean isInPlace(List<String> keys, int place) {
        int migration = migrationOf(keys.get(place));
        return retired.get(migration).entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().equals(keys.get(place)) && entry.getKey() <= number(keys, place, migration));
    }

    /** The number of a place, without the columns that migrations before one retire. */
    private int number(List<String> keys, int place, int migration) {
        return 1
                + (int) keys.subList(0, place).stream()
                        .filter(column -> !isOfEarlier(column, migration))
                        .count();
    }

    /** The migration that retires a column; behind all for none. */
    private int migrationOf(String column) {
        for (int i = retired.size() - 1; i >= 0; i--) {
            if (retired.get(i).containsValue(column)) {
                return i;
            }
        }
        return retired.size();
    }
}
