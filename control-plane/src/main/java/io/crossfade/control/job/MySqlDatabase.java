package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** An application's database on MySQL or MariaDB, through MariaDB's driver, which speaks to both. */
public final class MySqlDatabase implements ApplicationDatabase {

    /** A wait for a row that was too long, or a deadlock. */
    private static final Set<Integer> PASSING = Set.of(1205, 1213);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Dialect declared;
    private final DatabaseConfig config;
    private final SessionPool<MySqlSession> sessions;
    private final MySqlRegistry registry;
    private final MySqlFence fence;
    private final LeaderTerm term;

    /**
     * @param name the logical database
     * @param leaderTerm in which the control plane leads
     */
    public MySqlDatabase(String name, DatabaseConfig config, long leaderTerm) {
        this.config = config;
        this.term = new LeaderTerm(name, leaderTerm);
        this.declared = config.url().startsWith("jdbc:mysql:") ? Dialect.MYSQL : Dialect.MARIADB;
        this.sessions = new SessionPool<>(
                name,
                config,
                MySqlUrl.forMariaDbsDriver(config.url()),
                settings -> settings.setDriverClassName("org.mariadb.jdbc.Driver"),
                MySqlSession::open);
        this.registry = new MySqlRegistry(name);
        this.fence = new MySqlFence(term, sessions);
    }

    @Override
    public StartCheck check(MigrationDefinition definition, List<Migration> running) {
        return sessions.asking(session -> new MySqlCheck(session, definition, running, config.chunkRows()).run());
    }

    @Override
    public Set<String> mentioned(Migration migration) {
        return Formulas.mentioned(migration, declared);
    }

    @Override
    public List<String> dependents(Migration migration, List<String> unaffected) {
        return sessions.asking(session -> {
            TableFacts table = MySqlTables.read(session, migration.table()).orElse(null);
            return table == null
                    ? List.of()
                    : new MySqlDependents(session, table, unaffected).of(TargetColumn.sources(migration));
        });
    }

    @Override
    public SchemaFacts schema(TableId table) {
        return sessions.asking(session -> MySqlSchema.read(session, table));
    }

    @Override
    public List<RecordedStatement> recorded() {
        List<RecordedStatement> recorded = sessions.asking(session -> MySqlDigests.read(session.connection()));
        if (recorded.isEmpty()) {
            throw new RefusedException(
                    "the database records no statements",
                    List.of(
                            "performance_schema is off, or its consumer statements_digest is: switch them on, or give the"
                                    + " statements in a file with --sql"));
        }
        return recorded;
    }

    @Override
    public Fence fence() {
        return fence;
    }

    @Override
    public boolean hasSessions(String instanceId) {
        return sessions.asking(session -> registry.hasSessions(session, instanceId));
    }

    @Override
    public List<DatabaseSession> sessions(String instanceId) {
        return sessions.asking(session -> registry.sessions(session, instanceId));
    }

    @Override
    public boolean end(long process) {
        return sessions.asking(session -> fence.inTerm(session, () -> registry.end(session, process)));
    }

    @Override
    public void carryOut(Job job, JobRun run) {
        working(run, work -> new PhaseJob(run, config, work).carryOut(job));
    }

    @Override
    public void undoExpand(JobRun run) {
        working(run, MySqlWork::undoExpand);
    }

    @Override
    public void stopWritingTarget(JobRun run) {
        working(run, work -> new PhaseJob(run, config, work).stopWritingTarget());
    }

    @Override
    public void restoreSource(JobRun run) {
        working(run, MySqlWork::restoreSource);
    }

    private interface Work {
        void on(MySqlWork work) throws SQLException;
    }

    private void working(JobRun run, Work work) {
        sessions.working(run, session -> {
            JobToken token = token(run, session);
            token.begin(session.connection(), run);
            MySqlChange change = new MySqlChange(run, session, sessions.dataSource(), config.lockTimeout(), token);
            work.on(new MySqlWork(new MySqlScene(run, session, change, config, token)));
            return true;
        });
    }

    /** A transaction of the run before may hold the row, and may be a long one. */
    private JobToken token(JobRun run, MySqlSession session) throws SQLException {
        while (true) {
            try {
                JobToken token = MySqlFence.token(session, run.migration().name(), term);
                run.waitingFor(null);
                return token;
            } catch (SQLException e) {
                if (!PASSING.contains(e.getErrorCode())) {
                    throw e;
                }
                run.waitingFor("the end of a transaction of the run before: " + RowError.message(e));
            }
            run.pause(PAUSE);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
