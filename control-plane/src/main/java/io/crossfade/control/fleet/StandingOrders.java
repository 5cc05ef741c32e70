package io.crossfade.control.fleet;

import io.crossfade.control.store.Facts;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Of which migrations instances may compare both sides. Every instance asks again and again; so that neither the store nor
 * each member is gone through for each, the answer is kept until something may have changed it.
 *
 * <p>Used under the lock of its database's fleet.
 */
final class StandingOrders {

    private final Store store;
    private final Predicate<MigrationState> isInLine;
    private @Nullable Set<String> known;

    /** @param isInLine whether nothing is left that was planned before a migration came to where it stands */
    StandingOrders(Store store, Predicate<MigrationState> isInLine) {
        this.store = store;
        this.isInLine = isInLine;
    }

    /** To be called whenever a migration, a member, or what is known of the registry changes. */
    void forget() {
        known = null;
    }

    Set<String> among(Collection<MigrationState> migrations) {
        Set<String> orders = known;
        if (orders == null) {
            orders = migrations.stream()
                    .filter(this::mayBeCompared)
                    .map(MigrationState::name)
                    .collect(Collectors.toUnmodifiableSet());
            known = orders;
        }
        return orders;
    }

    /** Whether both sides are complete, and nobody is left in a phase in which they weren't. */
    private boolean mayBeCompared(MigrationState state) {
        if (!state.active()
                || !ReadComparisons.hasTwoSides(state.phase())
                || state.pending() != null
                || !isInLine.test(state)) {
            return false;
        }
        Facts facts = store.facts(state.name());
        return !facts.sourceStale() && !facts.lossy();
    }
}
