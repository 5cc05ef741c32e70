package io.crossfade.protocol;

import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;

/** A phase, and where it leaves that open, the share of transactions that read the target. */
enum Stage {
    EXPAND(Phase.EXPAND, 0),
    DUAL_WRITE(Phase.DUAL_WRITE, 0),
    BACKFILL(Phase.BACKFILL, 0),
    VERIFY(Phase.VERIFY, 0),
    SWITCH_SOME_READS(Phase.SWITCH_READS, 50),
    SWITCH_ALL_READS(Phase.SWITCH_READS, 100),
    TARGET_ONLY(Phase.TARGET_ONLY, 100),
    CONTRACT(Phase.CONTRACT, 100);

    private static final Stage[] ALL = values();

    private final Phase phase;
    private final int targetPercent;

    Stage(Phase phase, int targetPercent) {
        this.phase = phase;
        this.targetPercent = targetPercent;
    }

    static Stage of(int index) {
        return ALL[index];
    }

    boolean writes(Side side) {
        return phase.writes(side);
    }

    /** Whether some transaction reads that side. */
    boolean reads(Side side) {
        return phase.reads(targetPercent, 0) == side || phase.reads(targetPercent, 99) == side;
    }

    /** Whether a job changes rows or the schema in a way that the model knows. */
    boolean hasJob(boolean sourceStale) {
        return this == BACKFILL || this == CONTRACT || (this == SWITCH_ALL_READS && sourceStale);
    }

    boolean canGoForward() {
        return this != CONTRACT;
    }

    boolean canGoBack() {
        return this != EXPAND && this != CONTRACT;
    }
}
