package io.crossfade.migration;

/** The work that the control plane does on the application's database within a phase. */
public enum Job {
    NONE,
    /** Creates the target structure. */
    EXPAND,
    /** Copies existing rows to the target. */
    BACKFILL,
    /** Compares both sides row by row, repairs and compares again. */
    VERIFY,
    /** Validates the target's constraints and makes the source omittable, so that writes to it may stop. */
    PREPARE_SWITCH,
    /** Drops the source structure. */
    CONTRACT
}
