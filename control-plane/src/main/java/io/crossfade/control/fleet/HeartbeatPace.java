package io.crossfade.control.fleet;

import java.time.Duration;

/**
 * How often an instance says that it is there while it has nothing to tell: the more instances there are, the less often,
 * so that all together are no burden. What matters for a flip is told at once, whatever the pace.
 */
final class HeartbeatPace {

    /** Of each instance, and how often it sends heartbeats while there is something to wait for in it. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Of all instances of a database together, before the lease sets a bound. */
    private static final int MOST_PER_SECOND = 200;

    private static final int PLACES = 1_000;

    private final Duration lease;

    /** @param lease after which a silent instance counts as lost: half of it is left for an answer that fails */
    HeartbeatPace(Duration lease) {
        this.lease = lease;
    }

    /**
     * Each instance has a pace of its own between three quarters of the longest and that, always the same, so that those that
     * a flip has brought to report at one moment don't do so together again.
     *
     * @param instances how many there are
     */
    Duration of(String instance, int instances) {
        long shortest = SHORTEST.toMillis();
        long longest = Math.min(instances * 1_000L / MOST_PER_SECOND, lease.toMillis() / 2);
        if (longest <= shortest) {
            return SHORTEST;
        }
        // The upper half, since ids that are alike differ in the lower bits of their hash.
        int place = (instance.hashCode() * 0x9E3779B9 >>> 16) * PLACES >>> 16;
        return Duration.ofMillis(Math.max(shortest, longest * (3 * PLACES + place) / (4 * PLACES)));
    }
}
