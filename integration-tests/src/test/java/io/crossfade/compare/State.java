package io.crossfade.compare;

import io.crossfade.migration.Phase;
import java.util.List;

/** What a database looks like while a migration is in a phase; some phases have two looks. */
enum State {
    EXPAND_BEFORE_THE_JOB(Phase.EXPAND, 0, List.of()),
    EXPAND_AFTER_THE_JOB(Phase.EXPAND, 0, List.of(Change.ADD_TARGET)),
    DUAL_WRITE(Phase.DUAL_WRITE, 0, List.of(Change.ADD_TARGET)),
    BACKFILL_HALF_WAY(Phase.BACKFILL, 0, List.of(Change.ADD_TARGET, Change.FILL_HALF)),
    VERIFY(Phase.VERIFY, 0, List.of(Change.ADD_TARGET, Change.FILL_ALL)),
    SWITCH_READS_BEFORE_THE_JOB(
            Phase.SWITCH_READS, 100, List.of(Change.ADD_TARGET, Change.FILL_ALL, Change.ADD_UNIQUE)),
    SWITCH_READS_AT_HALF(
            Phase.SWITCH_READS, 50, List.of(Change.ADD_TARGET, Change.FILL_ALL, Change.ADD_UNIQUE, Change.PREPARE)),
    SWITCH_READS_AT_ALL(
            Phase.SWITCH_READS, 100, List.of(Change.ADD_TARGET, Change.FILL_ALL, Change.ADD_UNIQUE, Change.PREPARE)),
    TARGET_ONLY(Phase.TARGET_ONLY, 100, Change.ALL_WITH_STALE_SOURCE),
    CONTRACT_BEFORE_THE_JOB(Phase.CONTRACT, 100, Change.ALL_WITH_STALE_SOURCE),
    CONTRACT_AFTER_THE_JOB(Phase.CONTRACT, 100, Change.ALL),
    COMPLETE(Phase.COMPLETE, 100, Change.ALL);

    private final Phase phase;
    private final int targetPercent;

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list of enum constants.
    private final List<Change> changes;

    State(Phase phase, int targetPercent, List<Change> changes) {
        this.phase = phase;
        this.targetPercent = targetPercent;
        this.changes = changes;
    }

    Phase phase() {
        return phase;
    }

    int targetPercent() {
        return targetPercent;
    }

    List<Change> changes() {
        return changes;
    }

    /** Whether both columns have to hold the same after every statement. */
    boolean writesBoth() {
        return phase.writes().size() == 2;
    }

    /** The side on which the truth is. */
    String truth() {
        return phase.reads(targetPercent, 0).name();
    }
}
