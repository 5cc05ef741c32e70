package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Changes a table of MySQL or MariaDB while applications use it: at once or in place, never by a copy, and with a short
 * wait for the table's lock, behind which everybody else would queue. Each change commits by itself.
 */
final class MySqlChange {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** The server has no such way for this change, or not for this table. */
    private static final Set<Integer> NOT_SO = Set.of(1221, 1845, 1846);

    private static final Set<Integer> LOCKED = Set.of(1205, 1213);
    private static final int INTERRUPTED = 1317;

    private static final String LOCK_HOLDERS =
            "SELECT CONCAT('process ', t.processlist_id, ' (user ', t.processlist_user, ', ', t.processlist_command, ' for ',"
                    + " t.processlist_time, ' s): ', LEFT(COALESCE(t.processlist_info, ''), 200))"
                    + " FROM performance_schema.metadata_locks l JOIN performance_schema.threads t ON t.thread_id ="
                    + " l.owner_thread_id WHERE l.object_schema = ? AND l.object_name = ? AND l.lock_status = 'GRANTED'"
                    + " AND t.processlist_id <> ? LIMIT 3";

    private static final String TRANSACTIONS =
            "SELECT CONCAT('process ', p.id, ' (user ', p.user, ', ', p.command, ' for ', p.time, ' s): ',"
                    + " LEFT(COALESCE(p.info, ''), 200)) FROM information_schema.innodb_trx x JOIN"
                    + " information_schema.processlist p ON p.id = x.trx_mysql_thread_id WHERE p.id <> ?"
                    + " ORDER BY x.trx_started LIMIT 3";

    private final JobRun run;
    private final MySqlSession session;
    private final DataSource pool;
    private final Duration lockTimeout;
    private final JobToken token;

    MySqlChange(JobRun run, MySqlSession session, DataSource pool, Duration lockTimeout, JobToken token) {
        this.run = run;
        this.session = session;
        this.pool = pool;
        this.lockTimeout = lockTimeout;
        this.token = token;
    }

    /**
     * Alters a table.
     *
     * @throws JobFailedException if the server could do that only with a copy of the table, or with writers locked out
     */
    void alter(TableFacts table, String changes) throws SQLException {
        String sql = "ALTER TABLE " + session.form().table(table.id()) + " " + changes;
        try {
            patiently(table, sql + ", ALGORITHM=INSTANT");
            return;
        } catch (SQLException e) {
            rethrowOthers(e);
        }
        try {
            patiently(table, sql + ", ALGORITHM=INPLACE, LOCK=NONE");
        } catch (SQLException e) {
            rethrowOthers(e);
            throw new JobFailedException(
                    "the server would copy table " + table.id() + " or lock writers out for this change: " + changes
                            + ": " + RowError.message(e),
                    e);
        }
    }

    private static void rethrowOthers(SQLException e) throws SQLException {
        if (!NOT_SO.contains(e.getErrorCode())) {
            throw e;
        }
    }

    /** For a foreign key of which the rows are known to be in order: without this the server would copy the table. */
    void alterUnchecked(TableFacts table, String changes) throws SQLException {
        Rows.execute(session.connection(), "SET SESSION foreign_key_checks = 0");
        try {
            alter(table, changes);
        } finally {
            Rows.execute(session.connection(), "SET SESSION foreign_key_checks = 1");
        }
    }

    private void patiently(TableFacts table, String sql) throws SQLException {
        Rows.execute(
                session.connection(),
                "SET SESSION lock_wait_timeout = " + Math.max(1, (lockTimeout.toMillis() + 999) / 1000));
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                token.during(session.connection(), run, () -> watched(table, sql));
                run.waitingFor(null);
                return;
            } catch (SQLException e) {
                if (e.getErrorCode() == INTERRUPTED) {
                    run.checkStopped();
                }
                if (!LOCKED.contains(e.getErrorCode())) {
                    throw e;
                }
            }
            if (run.state().waitingFor() == null) {
                run.waitingFor("a lock on the table that wasn't free; trying again");
            }
            run.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Makes a change while a second thread looks who holds it up. */
    private void watched(TableFacts table, String sql) throws SQLException {
        long id = session.id();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "crossfade-blockers");
            thread.setDaemon(true);
            return thread;
        });
        var unused = watch.scheduleWithFixedDelay(() -> look(table, id), 300, 300, TimeUnit.MILLISECONDS);
        try (Statement statement = session.connection().createStatement()) {
            run.working(statement);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(RowError.message(e) + " [" + sql + "]", e.getSQLState(), e.getErrorCode(), e);
        } finally {
            run.working(null);
            watch.shutdownNow();
        }
    }

    private void look(TableFacts table, long id) {
        try (Connection connection = pool.getConnection()) {
            Optional<String> waiting = Rows.one(
                    connection,
                    "SELECT 1 FROM information_schema.processlist WHERE id = ? AND state LIKE 'Waiting for table metadata%'",
                    row -> row.getString(1),
                    id);
            if (waiting.isPresent()) {
                List<String> found = blockers(connection, table, id);
                if (!found.isEmpty()) {
                    run.waitingFor("a lock held by " + String.join("; ", found));
                }
            }
        } catch (SQLException | JobStoppedException e) {
            // The change itself goes on or ends by its own doing; only the name of its blocker is missing.
            return;
        }
    }

    private static List<String> blockers(Connection connection, TableFacts table, long id) throws SQLException {
        try {
            List<String> holders = Rows.all(
                    connection,
                    LOCK_HOLDERS,
                    row -> row.getString(1),
                    table.id().schema(),
                    table.id().name(),
                    id);
            if (!holders.isEmpty()) {
                return holders;
            }
        } catch (SQLException e) {
            // MariaDB has no such table, and MySQL may have it switched off.
            return Rows.all(connection, TRANSACTIONS, row -> row.getString(1), id);
        }
        return Rows.all(connection, TRANSACTIONS, row -> row.getString(1), id);
    }
}
