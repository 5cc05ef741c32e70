package io.crossfade.phase;

import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Snapshot;
import java.io.IOException;
import java.util.Optional;

/**
 * Where an instance learns of the epochs of its database, and where it says how far it has come. Safe for use by
 * several threads.
 *
 * <p>Every method may throw {@link io.crossfade.migration.MigrationException}: the source answered, but not in a form
 * that this version understands whole.
 */
public interface SnapshotSource {

    /**
     * What a source says to a heartbeat.
     *
     * @param epoch the database's as the source knows it
     * @param nextMillis after what time it wants the next one, in milliseconds, if there is nothing to tell before
     */
    record Answer(long epoch, long nextMillis) {

        /** Of a source that doesn't say when it wants the next one. */
        static final long USUAL_MILLIS = 1_000;
    }

    /** The place, as an error message names it. */
    String place();

    /** The snapshot of this moment. */
    Snapshot fetch() throws IOException, InterruptedException;

    /** Waits for a snapshot later than the given epoch; empty if there is none after a while. */
    Optional<Snapshot> await(long epoch) throws IOException, InterruptedException;

    /** Tells the source where this instance stands. */
    Answer report(Heartbeat heartbeat) throws IOException, InterruptedException;

    /** How often it has turned to another control plane, which may not have heard of this instance. */
    default int turns() {
        return 0;
    }

    /** Says goodbye: this instance will run no statement any more. */
    void leave() throws IOException, InterruptedException;
}
