package io.crossfade.phase;

import io.crossfade.migration.Snapshot;
import org.jspecify.annotations.Nullable;

/** Makes from a snapshot what statements are planned with. */
@FunctionalInterface
public interface Derivation<P> {

    /**
     * @param previous what was made from the snapshot before; null for the first
     */
    P derive(Snapshot snapshot, @Nullable P previous);
}
