package io.crossfade.jdbc;

import io.crossfade.dualread.Findings;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.phase.ControlPlane;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Compares a sample of what the application reads, while both sides are there, and tells the control plane. It takes part in
 * nothing of the application's: one thread of its own runs what was drawn, on a connection of its own, another one tells.
 *
 * <p>No claim is held meanwhile, so that no flip waits for a comparison. One that an epoch has overtaken doesn't count, and
 * the control plane counts none that was read under another phase than it believes.
 */
final class DualReads {

    private static final Logger LOG = System.getLogger(DualReads.class.getName());
    private static final int MILLION = 1_000_000;
    private static final int WAITING = 32;
    private static final long IDLE_SECONDS = 30;
    private static final long LONGEST_TOLD_MILLIS = 20_000;
    private static final Pauses USUAL = new Pauses(500, 1_000, 10_000);

    /** For all instances made from now on; other than usual in tests only. */
    private static volatile Pauses pausesToTake = USUAL;

    private final Pauses pauses = pausesToTake;
    private final ControlPlane controlPlane;
    private final boolean inside;
    private final int threshold;
    private final long intervalNanos;
    private final Findings findings;
    private final Comparing comparing;
    private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());
    private final Semaphore news = new Semaphore(0);
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), DualReads::daemon);
    private final Object lock = new Object();
    private volatile ComparisonOrders orders = ComparisonOrders.NONE;

    /** The epoch for which orders are asked; -1 if nothing has two sides. Written under the lock, as those below are. */
    private volatile long wanted = -1;

    private boolean resting;
    private @Nullable Thread reporter;

    /**
     * How much is compared.
     *
     * @param percent of the queries that touch a migration with two sides
     * @param perSecond at most, in this JVM
     * @param inside whether in the application's own transaction, where that is possible
     */
    record Rate(double percent, double perSecond, boolean inside) {

        boolean isNone() {
            return percent == 0 || perSecond == 0;
        }

        private int threshold() {
            return (int) Math.ceil(percent / 100 * MILLION);
        }

        private long intervalNanos() {
            return (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        }
    }

    /**
     * How long the reporter waits between two reports.
     *
     * <p>The control plane may want longer ones.
     *
     * @param soonMillis while there is more to tell, or nobody has said yet what may be compared
     * @param askMillis otherwise
     * @param restMillis at most, while the control plane can't be reached
     */
    record Pauses(long soonMillis, long askMillis, long restMillis) {}

    /** Has tests wait for less. */
    static void takePauses(Pauses pauses) {
        pausesToTake = pauses;
    }

    static void takeUsualPauses() {
        pausesToTake = USUAL;
    }

    DualReads(ControlPlane controlPlane, Rate rate, Findings findings, Comparing comparing) {
        this.controlPlane = controlPlane;
        this.findings = findings;
        this.comparing = comparing;
        this.inside = rate.inside();
        this.threshold = rate.threshold();
        this.intervalNanos = rate.intervalNanos();
        worker.allowCoreThreadTimeOut(true);
    }

    /** Whether both sides of a migration are written and have been filled. */
    static boolean hasTwoSides(Phase phase) {
        return phase.job() == Job.VERIFY || phase.readsByPercentage();
    }

    /** Whether the query at hand is one of the sample. */
    boolean draws() {
        return ThreadLocalRandom.current().nextInt(MILLION) < threshold;
    }

    /**
     * Has a query compared, unless there is no time for it.
     *
     * @param run the statement of the delegate's that has just been run
     */
    void take(Sampled drawn, Statement run) {
        ComparisonOrders told = orders;
        if (told.epoch() != drawn.epoch()) {
            return; // nobody has said yet that the sides are complete
        }
        List<Migration> possible = drawn.plans().snapshot().migrations().stream()
                .filter(migration -> drawn.touched().contains(migration.name())
                        && told.migrations().contains(migration.name()))
                .toList();
        if (possible.isEmpty()) {
            return;
        }
        Migration migration = possible.get(ThreadLocalRandom.current().nextInt(possible.size()));
        long now = System.nanoTime();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + intervalNanos)) {
            findings.skipped(migration.name(), "rate");
            return;
        }
        Sampled frozen = drawn.frozen();
        if (frozen == null) {
            findings.skipped(migration.name(), "parameters");
            return;
        }
        if (inside && comparing.agreesInside(frozen, migration, run)) {
            findings.same(migration.name());
            return;
        }
        try {
            worker.execute(() -> comparing.compare(frozen, migration, this::isCurrent));
        } catch (RejectedExecutionException e) {
            findings.skipped(migration.name(), "queue");
        }
    }

    private boolean isCurrent(Sampled drawn) {
        return orders.epoch() == drawn.epoch();
    }

    /** A snapshot is about to become the current one. */
    void follow(Snapshot snapshot) {
        orders = ComparisonOrders.NONE;
        boolean hasTwoSides = snapshot.migrations().stream().anyMatch(migration -> hasTwoSides(migration.phase()));
        synchronized (lock) {
            resting = false;
            wanted = hasTwoSides ? snapshot.epoch() : -1;
            if (hasTwoSides && reporter == null) {
                Thread started = daemon(this::report);
                reporter = started;
                started.start();
            }
        }
        news.release();
    }

    private void report() {
        boolean failing = false;
        long pause = 0;
        while (true) {
            try {
                if (news.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                if (ends()) {
                    return;
                }
                closeIfIdle();
                long epoch = wanted;
                ComparisonReport report = findings.next(epoch);
                ComparisonOrders answer = controlPlane.compared(report);
                findings.taken(report);
                if (answer.epoch() == epoch && epoch == wanted) {
                    orders = answer;
                }
                failing = false;
                boolean complete =
                        orders.epoch() == epoch && !orders.migrations().isEmpty();
                long usual = findings.isEmpty() && complete ? pauses.askMillis() : pauses.soonMillis();
                pause = findings.fillAReport() ? usual : Math.max(usual, told(answer));
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!failing) {
                    LOG.log(
                            Level.INFO,
                            "Crossfade can''t tell {0} what comparing reads has found; it keeps that and tries again: {1}",
                            controlPlane.place(),
                            String.valueOf(e.getMessage()));
                }
                failing = true;
                pause = Math.min(pauses.restMillis(), Math.max(pauses.soonMillis(), pause * 2));
            }
        }
    }

    /** As rarely as the control plane wants, which may be wrong. */
    private static long told(ComparisonOrders answer) {
        return Math.min(LONGEST_TOLD_MILLIS, answer.nextMillis());
    }

    /** A queue that is full doesn't keep the reporter from telling what has been found. */
    private void closeIfIdle() {
        try {
            worker.execute(comparing::closeIfIdle);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.TRACE, "the connection for comparisons isn't idle", e);
        }
    }

    /** Whether there is nothing to compare any more and nothing left to tell. */
    private boolean ends() {
        synchronized (lock) {
            if (wanted < 0 && (resting || findings.isEmpty())) {
                reporter = null;
                return true;
            }
            return false;
        }
    }

    /** No connection is left; there may be others later. */
    void rest() {
        synchronized (lock) {
            wanted = -1;
            resting = true;
        }
        orders = ComparisonOrders.NONE;
        news.release();
        worker.execute(comparing::close);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "crossfade-comparison");
        thread.setDaemon(true);
        thread.setContextClassLoader(DualReads.class.getClassLoader());
        return thread;
    }
}
