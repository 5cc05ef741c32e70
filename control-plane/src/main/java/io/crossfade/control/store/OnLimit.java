package io.crossfade.control.store;

/** What becomes of a step that isn't acknowledged by everybody within its limit. */
public enum OnLimit {
    /** A step forward is taken back; one back goes on waiting, as there is nowhere safer to go. */
    WITHDRAW,
    /** Sessions in the database that hold it up are ended. */
    END_SESSIONS,
    /** It goes on waiting. */
    WAIT
}
