package io.crossfade.simulate;

/** What stands against a hazard, and can be taken out of the product's code in the simulation. */
public enum Guard {
    CLAIM_AND_CHECK_ARE_ONE_STEP(736),
    CLAIM_LASTS_AS_LONG_AS_THE_TRANSACTION(3),
    STEP_WAITS_FOR_MEMBERS(3),
    /** A step forward is taken when the job of the phase is done. */
    STEP_WAITS_FOR_ITS_JOB(20),
    JOB_WAITS_FOR_MEMBERS(51),
    STRANGERS_ARE_WAITED_FOR(38),
    SESSION_READS_THE_FENCE(165),
    REGISTERED_BEFORE_THE_FENCE_IS_READ(410),
    ABSENCE_IS_PROVED(53),
    FENCE_SHOWS_THE_EPOCH_FIRST(60),
    FENCE_NEVER_GOES_BACK(6342),
    JOB_HOLDS_ITS_TOKEN(52),
    /** What changes the schema holds the token of its run as well. */
    SCHEMA_CHANGE_HOLDS_ITS_TOKEN(4582),
    /** The next run of a job waits for what changes the schema outside of a transaction. */
    SCHEMA_CHANGE_IS_WAITED_FOR(42),
    /** A run that has taken its token looks whether it has been replaced. */
    RUN_IS_CONFIRMED(1312),
    /** Processes that were given one name are instances of their own. */
    INSTANCES_HAVE_INCARNATIONS(180),
    /** What is drained counts the claims of all sessions. */
    DRAINED_COUNTS_CLAIMS(71),
    /** The epoch held is read before the claims. */
    HELD_IS_READ_BEFORE_CLAIMS(5813),
    /** An instance takes no earlier snapshot than the one it holds. */
    SNAPSHOTS_NEVER_GO_BACK(165),
    /** A session that has lost its locks takes them again, and reads the fence. */
    LOST_LOCKS_ARE_TAKEN_AGAIN(1027),
    /** After a goodbye the registry is looked at again. */
    GOODBYE_IS_NO_PROOF(227),
    /** A look at the registry under way at a goodbye doesn't count. */
    LOOK_UNDER_WAY_DOES_NOT_COUNT(4140),
    /** The claim of a session that was lost with a command under way is kept until the server has nothing of it left. */
    LOST_SESSIONS_ARE_WAITED_FOR(527),
    /** Instances hear of an epoch only when the fence shows it, also after a restart. */
    TOLD_ONLY_WHAT_THE_FENCE_SHOWS(5088),
    /** Who was replaced writes nothing to the store. */
    TERM_IS_HELD(214),
    /** A decision is stored only behind the one that it was taken after. */
    DECISIONS_ARE_COMPARED(282);

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
