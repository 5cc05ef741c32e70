package io.crossfade.control.store;

import io.crossfade.migration.Phase;

/**
 * A step that has been decided and that not everybody has acknowledged yet. Nothing rests on it so far: the job of the
 * phase hasn't begun.
 *
 * @param from the phase left; the phase itself if only the percentage changes
 * @param fromPercent of the transactions that read the target before
 * @param job the job of the phase left, as it was
 */
public record Flip(Phase from, int fromPercent, JobState job, Patience patience) {

    /** Whether it can be taken back: a step back is the safe side already, and behind the end nothing waits. */
    public boolean canBeWithdrawn(Phase to) {
        return to.next().isPresent()
                && ((from == to && to.readsByPercentage())
                        || from.next().filter(to::equals).isPresent());
    }
}
