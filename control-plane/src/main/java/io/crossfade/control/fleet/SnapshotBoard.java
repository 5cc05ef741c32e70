package io.crossfade.control.fleet;

import io.crossfade.migration.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Shows the current snapshot, and tells those who wait for a newer one. No thread waits with them. */
final class SnapshotBoard {

    private Snapshot current;
    /** Whether instances may go by it: the fence shows it, too. */
    private boolean shown;

    private boolean closed;

    /** By the order in which they came. */
    private final Map<Long, CompletableFuture<Optional<Snapshot>>> waiting = new LinkedHashMap<>();

    private long came;

    /** @param current what was decided before this process began; it may not have been shown */
    SnapshotBoard(Snapshot current) {
        this.current = current;
        this.shown = current.epoch() == 0;
    }

    synchronized Snapshot current() {
        return current;
    }

    synchronized boolean isShown() {
        return shown;
    }

    /** Completes what waits, in this thread and under what locks it has: whoever waits goes on elsewhere. */
    void publish(Snapshot next) {
        List<CompletableFuture<Optional<Snapshot>>> told;
        synchronized (this) {
            if (next.epoch() < current.epoch() || (next.epoch() == current.epoch() && shown)) {
                throw new IllegalArgumentException("epoch " + next.epoch() + " doesn't come after " + current.epoch());
            }
            current = next;
            shown = true;
            told = new ArrayList<>(waiting.values());
            waiting.clear();
        }
        told.forEach(waiter -> waiter.complete(Optional.of(next)));
    }

    /** Completes with a snapshot behind that epoch, or empty once the time is over. */
    synchronized CompletableFuture<Optional<Snapshot>> after(long epoch, Duration longest) {
        if (shown && current.epoch() > epoch) {
            return CompletableFuture.completedFuture(Optional.of(current));
        }
        if (closed) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<Snapshot>> waiter = new CompletableFuture<>();
        long number = came++;
        waiting.put(number, waiter);
        var unused = waiter.completeOnTimeout(Optional.empty(), longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((snapshot, failure) -> forget(number));
        return waiter;
    }

    /** Nobody waits for what isn't shown here any more. */
    void close() {
        List<CompletableFuture<Optional<Snapshot>>> told;
        synchronized (this) {
            closed = true;
            told = new ArrayList<>(waiting.values());
            waiting.clear();
        }
        told.forEach(waiter -> waiter.complete(Optional.empty()));
    }

    private synchronized void forget(long number) {
        waiting.remove(number);
    }

    synchronized int waiters() {
        return waiting.size();
    }
}
