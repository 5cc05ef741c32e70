package io.crossfade.control.job;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changes a schema without making applications wait: what needs a strong lock gives up within the lock timeout and comes
 * again later; what needs a weak one may wait. Either way the job says who is in the way.
 */
final class SchemaChange {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    private static final String QUERY_CANCELED = "57014";

    private final JobRun run;
    private final Session session;
    private final Blockers blockers;
    private final Duration lockTimeout;
    private final JobToken token;

    SchemaChange(JobRun run, Session session, Blockers blockers, Duration lockTimeout, JobToken token) {
        this.run = run;
        this.session = session;
        this.blockers = blockers;
        this.lockTimeout = lockTimeout;
        this.token = token;
    }

    /** Runs statements in one transaction, each with the lock timeout, again and again until the locks could be had. */
    void underLock(List<String> statements) throws SQLException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                watched(() -> session.inTransaction(
                        () -> "SET LOCAL lock_timeout = '" + lockTimeout.toMillis() + "ms'", connection -> {
                            token.hold(connection);
                            for (String statement : statements) {
                                execute(statement);
                            }
                            return true;
                        }));
                run.waitingFor(null);
                return;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
            }
            if (run.state().waitingFor() == null) {
                run.waitingFor("a lock that wasn't free for " + lockTimeout.toMillis() + " ms; trying again");
            }
            run.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Runs a statement outside a transaction that others don't queue behind, for as long as it takes. */
    void patiently(String statement) throws SQLException {
        Rows.execute(session.connection(), "SET lock_timeout = 0");
        token.during(
                session.connection(),
                run,
                () -> watched(() -> {
                    execute(statement);
                    return true;
                }));
        run.waitingFor(null);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            run.working(statement);
            statement.execute(sql);
        } catch (SQLException e) {
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                run.checkStopped();
            }
            throw new SQLException(e.getMessage() + " [" + sql + "]", e.getSQLState(), e);
        } finally {
            run.working(null);
        }
    }

    private interface Change {
        boolean make() throws SQLException;
    }

    /** Makes a change while a second thread looks who holds it up. */
    private void watched(Change change) throws SQLException {
        int processId = session.processId();
        AtomicReference<Optional<String>> seen = new AtomicReference<>(Optional.empty());
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "crossfade-blockers");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(50, Math.min(500, lockTimeout.toMillis() / 3));
        var unused = watch.scheduleWithFixedDelay(() -> look(processId, seen), period, period, TimeUnit.MILLISECONDS);
        try {
            change.make();
        } finally {
            watch.shutdownNow();
        }
    }

    private void look(int processId, AtomicReference<Optional<String>> seen) {
        try {
            Optional<String> blocker = blockers.of(processId);
            if (blocker.isPresent() && !blocker.equals(seen.getAndSet(blocker))) {
                run.waitingFor("a lock held by " + blocker.get());
            }
        } catch (SQLException | JobStoppedException e) {
            // The change itself goes on or ends by its own doing; only the name of its blocker is missing.
            seen.set(Optional.empty());
        }
    }
}
