package io.crossfade.phase;

import io.crossfade.migration.Heartbeat.InFlight;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The current generation, and the claims on this and earlier ones. Safe for use by several threads.
 *
 * <p>Not final, so that a test can stop a claim half way.
 */
public class Epochs<P> {

    private final Set<Claim<P>> claims = ConcurrentHashMap.newKeySet();
    private final LongSupplier clock;
    private final Runnable onRelease;
    private volatile Generation<P> current;
    private volatile long tick;

    /**
     * @param clock nanoseconds, as {@link System#nanoTime()} counts them
     * @param onRelease run whenever a claim on an earlier generation is released; must not block
     */
    public Epochs(Generation<P> first, LongSupplier clock, Runnable onRelease) {
        this.current = first;
        this.clock = clock;
        this.onRelease = onRelease;
        this.tick = clock.getAsLong();
    }

    public Generation<P> current() {
        return current;
    }

    /** A claim for a new connection; nothing is held yet. */
    public Claim<P> register() {
        Claim<P> claim = new Claim<>(this);
        claims.add(claim);
        return claim;
    }

    /** From here on, new transactions work under this generation. Called by one thread at a time. */
    public void publish(Generation<P> next) {
        if (next.epoch() <= current.epoch()) {
            throw new IllegalArgumentException("epoch " + next.epoch() + " can't follow " + current.epoch());
        }
        current = next;
    }

    /** The latest epoch before which nothing is running or uncommitted; never more than the current one's. */
    public long drained() {
        // The current one is read first: a claim on an earlier one that isn't seen below was never worked under.
        long drained = current.epoch();
        for (Claim<P> claim : claims) {
            Generation<P> held = claim.held();
            if (held != null) {
                drained = Math.min(drained, held.epoch());
            }
        }
        return drained;
    }

    /** The oldest work under an earlier epoch. */
    public Optional<InFlight> oldest() {
        return oldestBefore(current.epoch());
    }

    /** The oldest work under an epoch before the given one. */
    Optional<InFlight> oldestBefore(long epoch) {
        return claims.stream()
                .flatMap(claim -> claim.workBefore(epoch).stream())
                .min(Comparator.comparingLong(InFlight::epoch)
                        .thenComparing(
                                Comparator.comparingLong(InFlight::millis).reversed()));
    }

    /** How many connections are open. */
    public int sessions() {
        return claims.size();
    }

    /** Lets the coarse clock catch up: asking the real one for every claim would cost more than the claim. */
    public void advanceClock() {
        tick = clock.getAsLong();
    }

    long tick() {
        return tick;
    }

    long now() {
        return clock.getAsLong();
    }

    void released() {
        onRelease.run();
    }

    void forget(Claim<P> claim) {
        claims.remove(claim);
    }
}
