package io.crossfade.migration;

import java.util.Set;

/**
 * The control plane's answer to a report of comparisons: of which migrations both sides may be compared.
 *
 * @param epoch the answer holds for an instance that holds this epoch, and for no other
 * @param migrations those whose sides are both written and complete, with nobody left in a phase where they weren't
 * @param nextMillis after what time the next report is wanted; 0 if that isn't said
 */
public record ComparisonOrders(long epoch, Set<String> migrations, long nextMillis) {

    public ComparisonOrders {
        migrations = Set.copyOf(migrations);
    }

    /** Before anything was said. */
    public static final ComparisonOrders NONE = new ComparisonOrders(-1, Set.of(), 0);
}
