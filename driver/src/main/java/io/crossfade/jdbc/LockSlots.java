package io.crossfade.jdbc;

import io.crossfade.migration.InstanceKey;
import java.sql.SQLException;
import java.util.BitSet;

/**
 * The numbers of the named locks that the connections of an instance hold, for databases in which a lock has one holder.
 * Safe for use by several threads.
 */
final class LockSlots {

    private final BitSet taken = new BitSet();

    /** The smallest free number from the given one on. It is the caller's until it is given back. */
    synchronized int take(int from) throws SQLException {
        int slot = taken.nextClearBit(from);
        if (slot >= InstanceKey.MOST_SLOTS) {
            throw SqlState.CONFIGURATION.exception("an instance can have " + InstanceKey.MOST_SLOTS
                    + " connections to a database; the locks of all are taken");
        }
        taken.set(slot);
        return slot;
    }

    synchronized void giveBack(int slot) {
        taken.clear(slot);
    }
}
