package io.crossfade.dualread;

import java.util.List;
import java.util.Optional;

/**
 * A row that isn't the same on both sides.
 *
 * @param source empty if that side has none; at least one side has
 * @param target the same
 */
public record RowDifference(Optional<List<Optional<String>>> source, Optional<List<Optional<String>>> target) {

    /** The row of a side that has one, the target's for want of the source's. */
    public List<Optional<String>> either() {
        return source.or(() -> target).orElseThrow();
    }
}
