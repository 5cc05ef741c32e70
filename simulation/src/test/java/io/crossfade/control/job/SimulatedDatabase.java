package io.crossfade.control.job;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.store.Facts;
import io.crossfade.control.store.Sample;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.simulate.Connections;
import io.crossfade.simulate.Db;
import io.crossfade.simulate.Guard;
import io.crossfade.simulate.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The application's database as a control plane works on it. The course of the jobs and their token are the product's. */
public final class SimulatedDatabase implements ApplicationDatabase {

    private final Db db;
    private final Schema schema;
    private final DatabaseConfig config;
    /** The one that is started in a history. */
    private final Migration migration;

    public SimulatedDatabase(Db db, Schema schema, DatabaseConfig config, Migration migration) {
        this.db = db;
        this.schema = schema;
        this.config = config;
        this.migration = migration;
    }

    @Override
    public StartCheck check(MigrationDefinition definition, List<Migration> running) {
        return new StartCheck(migration, Facts.of(List.of()), List.of(), List.of());
    }

    @Override
    public Set<String> mentioned(Migration asked) {
        return Set.of();
    }

    @Override
    public List<String> dependents(Migration asked, List<String> unaffected) {
        return List.of();
    }

    @Override
    public SchemaFacts schema(TableId table) {
        throw new UnsupportedOperationException("nobody asks for the schema");
    }

