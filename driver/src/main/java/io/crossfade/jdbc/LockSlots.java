package io.crossfade.jdbc;

import io.crossfade.migration.NamedLocks;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * Which of its places an instance has tried to take for its connections, by their numbers, for databases in which a lock
 * has one holder. Safe for use by several threads.
 */
final class LockSlots {

    private final BitSet taken = new BitSet();

    /** The smallest free number from the given one on. It is the caller's until it is given back. */
    synchronized int take(int from) throws SQLException {
        int slot = taken.nextClearBit(from);
        if (slot >= NamedLocks.PLACES) {
            throw SqlState.CONFIGURATION.exception("a database can have " + NamedLocks.PLACES
                    + " connections through Crossfade; the places of all are taken");
        }
        taken.set(slot);
        return slot;
    }

    synchronized void giveBack(int slot) {
        taken.clear(slot);
    }
}
