package io.crossfade.rehearsal;

import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * A phase, and which side a transaction reads in it.
 *
 * <p>A phase in which a percentage decides has two stages, all others one.
 */
public record Stage(Phase phase, Side reads) {

    /** While a percentage decides, it is this one; lots below it read the target. */
    static final int PERCENT = 50;

    private static final int LOWEST_LOT = 0;
    private static final int HIGHEST_LOT = 99;

    /** All of them, in the order in which a migration goes through them. */
    public static List<Stage> all() {
        List<Stage> stages = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            stages.add(new Stage(phase, phase.reads(PERCENT, HIGHEST_LOT)));
            if (phase.readsByPercentage()) {
                stages.add(new Stage(phase, phase.reads(PERCENT, LOWEST_LOT)));
            }
        }
        return List.copyOf(stages);
    }

    /** Neighbouring stages, by the first and the last. */
    public static String names(List<Stage> stages) {
        Stage first = stages.get(0);
        Stage last = stages.get(stages.size() - 1);
        return stages.size() == 1 ? first.toString() : first + " to " + last;
    }

    int lot() {
        return reads == Side.TARGET ? LOWEST_LOT : HIGHEST_LOT;
    }

    /** The phase, with the side where it leaves that open. */
    @Override
    public String toString() {
        return phase.readsByPercentage()
                ? phase + " (" + (reads == Side.SOURCE ? "reading the source" : "reading the target") + ")"
                : phase.name();
    }
}
