package io.crossfade.phase;

import io.crossfade.simulate.Guard;
import io.crossfade.simulate.Switch;

/** Places in this package at which somebody else can go on, or a guard is taken out. */
public final class PhaseHooks {

    private PhaseHooks() {}

    public static Generation<?> look(Epochs<?> epochs) {
        Generation<?> seen = epochs.current();
        Switch.keep(seen);
        Switch.yieldHere();
        return seen;
    }

    public static Generation<?> lookAgain(Epochs<?> epochs) {
        Switch.yieldHere();
        return Guard.CLAIM_AND_CHECK_ARE_ONE_STEP.isOff() ? (Generation<?>) Switch.kept() : epochs.current();
    }

    public static long drained(Epochs<?> epochs) {
        if (Guard.DRAINED_COUNTS_CLAIMS.isOff()) {
            return epochs.current().epoch();
        }
        long before = epochs.current().epoch();
        long drained = epochs.drained();
        Switch.yieldHere();
        boolean unclaimed = drained == before;
        return unclaimed && Guard.HELD_IS_READ_BEFORE_CLAIMS.isOff()
                ? epochs.current().epoch()
                : drained;
    }

    public static long heldBefore(Generation<?> current) {
        return Guard.SNAPSHOTS_NEVER_GO_BACK.isOff() ? -1 : current.epoch();
    }
}
