package io.crossfade.control.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.DatabaseException;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An application's database on PostgreSQL. */
public final class PostgreSqlDatabase implements ApplicationDatabase {

    private static final String LOCK_HOLDERS = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
                AND classid = ?::bigint::oid AND objid = ?::bigint::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final DatabaseConfig config;
    private final HikariDataSource pool;

    /** @param name the logical database */
    public PostgreSqlDatabase(String name, DatabaseConfig config) {
        this.name = name;
        this.config = config;
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("crossfade-" + name);
        settings.setJdbcUrl(config.url());
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.addDataSourceProperty("ApplicationName", "crossfade");
        settings.setMinimumIdle(0);
        settings.setMaximumPoolSize(8);
        settings.setConnectionTimeout(5_000);
        // The control plane serves snapshots also while a database is down.
        settings.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(settings);
    }

    @Override
    public StartCheck check(MigrationDefinition definition) {
        return asking(session -> new PreStartCheck(session, definition).run());
    }

    @Override
    public List<String> dependents(Migration migration) {
        return asking(session -> {
            TableFacts table = session.reading(connection -> TableFacts.read(connection, migration.table()))
                    .orElse(null);
            return table == null ? List.of() : Dependents.of(session, table, migration);
        });
    }

    @Override
    public SchemaFacts schema(TableId table) {
        return asking(session -> PostgreSqlSchema.read(session.connection(), table));
    }

    @Override
    public List<RecordedStatement> recorded() {
        return asking(session -> PgStatStatements.read(session.connection()));
    }

    @Override
    public boolean hasSessions(String instanceId) {
        long key = InstanceKey.of(instanceId);
        return asking(session -> Rows.one(
                        session.connection(), LOCK_HOLDERS, row -> row.getBoolean(1), key >>> 32, key & 0xFFFF_FFFFL)
                .orElse(true));
    }

    @Override
    public void carryOut(Job job, JobRun run) {
        working(run, scene -> {
            switch (job) {
                case NONE -> {}
                case EXPAND -> new ExpandJob(scene).run();
                case BACKFILL -> new CopyRows(scene, false, "copy rows").run();
                case VERIFY -> new VerifyJob(scene).run();
                case PREPARE_SWITCH -> new PrepareSwitchJob(scene).run();
                case CONTRACT -> new ContractJob(scene).run();
            }
        });
    }

    @Override
    public void undoExpand(JobRun run) {
        working(run, scene -> new UndoExpand(scene).run());
    }

    private interface Question<T> {
        T ask(Session session) throws SQLException;
    }

    private <T> T asking(Question<T> question) {
        try (Session session = Session.open(pool)) {
            return question.ask(session);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "database '" + name + "' at " + config.url().replaceFirst("\\?.*", "") + " doesn't answer: "
                            + rootOf(e).getMessage(),
                    e);
        }
    }

    /** A pool says only that it waited in vain; what it wraps says why. */
    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause instanceof SQLException ? rootOf(cause) : failure;
    }

    private interface Work {
        void on(JobScene scene) throws SQLException;
    }

    @Override
    public void restoreSource(JobRun run) {
        working(run, scene -> new SwitchConstraints(scene).restoreSource());
    }

    /** Jobs can be resumed at any point, so one that lost its connection simply begins again where it was. */
    private void working(JobRun run, Work work) {
        Duration pause = Duration.ofMillis(500);
        while (true) {
            try (Session session = Session.open(pool)) {
                SchemaChange change = new SchemaChange(run, session, new Blockers(pool), config.lockTimeout());
                work.on(new JobScene(run, session, change, config));
                return;
            } catch (SQLException e) {
                run.checkStopped();
                if (!isPassing(e)) {
                    throw new JobFailedException(e.getMessage() + " (SQLState " + e.getSQLState() + ")", e);
                }
                run.waitingFor(
                        "the database, which can't be reached: " + rootOf(e).getMessage());
            }
            run.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private static boolean isPassing(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("08000");
        return e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53");
    }

    @Override
    public void close() {
        pool.close();
    }
}
