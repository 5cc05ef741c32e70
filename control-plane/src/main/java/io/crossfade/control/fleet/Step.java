package io.crossfade.control.fleet;

import io.crossfade.migration.Phase;

/**
 * A step to take.
 *
 * @param cancels whether it leads out of the first phase, backwards
 */
record Step(Phase from, int fromPercent, Phase to, int toPercent, boolean cancels) {

    boolean samePhase() {
        return from == to && !cancels;
    }

    boolean forward() {
        return from.next().filter(to::equals).isPresent();
    }

    @Override
    public String toString() {
        if (cancels) {
            return from + " to CANCELLED";
        }
        return samePhase()
                ? from + " at " + fromPercent + " % to " + toPercent + " %"
                : from + " to " + to + (to.readsByPercentage() ? " at " + toPercent + " %" : "");
    }
}
