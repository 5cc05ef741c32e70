package io.crossfade.simulate;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the product's code calls in the place of the JDK. The names are the JDK's. */
public final class Hooks {

    private Hooks() {}

    public static long nanoTime() {
        return World.get().nanos;
    }

    public static long currentTimeMillis() {
        World world = World.get();
        return world.nanos / 1_000_000 + world.task().proc.wallMillis;
    }

    public static void sleep(long millis) throws InterruptedException {
        World world = World.get();
        boolean unused = world.blockFor(() -> false, millis * 1_000_000);
        checkInterrupted();
    }

    static void checkInterrupted() throws InterruptedException {
        Task me = World.get().task();
        if (me.interrupted) {
            me.interrupted = false;
            throw new InterruptedException();
        }
    }

    /** Who is here goes on much later, if that happens in this history. */
    public static void linger() {
        World.get().linger();
    }

    /** Who waits in a task looks for itself. */
    public static void notifyAll(Object monitor) {}

    public static void timedWait(TimeUnit unit, Object monitor, long time) throws InterruptedException {
        World world = World.get();
        boolean unused = world.blockFor(() -> false, Math.max(0, unit.toNanos(time)));
        checkInterrupted();
    }

    public static void join(Thread thread, long millis) throws InterruptedException {
        SimulatedThread joined = (SimulatedThread) thread;
        boolean unused = World.get().blockFor(() -> joined.task == null || joined.task.finished, millis * 1_000_000);
        checkInterrupted();
    }

    public static boolean isAlive(Thread thread) {
        SimulatedThread asked = (SimulatedThread) thread;
        return asked.task != null && !asked.task.finished;
    }

    public static Thread currentThread() {
        Task me = World.get().task();
        if (me.thread == null) {
            me.thread = new SimulatedThread(me);
        }
        return me.thread;
    }

    public static ExecutorService newSingleThreadExecutor(ThreadFactory threads) {
        return new SimulatedExecutor(1, threads);
    }

    public static ScheduledExecutorService newSingleThreadScheduledExecutor(ThreadFactory threads) {
        return new SimulatedExecutor(1, threads);
    }

    public static int nextInt(ThreadLocalRandom unused, int bound) {
        return World.get().chance.below(bound);
    }

    public static int nextInt(ThreadLocalRandom unused) {
        return (int) World.get().chance.next();
    }

    public static long nextLong(ThreadLocalRandom unused, long bound) {
        return World.get().chance.below((int) bound);
    }

    public static <T> CompletableFuture<T> completeAsync(CompletableFuture<T> future, Supplier<T> value) {
        var unused = future.complete(value.get());
        return future;
    }

    /** Nobody waits that long: who has no answer at once asks again. */
    public static <T> CompletableFuture<T> completeOnTimeout(
            CompletableFuture<T> future, T value, long time, TimeUnit unit) {
        return future;
    }
}
