package io.crossfade.jdbc;

import java.util.Optional;

/**
 * How sessions of one instance are known in the database. Safe for use by several threads.
 */
final class Registry {

    private final String instance;
    private final Optional<String> database;
    private final LockSlots slots = new LockSlots();
    private volatile boolean fenceIsMissing;

    /**
     * @param instance the id under which its sessions hold locks
     * @param database the logical database whose fence they go by; empty if nobody waits for this instance
     */
    Registry(String instance, Optional<String> database) {
        this.instance = instance;
        this.database = database;
    }

    String instance() {
        return instance;
    }

    Optional<String> database() {
        return database;
    }

    LockSlots slots() {
        return slots;
    }

    /** Whether the last session found no fence, so that the next had better ask whether there is one. */
    boolean fenceIsMissing() {
        return fenceIsMissing;
    }

    void fenceIsMissing(boolean missing) {
        fenceIsMissing = missing;
    }
}
