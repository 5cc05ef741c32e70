package io.crossfade.control.store;

import org.jspecify.annotations.Nullable;

/**
 * A change of phase or percentage, or what else was done to a migration's fleet.
 *
 * @param at milliseconds since 1970
 * @param from the phase left, or a word for what came before
 * @param to the phase entered, or a word for what comes after
 * @param percent of the transactions that read the target from then on, where the phase leaves it open
 * @param epoch the epoch that it made; the current one if it made none
 * @param why what led to it, for a person; empty if somebody asked for the step
 */
public record Transition(
        String migration,
        long at,
        String from,
        String to,
        int percent,
        long epoch,
        @Nullable String why) {

    /** Stored by an earlier version, it has no reason. */
    @Override
    public String why() {
        return why == null ? "" : why;
    }
}
