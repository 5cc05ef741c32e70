package io.crossfade.phase;

import io.crossfade.migration.Heartbeat.InFlight;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What keeps one connection's generation from counting as drained: a hazard pointer. Taken before the first statement
 * of a transaction is planned, released when nothing of the transaction is left.
 *
 * <p>Written by one thread at a time, which the connection sees to; read by any.
 */
public final class Claim<P> extends ClaimPadding {

    private static final int SQL_LENGTH = 300;

    private final Epochs<P> epochs;
    private volatile @Nullable Generation<P> generation;
    private long sinceTick;
    private String sql = "";
    private boolean transaction;
    private volatile @Nullable String standing;

    Claim(Epochs<P> epochs) {
        this.epochs = epochs;
    }

    /** Those of which this claims one. */
    public Epochs<P> epochs() {
        return epochs;
    }

    /** The generation held; null if none is. */
    public @Nullable Generation<P> held() {
        return generation;
    }

    /**
     * Takes the current generation, unless one is held already.
     *
     * <p>Stored first and compared afterwards: a publisher that scans the claims after publishing either sees this one
     * or has made the comparison fail. So the check and the claim are one step.
     */
    public Generation<P> take() {
        Generation<P> held = generation;
        if (held != null) {
            return held;
        }
        sinceTick = epochs.tick();
        transaction = false;
        Generation<P> seen;
        do {
            seen = epochs.current();
            generation = seen;
        } while (epochs.current() != seen);
        return seen;
    }

    /** Notes what is being run, for the report on what stands in the way. */
    public void running(String text) {
        sql = text;
    }

    /** Notes what keeps the claim until its connection is closed, for the report on what stands in the way. */
    public void standsFor(String reason) {
        standing = reason;
    }

    /** Notes that the statement has left a transaction open. */
    public void transactionOpen() {
        transaction = true;
    }

    public void release() {
        Generation<P> held = generation;
        if (held == null) {
            return;
        }
        generation = null;
        if (held != epochs.current()) {
            epochs.released();
        }
    }

    /** Releases the claim for good: its connection is closed. */
    public void end() {
        release();
        epochs.forget(this);
    }

    /** The work under this claim, if it belongs to an epoch before the given one. */
    Optional<InFlight> workBefore(long epoch) {
        Generation<P> held = generation;
        if (held == null || held.epoch() >= epoch) {
            return Optional.empty();
        }
        String reason = standing;
        String whole = reason == null ? sql : reason;
        String text = whole.length() > SQL_LENGTH ? whole.substring(0, SQL_LENGTH) : whole;
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, epochs.now() - sinceTick));
        return Optional.of(new InFlight(held.epoch(), millis, transaction, text.isBlank() ? "(none)" : text));
    }
}
