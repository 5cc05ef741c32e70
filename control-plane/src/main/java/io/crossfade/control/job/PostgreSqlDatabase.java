package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** An application's database on PostgreSQL. */
public final class PostgreSqlDatabase implements ApplicationDatabase {

    private static final String LOCK_HOLDERS = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
                AND classid = ?::bigint::oid AND objid = ?::bigint::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """;

    private final DatabaseConfig config;
    private final SessionPool<Session> sessions;
    private final PostgreSqlFence fence;
    private final LeaderTerm term;

    /**
     * @param name the logical database
     * @param leaderTerm in which the control plane leads
     */
    public PostgreSqlDatabase(String name, DatabaseConfig config, long leaderTerm) {
        this.config = config;
        this.term = new LeaderTerm(name, leaderTerm);
        this.sessions = new SessionPool<>(
                name,
                config,
                config.url(),
                settings -> settings.addDataSourceProperty("ApplicationName", "crossfade"),
                Session::open);
        this.fence = new PostgreSqlFence(term, sessions);
    }

    @Override
    public StartCheck check(MigrationDefinition definition, List<Migration> running) {
        return sessions.asking(session -> new PreStartCheck(session, definition, config.chunkRows()).run());
    }

    @Override
    public Set<String> mentioned(Migration migration) {
        return Formulas.mentioned(migration, Dialect.POSTGRESQL);
    }

    @Override
    public List<String> dependents(Migration migration, List<String> unaffected) {
        return sessions.asking(session -> {
            TableFacts table = session.reading(connection -> TableFacts.read(connection, migration.table()))
                    .orElse(null);
            return table == null
                    ? List.of()
                    : new Dependents(session, table, unaffected).of(TargetColumn.sources(migration));
        });
    }

    @Override
    public SchemaFacts schema(TableId table) {
        return sessions.asking(session -> PostgreSqlSchema.read(session.connection(), table));
    }

    @Override
    public List<RecordedStatement> recorded() {
        return sessions.asking(session -> PgStatStatements.read(session.connection()));
    }

    @Override
    public Fence fence() {
        return fence;
    }

    @Override
    public boolean hasSessions(String instanceId) {
        long key = InstanceKey.of(instanceId);
        return sessions.asking(session -> Rows.one(
                        session.connection(), LOCK_HOLDERS, row -> row.getBoolean(1), key >>> 32, key & 0xFFFF_FFFFL)
                .orElse(true));
    }

    @Override
    public List<DatabaseSession> sessions(String instanceId) {
        return sessions.asking(session -> PostgreSqlSessions.of(session, instanceId));
    }

    @Override
    public boolean end(long process) {
        return sessions.asking(session -> {
            fence.begin(session.connection());
            return PostgreSqlSessions.end(session, process, term);
        });
    }

    @Override
    public void carryOut(Job job, JobRun run) {
        working(run, scene -> new PhaseJob(run, config, new PostgreSqlWork(scene)).carryOut(job));
    }

    @Override
    public void undoExpand(JobRun run) {
        working(run, scene -> new PostgreSqlWork(scene).undoExpand());
    }

    @Override
    public void stopWritingTarget(JobRun run) {
        working(run, scene -> new PhaseJob(run, config, new PostgreSqlWork(scene)).stopWritingTarget());
    }

    @Override
    public void restoreSource(JobRun run) {
        working(run, scene -> new PostgreSqlWork(scene).restoreSource());
    }

    private interface Work {
        void on(JobScene scene) throws SQLException;
    }

    private void working(JobRun run, Work work) {
        sessions.working(run, session -> {
            JobToken token =
                    PostgreSqlFence.token(session.connection(), run.migration().name(), term);
            token.begin(session.connection(), run);
            SchemaChange change =
                    new SchemaChange(run, session, new Blockers(sessions.dataSource()), config.lockTimeout(), token);
            work.on(new JobScene(run, session, change, config, token));
            return true;
        });
    }

    @Override
    public void close() {
        sessions.close();
    }
}
