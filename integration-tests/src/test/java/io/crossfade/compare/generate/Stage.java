package io.crossfade.compare.generate;

import io.crossfade.migration.Phase;
import io.crossfade.migration.Side;
import java.util.Arrays;
import java.util.List;

/** A phase of a migration with a look of the database that goes with it. A percentage is looked at from both its ends. */
enum Stage {
    EXPAND_BEFORE_THE_JOB(Phase.EXPAND, 0, Look.UNTOUCHED),
    EXPAND(Phase.EXPAND, 0, Look.ADDED),
    DUAL_WRITE(Phase.DUAL_WRITE, 0, Look.ADDED),
    BACKFILL(Phase.BACKFILL, 0, Look.HALF_FILLED),
    VERIFY(Phase.VERIFY, 0, Look.FILLED),
    SWITCH_READS_OF_SOURCE(Phase.SWITCH_READS, 0, Look.PREPARED),
    SWITCH_READS_OF_TARGET(Phase.SWITCH_READS, 100, Look.PREPARED),
    TARGET_ONLY(Phase.TARGET_ONLY, 100, Look.STALE_SOURCE),
    CONTRACT(Phase.CONTRACT, 100, Look.STALE_SOURCE),
    COMPLETE(Phase.COMPLETE, 100, Look.DROPPED);

    /** What the table looks like. */
    enum Look {
        UNTOUCHED,
        ADDED,
        HALF_FILLED,
        FILLED,
        /** Unique and NOT NULL as the target wants it; the source can be left out. */
        PREPARED,
        /** Nobody writes the source any more: whoever reads it gets nothing. */
        STALE_SOURCE,
        DROPPED;

        boolean hasTarget() {
            return this != UNTOUCHED;
        }

        boolean isPrepared() {
            return this == PREPARED || this == STALE_SOURCE || this == DROPPED;
        }
    }

    private final Phase phase;
    private final int targetPercent;
    private final Look look;

    Stage(Phase phase, int targetPercent, Look look) {
        this.phase = phase;
        this.targetPercent = targetPercent;
        this.look = look;
    }

    static List<Stage> all() {
        return Arrays.asList(values());
    }

    Phase phase() {
        return phase;
    }

    int targetPercent() {
        return targetPercent;
    }

    Look look() {
        return look;
    }

    boolean readsTarget() {
        return phase.reads(targetPercent, 0) == Side.TARGET;
    }

    boolean writesSource() {
        return phase.writes().contains(Side.SOURCE);
    }

    boolean writesBoth() {
        return phase.writes().size() == 2;
    }
}
