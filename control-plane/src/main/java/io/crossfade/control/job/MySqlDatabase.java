package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** An application's database on MySQL or MariaDB, through MariaDB's driver, which speaks to both. */
public final class MySqlDatabase implements ApplicationDatabase {

    private final Dialect declared;
    private final DatabaseConfig config;
    private final SessionPool<MySqlSession> sessions;

    /** @param name the logical database */
    public MySqlDatabase(String name, DatabaseConfig config) {
        this.config = config;
        this.declared = config.url().startsWith("jdbc:mysql:") ? Dialect.MYSQL : Dialect.MARIADB;
        this.sessions = new SessionPool<>(
                name,
                config,
                MySqlUrl.forMariaDbsDriver(config.url()),
                settings -> settings.setDriverClassName("org.mariadb.jdbc.Driver"),
                MySqlSession::open);
    }

    @Override
    public StartCheck check(MigrationDefinition definition) {
        return sessions.asking(session -> new MySqlCheck(session, definition, config.chunkRows()).run());
    }

    @Override
    public Set<String> mentioned(Migration migration) {
        return Formulas.mentioned(migration, declared);
    }

    @Override
    public List<String> dependents(Migration migration) {
        return sessions.asking(session -> {
            TableFacts table = MySqlTables.read(session, migration.table()).orElse(null);
            return table == null ? List.of() : new MySqlDependents(session, table).of(TargetColumn.sources(migration));
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
        return Fence.NONE;
    }

    @Override
    public boolean hasSessions(String instanceId) {
        return sessions.asking(session -> MySqlSessions.isAnyOf(session, instanceId));
    }

    @Override
    public List<DatabaseSession> sessions(String instanceId) {
        return sessions.asking(session -> MySqlSessions.of(session, instanceId));
    }

    @Override
    public boolean end(long process) {
        return sessions.asking(session -> MySqlSessions.end(session, process));
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
            MySqlChange change = new MySqlChange(run, session, sessions.dataSource(), config.lockTimeout());
            work.on(new MySqlWork(new MySqlScene(run, session, change, config)));
            return true;
        });
    }

    @Override
    public void close() {
        sessions.close();
    }
}
