package io.crossfade.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All migrations of a logical database at one epoch. Immutable.
 *
 * @param database the logical database
 * @param epoch counts every change of any phase; never goes back; 0 before the first migration
 * @param unknown migrations that a later version has written and this one doesn't understand; none of {@code migrations}
 */
public record Snapshot(String database, long epoch, List<Migration> migrations, List<UnknownMigration> unknown) {

    public Snapshot {
        migrations = List.copyOf(migrations);
        unknown = List.copyOf(unknown);
        if (epoch < 0) {
            throw new MigrationException("database '" + database + "' has a negative epoch: " + epoch);
        }
        Set<String> names = new HashSet<>();
        Set<List<Object>> columns = new HashSet<>();
        for (UnknownMigration migration : unknown) {
            if (!names.add(migration.name())) {
                throw new MigrationException("two migrations are named '" + migration.name() + "'");
            }
        }
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

    /** One that is understood whole. */
    public Snapshot(String database, long epoch, List<Migration> migrations) {
        this(database, epoch, migrations, List.of());
    }

    public static Snapshot empty(String database) {
        return new Snapshot(database, 0, List.of());
    }
}
