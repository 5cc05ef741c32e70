package io.crossfade.control.job;

import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.StoreException;
import io.crossfade.control.store.JobState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which jobs run: one per migration whose job is under way. Safe for use by several threads. */
public final class JobWorkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);

    private record Worker(JobRun run, Thread thread) {}

    private final Map<String, Worker> workers = new ConcurrentHashMap<>();

    public boolean isRunning(String migration) {
        return workers.containsKey(migration);
    }

    /**
     * Runs a job, unless one of this migration runs already.
     *
     * @param work does the job from where its state stands
     * @param ended called on the worker's thread when the job is done, has failed or has stopped
     */
    public void start(String migration, JobRun run, Consumer<JobRun> work, Runnable ended) {
        Thread thread = new Thread(
                () -> {
                    try {
                        carryOut(migration, run, work);
                    } finally {
                        workers.remove(migration);
                        endedOn(migration, ended);
                    }
                },
                "crossfade-job-" + migration);
        thread.setDaemon(true);
        if (workers.putIfAbsent(migration, new Worker(run, thread)) == null) {
            thread.start();
        }
    }

    private static void endedOn(String migration, Runnable ended) {
        try {
            ended.run();
        } catch (NotLeadingException e) {
            LOG.info("{}: what comes next is another control plane's: {}", migration, e.getMessage());
        }
    }

    private static void carryOut(String migration, JobRun run, Consumer<JobRun> work) {
        try {
            run.save(job -> job.running(run.now()));
            work.accept(run);
            run.save(job -> job.finished(run.now()));
            LOG.info("{}: {} is done", migration, run.state().job());
        } catch (JobStoppedException e) {
            LOG.info("{}: {} stopped: {}", migration, run.state().job(), e.getMessage());
        } catch (NotLeadingException e) {
            LOG.info("{}: {} goes on elsewhere: {}", migration, run.state().job(), e.getMessage());
        } catch (StoreException e) {
            LOG.error(
                    "{}: {} can't write down how far it is: {}",
                    migration,
                    run.state().job(),
                    e.getMessage());
        } catch (RuntimeException e) {
            fail(migration, run, e);
        }
    }

    private static void fail(String migration, JobRun run, RuntimeException cause) {
        boolean understood = cause instanceof JobFailedException;
        String why = understood ? String.valueOf(cause.getMessage()) : cause.toString();
        LOG.error("{}: {} has failed: {}", migration, run.state().job(), why, understood ? null : cause);
        try {
            run.save((JobState job) -> job.failed(why, run.now()));
        } catch (JobStoppedException | NotLeadingException e) {
            LOG.info("{}: {}", migration, e.getMessage());
        }
    }

    /** Tells a job to stop and waits until it has. Returns whether it has within the time. */
    public boolean stop(String migration, Duration longest) {
        Worker worker = workers.get(migration);
        if (worker == null) {
            return true;
        }
        try {
            worker.run().stop();
            worker.thread().join(longest.toMillis());
        } catch (SQLException e) {
            LOG.warn("{}: the statement under way can't be cancelled: {}", migration, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !worker.thread().isAlive();
    }

    @Override
    public void close() {
        for (String migration : workers.keySet()) {
            stop(migration, Duration.ofSeconds(5));
        }
    }
}
