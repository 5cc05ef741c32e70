package io.crossfade.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All migrations of a logical database at one epoch. Immutable.
 *
 * @param database the logical database
 * @param epoch counts every change of any phase; never goes back; 0 before the first migration
 */
public record Snapshot(String database, long epoch, List<Migration> migrations) {

    public Snapshot {
        migrations = List.copyOf(migrations);
        if (epoch < 0) {
            throw new MigrationException("database '" + database + "' has a negative epoch: " + epoch);
        }
        Set<String> names = new HashSet<>();
        Set<List<Object>> columns = new HashSet<>();
        for (Migration migration : migrations) {
            if (!names.add(migration.name())) {
                throw new MigrationException("two migrations are named '" + migration.name() + "'");
            }
            for (ColumnMapping column : migration.columns()) {
                for (List<String> side : List.of(column.sources(), column.targets())) {
                    for (String physical : side) {
                        if (!columns.add(List.of(migration.table(), physical))) {
                            throw new MigrationException("migration '" + migration.name() + "' shares column '"
                                    + physical + "' of " + migration.table() + " with another migration");
                        }
                    }
                }
            }
        }
    }

    public static Snapshot empty(String database) {
        return new Snapshot(database, 0, List.of());
    }
}
