package io.crossfade.simulate;

/** What stands against a hazard, and can be taken out of the product's code in the simulation. */
public enum Guard {
    CLAIM_AND_CHECK_ARE_ONE_STEP(348),
    CLAIM_LASTS_AS_LONG_AS_THE_TRANSACTION(3),
    STEP_WAITS_FOR_MEMBERS(13),
    JOB_WAITS_FOR_MEMBERS(28),
    STRANGERS_ARE_WAITED_FOR(28),
    SESSION_READS_THE_FENCE(239),
    REGISTERED_BEFORE_THE_FENCE_IS_READ(1219),
    ABSENCE_IS_PROVED(28),
    FENCE_SHOWS_THE_EPOCH_FIRST(26),
    FENCE_NEVER_GOES_BACK(5309),
    JOB_HOLDS_ITS_TOKEN(1009),
    /** What changes the schema holds the token of its run as well. */
    SCHEMA_CHANGE_HOLDS_ITS_TOKEN(746),
    /** The next run of a job waits for what changes the schema outside of a transaction. */
    SCHEMA_CHANGE_IS_WAITED_FOR(911),
    /** A run that has taken its token looks whether it has been replaced. */
    RUN_IS_CONFIRMED(3197),
    /** What is drained counts the claims of all sessions. */
    DRAINED_COUNTS_CLAIMS(162),
    /** The epoch held is read before the claims. */
    HELD_IS_READ_BEFORE_CLAIMS(555),
    /** An instance takes no earlier snapshot than the one it holds. */
    SNAPSHOTS_NEVER_GO_BACK(3),
    /** A session that has lost its locks takes them again, and reads the fence. */
    LOST_LOCKS_ARE_TAKEN_AGAIN(1383),
    /** After a goodbye the registry is looked at again. */
    GOODBYE_IS_NO_PROOF(774),
    /** A look at the registry under way at a goodbye doesn't count. */
    LOOK_UNDER_WAY_DOES_NOT_COUNT(4112),
    /** The claim of a session that was lost with a command under way is kept until the server has nothing of it left. */
    LOST_SESSIONS_ARE_WAITED_FOR(332),
    /** Instances hear of an epoch only when the fence shows it, also after a restart. */
    TOLD_ONLY_WHAT_THE_FENCE_SHOWS(2633);

    private static final Guard[] ALL = values();
    private static final boolean[] OFF = new boolean[ALL.length];

    private final long shownBy;

    /** @param shownBy the seed of a history that goes wrong without it */
    Guard(long shownBy) {
        this.shownBy = shownBy;
    }

    long shownBy() {
        return shownBy;
    }

    /** Whether it has been taken out. */
    public boolean isOff() {
        return OFF[ordinal()];
    }

    static void takeOut(String name) {
        putBack();
        OFF[valueOf(name).ordinal()] = true;
    }

    static void putBack() {
        java.util.Arrays.fill(OFF, false);
    }
}
