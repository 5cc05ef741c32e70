package io.crossfade.jdbc;

import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.sql.SQLException;

/** What a fence says, as a snapshot. */
final class FenceText {

    private FenceText() {}

    /**
     * Reads it.
     *
     * @param table where it stands
     * @throws SQLException if this version doesn't understand it
     */
    static Snapshot snapshot(String table, String text) throws SQLException {
        try {
            return Wire.readUnderstood(text);
        } catch (MigrationException e) {
            throw SqlState.NO_SNAPSHOT.exception(
                    "Crossfade doesn't understand what table " + table + " says of the migrations: " + e.getMessage()
                            + ". It opens no connection without that",
                    e);
        }
    }

    /** There is none although a migration has been started, so no session could be kept from working under an old epoch. */
    static SQLException gone(String database, long known, String table) {
        return SqlState.NO_SNAPSHOT.exception("Crossfade finds no table " + table + " with a row for database '"
                + database + "', though migrations stand at epoch " + known + " at least: it has been dropped, or this"
                + " user can't see it. Crossfade opens no connection without that; a restart of the control plane makes it"
                + " again");
    }
}
