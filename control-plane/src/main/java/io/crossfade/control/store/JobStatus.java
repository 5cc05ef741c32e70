package io.crossfade.control.store;

/** How far a phase's job has come. */
public enum JobStatus {
    /** Waits for the fleet's acknowledgement. */
    PENDING,
    /** Has begun; after a restart of the control plane it goes on from its cursor. */
    RUNNING,
    DONE,
    /** Stopped by an error that time doesn't heal; the operator starts it again. */
    FAILED
}