    @Override
    public List<RecordedStatement> recorded() {
        return List.of();
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asking(Question<T> question) {
        try {
            schema.mayFail();
            Connection connection = Connections.open(db);
            try {
                return question.ask(connection);
            } finally {
                connection.close();
            }
        } catch (SQLException e) {
            throw new DatabaseException("the database doesn't answer: " + e.getMessage(), e);
        }
    }

    @Override
    public Fence fence() {
        return new Fence() {
            @Override
            public long show(Snapshot snapshot) {
                return asking(connection -> schema.show(Connections.session(connection), snapshot));
            }

            @Override
            public List<DatabaseSession> strangers(Set<String> instances) {
                return asking(connection -> schema.strangers(Connections.session(connection), instances));
            }
        };
    }

    @Override
    public boolean hasSessions(String instanceId) {
        return asking(connection -> schema.hasSessions(Connections.session(connection), instanceId));
    }

    @Override
    public List<DatabaseSession> sessions(String instanceId) {
        return asking(connection -> schema.sessions(Connections.session(connection), instanceId));
    }

    @Override
    public boolean end(long process) {
        return asking(connection -> schema.end(Connections.session(connection), process));
    }

    private interface Work {
        void on(Connection connection, JobToken token) throws SQLException;
    }

    /** As {@link SessionPool} does it: a connection that is lost makes the job go on with another. */
    private void working(JobRun run, Work work) {
        while (true) {
            try {
                Connection connection = Connections.open(db);
                try {
                    JobToken token =
                            PostgreSqlFence.token(connection, run.migration().name(), new LeaderTerm("shop", 0));
                    token.begin(connection, run);
                    work.on(connection, token);
                    return;
                } finally {
                    connection.close();
                }
            } catch (SQLException e) {
                run.checkStopped();
                run.waitingFor("the database: " + e.getMessage());
            }
            run.pause(Duration.ofMillis(500));
        }
    }

    @Override
    public void carryOut(Job job, JobRun run) {
        working(run, (connection, token) -> new PhaseJob(run, config, new Steps(run, connection, token)).carryOut(job));
    }

    @Override
    public void undoExpand(JobRun run) {
        working(run, (connection, token) -> new Steps(run, connection, token).undoExpand());
    }

    @Override
    public void stopWritingTarget(JobRun run) {
        working(run, (connection, token) -> new PhaseJob(run, config, new Steps(run, connection, token))
                .stopWritingTarget());
    }

    @Override
    public void restoreSource(JobRun run) {
        working(run, (connection, token) -> new Steps(run, connection, token).restoreSource());
    }

    @Override
    public void close() {}

    private final class Steps implements SchemaWork {

        private final JobRun run;
        private final Connection connection;
        private final JobToken token;

        Steps(JobRun run, Connection connection, JobToken token) {
            this.run = run;
            this.connection = connection;
            this.token = token;
        }

        /** As {@link SchemaChange} does it in a transaction. */
        private void change(Schema.Change change) throws SQLException {
            if (db.changesCommit) {
                patiently(change);
                return;
            }
            run.stopPoint(change.name());
            Db.Session session = Connections.session(connection);
            connection.setAutoCommit(false);
            try {
                if (!Guard.SCHEMA_CHANGE_HOLDS_ITS_TOKEN.isOff()) {
                    token.hold(connection);
                }
                schema.change(session, run.migration().name(), change, token.token());
            } catch (SQLException | RuntimeException e) {
                schema.rollback(session);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }

        /** As {@link SchemaChange} does it outside of one. */
        private void patiently(Schema.Change change) throws SQLException {
            run.stopPoint(change.name());
            token.during(
                    connection,
                    run,
                    () -> schema.change(
                            Connections.session(connection), run.migration().name(), change, token.token()));
        }

        @Override
        public RowSides sides(boolean reverse) {
            return new Sides(run, connection, token, reverse);
        }

        @Override
        public void expand() throws SQLException {
            change(Schema.Change.ADD_TARGET);
        }

        @Override
        public void undoExpand() throws SQLException {
            change(Schema.Change.DROP_TARGET);
        }

        @Override
        public void setDefaults() {}

        @Override
        public void buildUniqueIndexes() throws SQLException {
            patiently(Schema.Change.MAKE_TARGET_UNIQUE);
        }

        @Override
        public void dropUniqueIndexes() throws SQLException {
            patiently(Schema.Change.FREE_TARGET_OF_INDEXES);
        }

        @Override
        public void bindTarget() throws SQLException {
            change(Schema.Change.BIND_TARGET);
        }

        @Override
        public void releaseTarget() throws SQLException {
            change(Schema.Change.RELEASE_TARGET);
        }

        @Override
        public void releaseSource() throws SQLException {
            run.saveFacts(facts -> facts.releasing(List.of()));
            change(Schema.Change.RELEASE_SOURCE);
        }

        @Override
        public void restoreSource() throws SQLException {
            change(Schema.Change.BIND_SOURCE);
            run.saveFacts(Facts::restored);
        }

        @Override
        public void analyze() {}

        @Override
        public void contract() throws SQLException {
            change(Schema.Change.DROP_SOURCE);
        }
    }

    /** One row is a chunk. */
    private final class Sides implements RowSides {

        private final JobRun run;
        private final Connection connection;
        private final JobToken token;
        private final boolean reverse;

        Sides(JobRun run, Connection connection, JobToken token, boolean reverse) {
            this.run = run;
            this.connection = connection;
            this.token = token;
            this.reverse = reverse;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public long estimateRows() {
            return db.rowCount();
        }

        @Override
        public Optional<Keyset.Chunk> next(String cursor, int rows) {
            int row = cursor == null ? 0 : Integer.parseInt(Keyset.read(cursor).get(0)) + 1;
            return row < db.rowCount()
                    ? Optional.of(new Keyset.Chunk(null, List.of(String.valueOf(row)), 1))
                    : Optional.empty();
        }

        private static int row(Keyset.Chunk chunk) {
            return Integer.parseInt(chunk.lastKey());
        }

        @Override
        public long copy(Keyset.Chunk chunk) throws SQLException {
            Db.Session session = Connections.session(connection);
            connection.setAutoCommit(false);
            try {
                token.hold(connection);
                schema.copy(session, row(chunk), reverse);
                schema.commitCopies(session, run.migration().name(), token.token());
            } catch (SQLException | RuntimeException e) {
                schema.rollback(session);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            return 1;
        }

        @Override
        public Map<String, Sample> differing(Keyset.Chunk chunk, int pass) throws SQLException {
            Map<String, Sample> found = new LinkedHashMap<>();
            if (schema.differs(Connections.session(connection), row(chunk))) {
                found.put(chunk.lastKey(), new Sample(chunk.lastKey(), "", "", pass));
            }
            return found;
        }
    }
}
