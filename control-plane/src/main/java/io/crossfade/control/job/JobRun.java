package io.crossfade.control.job;

import io.crossfade.control.store.Facts;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.migration.Migration;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job, from its start or its resumption to its end: what it writes down, and how it is told to stop.
 *
 * <p>The job's own thread does the work; the monitor guards what others touch: the state and the statement under way.
 */
public final class JobRun {

    private final MigrationState migration;
    private final Store store;
    private final InstantSource clock;
    private final StopPoints stopPoints;

    private JobState state;
    private boolean stopped;
    private @Nullable Statement underWay;

    public JobRun(MigrationState migration, JobState state, Store store, InstantSource clock, StopPoints stopPoints) {
        this.migration = migration;
        this.state = state;
        this.store = store;
        this.clock = clock;
        this.stopPoints = stopPoints;
    }

    Migration migration() {
        return migration.migration();
    }

    public synchronized JobState state() {
        return state;
    }

    long now() {
        return clock.millis();
    }

    /** Writes down how far the job has come; stops it if its migration has moved on without it. */
    synchronized void save(UnaryOperator<JobState> change) {
        JobState next = change.apply(state);
        if (!store.saveJob(migration.name(), migration.phaseEpoch(), next)) {
            stopped = true;
            throw new JobStoppedException("migration '" + migration.name() + "' has left the phase of this job");
        }
        state = next;
    }

    /** Stops it if its migration has moved on without it. */
    void confirm() {
        save(UnaryOperator.identity());
    }

    /** Begins a step, unless the job was already in it and resumes. */
    void step(String name, long total, int pass) {
        if (!state().step().equals(name) || state().pass() != pass) {
            save(before -> before.atStep(name, total, pass, now()));
        }
    }

    void waitingFor(@Nullable String whom) {
        Optional<String> before = Optional.ofNullable(state().waitingFor());
        if (!before.equals(Optional.ofNullable(whom))) {
            save(job -> job.waiting(whom, now()));
        }
    }

    void note(String note) {
        save(job -> {
            List<String> notes = new ArrayList<>(job.notes());
            if (!notes.contains(note)) {
                notes.add(note);
            }
            return job.withReport(notes, job.samples());
        });
    }

    Facts facts() {
        return store.facts(migration.name());
    }

    void saveFacts(UnaryOperator<Facts> change) {
        store.saveFacts(migration.name(), change.apply(facts()));
    }

    void stopPoint(String name) {
        checkStopped();
        stopPoints.reached(name);
    }

    synchronized void checkStopped() {
        if (stopped) {
            throw new JobStoppedException("the job of migration '" + migration.name() + "' was told to stop");
        }
    }

    /** Waits, unless told to stop. */
    synchronized void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (!stopped && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
        checkStopped();
    }

    /** The statement to cancel if the job is told to stop now; null when it has returned. */
    synchronized void working(@Nullable Statement statement) {
        if (statement != null) {
            checkStopped();
        }
        underWay = statement;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Tells the job to stop; it does so within a chunk, or at once where it waits for a lock. */
    synchronized void stop() throws SQLException {
        stopped = true;
        notifyAll();
        if (underWay != null) {
            underWay.cancel();
        }
    }
}
