package io.crossfade.jdbc;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How sessions of one instance are known in the database, and what they have found out about its fence. Safe for use by
 * several threads.
 */
final class Registry {

    private final String instance;
    private final Optional<String> database;
    private final LockSlots slots = new LockSlots();
    private final Set<String> withoutFence = ConcurrentHashMap.newKeySet();
    private volatile boolean fenceIsMissing;
    private volatile Optional<String> fenceSchema = Optional.empty();

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

    /** The schema in which the last session found the fence, where that may be any. */
    Optional<String> fenceSchema() {
        return fenceSchema;
    }

    /** The fence was found in a schema, or in none. */
    void fenceIs(Optional<String> schema) {
        fenceSchema = schema;
        fenceIsMissing = schema.isEmpty();
    }

    /** Whether it has been proved that a user would see a fence in a schema if there were one. */
    boolean wouldSee(String user, String schema) {
        return withoutFence.contains(user + '\n' + schema);
    }

    /** That was proved, since the server said that there is none, and not that it doesn't tell. */
    void sawNone(String user, String schema) {
        withoutFence.add(user + '\n' + schema);
    }
}
