package io.crossfade.phase;

import io.crossfade.migration.Snapshot;

/**
 * A snapshot and what was made from it.
 *
 * @param plans what statements are planned with under this snapshot
 */
public record Generation<P>(Snapshot snapshot, P plans) {

    public long epoch() {
        return snapshot.epoch();
    }
}
