package io.crossfade.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * When a fault strikes.
 *
 * @param flip whether it does so while the step to the phase is being taken; otherwise in the phase
 */
record Moment(String phase, boolean flip) {

    private static final List<String> ROAD =
            List.of("DUAL_WRITE", "BACKFILL", "VERIFY", "SWITCH_READS", "TARGET_ONLY", "CONTRACT", "COMPLETE");

    /** All of them, in the order in which they come. */
    static List<Moment> all() {
        List<Moment> all = new ArrayList<>(List.of(new Moment("EXPAND", false)));
        for (String phase : ROAD) {
            all.add(new Moment(phase, true));
            all.add(new Moment(phase, false));
        }
        return all;
    }

    /** Whether both sides are the same in every row, at any time while nothing is under way. */
    boolean hasTwoSides() {
        return phase.equals("VERIFY") || phase.equals("SWITCH_READS");
    }

    @Override
    public String toString() {
        return (flip ? "at the flip to " : "in ") + phase;
    }
}
