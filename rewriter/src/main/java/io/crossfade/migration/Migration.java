package io.crossfade.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A migration at one epoch.
 *
 * @param name unique within the database
 * @param table the table that changes
 * @param columns at least one mapping
 * @param phase where it stands
 * @param targetPercent how many of 100 transactions read the target while the phase leaves it open, 0 to 100
 */
public record Migration(String name, TableId table, List<ColumnMapping> columns, Phase phase, int targetPercent) {

    public Migration {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new MigrationException("migration '" + name + "' maps no column");
        }
        if (targetPercent < 0 || targetPercent > 100) {
            throw new MigrationException(
                    "migration '" + name + "' reads " + targetPercent + " % from the target; 0 to 100 are possible");
        }
        Set<String> seen = new HashSet<>();
        for (ColumnMapping column : columns) {
            for (List<String> side : List.of(column.sources(), column.targets())) {
                for (String physical : side) {
                    if (!seen.add(physical)) {
                        throw new MigrationException("migration '" + name + "' names column '" + physical + "' twice");
                    }
                }
            }
        }
    }

    /**
     * The side that a transaction reads.
     *
     * @param roll the transaction's lot, from 0 to 99
     */
    public Side reads(int roll) {
        return phase.reads(targetPercent, roll);
    }

    public Migration withPhase(Phase newPhase, int newTargetPercent) {
        return new Migration(name, table, columns, newPhase, newTargetPercent);
    }
}
