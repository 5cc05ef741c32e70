package io.crossfade.control.job;

import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import java.util.List;

/** The mappings of a migration of the kind that the jobs can carry out. */
final class Renames {

    private Renames() {}

    static List<Rename> of(Migration migration) {
        return migration.columns().stream()
                .map(column -> {
                    if (column instanceof Rename rename) {
                        return rename;
                    }
                    throw new JobFailedException("no job for " + column);
                })
                .toList();
    }
}
