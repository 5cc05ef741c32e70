package io.crossfade.simulate;

import java.util.function.BooleanSupplier;

/** A thread of a process, or something that happens in it without one. */
final class Task {

    static final long NEVER = Long.MAX_VALUE;

    final String name;
    final Proc proc;
    final boolean inline;
    final Runnable work;

    /** Who is asked for by {@code Thread.currentThread()}; null if the thread isn't one of the product's. */
    SimulatedThread thread;

    /** What it waits for; null if it can go on. */
    BooleanSupplier until;

    long wakeAt = NEVER;
    boolean interrupted;
    boolean finished;

    /** The step before which it doesn't get its turn, whatever it could do. */
    int descheduledUntil;

    /** How many locks it holds under which nobody else may go on. */
    int quiet;

    /** Kept by hooks between two of them. */
    Object kept;

    volatile World.Worker worker;

    Task(String name, Proc proc, boolean inline, Runnable work) {
        this.name = name;
        this.proc = proc;
        this.inline = inline;
        this.work = work;
    }

    boolean canGoOn(long nanos, int step) {
        return proc.runs()
                && descheduledUntil <= step
                && (until == null || until.getAsBoolean() || wakeAt <= nanos || interrupted);
    }

    @Override
    public String toString() {
        return proc + "/" + name;
    }
}
