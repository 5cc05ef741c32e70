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

    /** The place, as an error message names it. */
    String place();

    /** The snapshot of this moment. */
    Snapshot fetch() throws IOException, InterruptedException;

    /** Waits for a snapshot later than the given epoch; empty if there is none after a while. */
    Optional<Snapshot> await(long epoch) throws IOException, InterruptedException;

    /**
     * Tells the source where this instance stands.
     *
     * @return the database's epoch as the source knows it
     */
    long report(Heartbeat heartbeat) throws IOException, InterruptedException;

    /** Says goodbye: this instance will run no statement any more. */
    void leave() throws IOException, InterruptedException;
}
