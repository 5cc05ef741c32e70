package io.crossfade.control.fleet;

/** What is known of an instance's life. */
public enum Liveness {
    /** Heard of within the lease. */
    LIVE,
    /** Known from before the control plane's start, and the lease since then hasn't run out. */
    UNHEARD,
    /** Not heard of for longer than the lease. It may be paused, and go on. */
    LOST
}
