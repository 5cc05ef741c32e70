package io.crossfade.rewrite;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A column under migration as one kind of application sees it at one epoch.
 *
 * @param migration the migration it belongs to
 * @param name its name in the shape that the application's code is written for
 * @param otherName its name in the other shape, understood as well
 * @param readName the physical column that is read
 * @param writeNames the physical columns that are written, the source first
 * @param conflictName the physical column whose unique index an upsert looks into
 * @param ordinal its place in the table in either shape
 */
record MappedColumn(
        String migration,
        String name,
        String otherName,
        String readName,
        List<String> writeNames,
        String conflictName,
        int ordinal) {

    static MappedColumn of(Migration migration, ColumnMapping.Rename rename, Set<String> adopted, int roll) {
        boolean targetShape = adopted.contains(migration.name());
        List<String> writes = new ArrayList<>();
        if (migration.phase().writes(Side.SOURCE)) {
            writes.add(rename.source());
        }
        if (migration.phase().writes(Side.TARGET)) {
            writes.add(rename.target());
        }
        return new MappedColumn(
                migration.name(),
                targetShape ? rename.target() : rename.source(),
                targetShape ? rename.source() : rename.target(),
                name(rename, migration.reads(roll)),
                List.copyOf(writes),
                name(rename, conflictSide(migration)),
                rename.ordinal());
    }

    /**
     * From the moment on that reads may go to the target, its unique indexes are there; looking for conflicts there
     * agrees with the next phase, whose rows have no source value.
     */
    private static Side conflictSide(Migration migration) {
        return migration.phase().readsByPercentage() ? Side.TARGET : migration.reads(0);
    }

    private static String name(ColumnMapping.Rename rename, Side side) {
        return switch (side) {
            case SOURCE -> rename.source();
            case TARGET -> rename.target();
        };
    }

    boolean isWrittenTwice() {
        return writeNames.size() > 1;
    }
}
