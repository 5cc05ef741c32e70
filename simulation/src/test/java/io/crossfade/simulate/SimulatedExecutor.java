package io.crossfade.simulate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Runs in tasks of the process that asks for it; what is executed at once, one after the other. */
public final class SimulatedExecutor extends ScheduledThreadPoolExecutor {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean working;
    private boolean closed;

    public SimulatedExecutor(int threads, ThreadFactory unused) {
        super(threads);
    }

    @Override
    public void execute(Runnable command) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        waiting.add(command);
        if (!working) {
            working = true;
            World world = World.get();
            Task unused = world.spawn(world.task().proc, "background", this::work);
        }
    }

    private void work() {
        while (true) {
            Runnable next = waiting.poll();
            if (next == null) {
                working = false;
                return;
            }
            next.run();
        }
    }

    /** Watching the catalog and the like, which is no part of the protocol, isn't done. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        if (unit == TimeUnit.MILLISECONDS) {
            World world = World.get();
            Task unused = world.spawn(world.task().proc, "tick", () -> {
                while (!closed) {
                    boolean unusedToo = world.blockFor(() -> closed, unit.toNanos(delay));
                    command.run();
                }
            });
        }
        return null;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        World world = World.get();
        Task unused = world.spawn(world.task().proc, "later", () -> {
            boolean unusedToo = world.blockFor(() -> false, unit.toNanos(delay));
            command.run();
        });
        return null;
    }

    @Override
    public List<Runnable> shutdownNow() {
        closed = true;
        return List.of();
    }
}
