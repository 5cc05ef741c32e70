package io.crossfade.phase;

import io.crossfade.migration.Snapshot;

/**
 * A snapshot and what was made from it. Immutable, and no two are equal: claims compare them by identity.
 *
 * @param <P> what statements are planned with
 */
public final class Generation<P> {

    private final Snapshot snapshot;
    private final P plans;

    public Generation(Snapshot snapshot, P plans) {
        this.snapshot = snapshot;
        this.plans = plans;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public P plans() {
        return plans;
    }

    public long epoch() {
        return snapshot.epoch();
    }
}
