package io.crossfade.protocol;

/** What stands against a hazard. Each can be taken out of the model, which then has a history that breaks an invariant. */
enum Guard {
    /** A claim is stored before the current epoch is compared with it. */
    CLAIM_AND_CHECK_ARE_ONE_STEP(Stage.TARGET_ONLY),
    /** A claim is held until the transaction has ended, not only the statement. */
    CLAIM_LASTS_AS_LONG_AS_THE_TRANSACTION(Stage.TARGET_ONLY),
    /** A step waits until every member has acknowledged the epoch before. */
    STEP_WAITS_FOR_MEMBERS(Stage.SWITCH_ALL_READS),
    /** A job waits until every member has acknowledged its own epoch. */
    JOB_WAITS_FOR_MEMBERS(Stage.TARGET_ONLY),
    /** A step and a job wait for sessions in the registry whose instance isn't a member, be it new or forgotten. */
    STRANGERS_ARE_WAITED_FOR(Stage.TARGET_ONLY),
    /** A new session reads the fence, and its instance goes by what it finds if that is later. */
    SESSION_READS_THE_FENCE(Stage.TARGET_ONLY),
    /** A session is in the registry before it reads the fence. */
    REGISTERED_BEFORE_THE_FENCE_IS_READ(Stage.TARGET_ONLY),
    /** A member is forgotten when the registry has no session of it; after a goodbye the registry is looked at again. */
    ABSENCE_IS_PROVED(Stage.TARGET_ONLY),
    /** The registry is asked only when the fence shows the current epoch. */
    FENCE_SHOWS_THE_EPOCH_FIRST(Stage.TARGET_ONLY),
    /** What is written into the fence never takes it back to an earlier epoch. */
    FENCE_NEVER_GOES_BACK(Stage.SWITCH_ALL_READS),
    /** A job changes rows in transactions that hold the token of its run, which the next run replaces. */
    JOB_HOLDS_ITS_TOKEN(Stage.BACKFILL),
    /** A step is withdrawn only as long as its job can't have begun. */
    WITHDRAWN_BEFORE_ITS_JOB(Stage.TARGET_ONLY),
    /** Where a step is withdrawn that stopped writing the source, the source is filled before it is relied on. */
    SOURCE_IS_STALE_AFTER_A_WITHDRAWAL(Stage.SWITCH_ALL_READS);

    private final Stage shownFrom;

    /** @param shownFrom where a history that needs it is short to find */
    Guard(Stage shownFrom) {
        this.shownFrom = shownFrom;
    }

    Stage shownFrom() {
        return shownFrom;
    }
}
