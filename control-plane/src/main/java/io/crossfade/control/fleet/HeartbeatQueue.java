package io.crossfade.control.fleet;

import io.crossfade.control.error.NotLeadingException;
import io.crossfade.migration.Heartbeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Heartbeats that wait to be taken note of, all that are there at once. At a flip they come from all instances at the same
 * moment: one by one they would queue for the fleet's lock, each with a write to the disk.
 */
public final class HeartbeatQueue implements AutoCloseable {

    private record Waiting(Beat beat, CompletableFuture<HeartbeatAnswer> answer) {}

    private final DatabaseFleet fleet;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final ExecutorService worker;

    /** @param database for the thread's name */
    public HeartbeatQueue(String database, DatabaseFleet fleet) {
        this.fleet = fleet;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "crossfade-heartbeats-" + database);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Completes with what the instance is to be told, once the heartbeat has been taken note of. On the queue's own thread: who
     * has more to do then than to remember it does that elsewhere.
     */
    public CompletableFuture<HeartbeatAnswer> add(String instance, Heartbeat heartbeat) {
        CompletableFuture<HeartbeatAnswer> answer = new CompletableFuture<>();
        waiting.add(new Waiting(new Beat(instance, heartbeat), answer));
        if (called.compareAndSet(false, true)) {
            try {
                worker.execute(this::take);
            } catch (RejectedExecutionException closing) {
                answer.completeExceptionally(
                        new NotLeadingException("this control plane doesn't lead any more", closing));
            }
        }
        return answer;
    }

    private void take() {
        // First: who adds from here on calls again.
        called.set(false);
        List<Waiting> all = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            List<HeartbeatAnswer> answers =
                    fleet.heartbeats(all.stream().map(Waiting::beat).toList());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            all.forEach(each -> each.answer().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.answer().completeExceptionally(new NotLeadingException("this control plane doesn't lead any more"));
        }
    }
}
