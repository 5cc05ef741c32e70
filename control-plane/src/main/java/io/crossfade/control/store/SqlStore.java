package io.crossfade.control.store;

import io.crossfade.migration.Wire;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in tables, the same ones in each kind of database. */
abstract sealed class SqlStore implements Store permits H2Store, PostgreSqlStore {

    static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS database_epoch (database VARCHAR PRIMARY KEY, epoch BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS migration (name VARCHAR PRIMARY KEY, phase_epoch BIGINT NOT NULL,"
                    + " document TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS job (migration VARCHAR PRIMARY KEY, document TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fact (migration VARCHAR PRIMARY KEY, document TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS instance (database VARCHAR, id VARCHAR, last_seen BIGINT NOT NULL,"
                    + " heartbeat TEXT NOT NULL, PRIMARY KEY (database, id))",
            "CREATE TABLE IF NOT EXISTS transition (place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " migration VARCHAR NOT NULL, document TEXT NOT NULL)");

    private final SqlLedger ledger = new SqlLedger(this);

    /** Runs something in a transaction that changes nothing. */
    abstract <T> T reading(Work<T> work);

    /** Runs something in a transaction, all of it or nothing. */
    abstract <T> T writing(Work<T> work);

    /** The connection of the transaction under way. */
    abstract Connection connection();

    /**
     * A statement that puts a row in the place of the one with the same key, if there is one.
     *
     * @param keys the first columns, how many of them
     */
    abstract String upsert(String table, int keys, String... columns);

    @Override
    public long epoch(String database) {
        return reading(() -> readEpoch(database));
    }

    private long readEpoch(String database) throws SQLException {
        return one("SELECT epoch FROM database_epoch WHERE database = ?", row -> row.getLong(1), database)
                .orElse(0L);
    }

    /** In a way that also fails for the later one of two sessions at the same time. */
    private boolean setEpoch(String database, long expected) throws SQLException {
        if (execute("UPDATE database_epoch SET epoch = epoch + 1 WHERE database = ? AND epoch = ?", database, expected)
                > 0) {
            return true;
        }
        boolean first = expected == 0
                && all("SELECT epoch FROM database_epoch WHERE database = ?", row -> row.getLong(1), database)
                        .isEmpty();
        return first && execute("INSERT INTO database_epoch (database, epoch) VALUES (?, 1)", database) > 0;
    }

    @Override
    public List<MigrationState> migrations() {
        return reading(() ->
                all("SELECT document FROM migration ORDER BY name", row -> Documents.readMigration(row.getString(1))));
    }

    @Override
    public boolean compareAndSet(
            long expectedEpoch,
            MigrationState next,
            @Nullable JobState job,
            @Nullable Facts facts,
            Transition transition) {
        return writing(() -> {
            if (!setEpoch(next.database(), expectedEpoch)) {
                return false;
            }
            write(next);
            if (job != null) {
                execute(upsert("job", 1, "migration", "document"), next.name(), Documents.write(job));
            }
            if (facts != null) {
                writeFacts(next.name(), facts);
            }
            write(transition);
            return true;
        });
    }

    @Override
    public void update(MigrationState state) {
        writing(() -> {
            write(state);
            return true;
        });
    }

    @Override
    public void record(Transition event) {
        writing(() -> {
            write(event);
            return true;
        });
    }

    private void write(Transition event) throws SQLException {
        execute(
                "INSERT INTO transition (migration, document) VALUES (?, ?)",
                event.migration(),
                Documents.write(event));
    }

    private void write(MigrationState state) throws SQLException {
        execute(
                upsert("migration", 1, "name", "phase_epoch", "document"),
                state.name(),
                state.phaseEpoch(),
                Documents.write(state));
    }

    @Override
    public Optional<JobState> job(String migration) {
        return reading(() -> one(
                "SELECT document FROM job WHERE migration = ?",
                row -> Documents.read(row.getString(1), JobState.class),
                migration));
    }

    @Override
    public boolean saveJob(String migration, long phaseEpoch, JobState job) {
        return writing(() -> execute(
                        "UPDATE job SET document = ? WHERE migration = ? AND EXISTS"
                                + " (SELECT 1 FROM migration WHERE name = ? AND phase_epoch = ?)",
                        Documents.write(job),
                        migration,
                        migration,
                        phaseEpoch)
                > 0);
    }

    @Override
    public Facts facts(String migration) {
        return reading(() -> one(
                        "SELECT document FROM fact WHERE migration = ?",
                        row -> Documents.read(row.getString(1), Facts.class),
                        migration)
                .orElseGet(() -> Facts.of(List.of())));
    }

    @Override
    public void saveFacts(String migration, Facts facts) {
        writing(() -> {
            writeFacts(migration, facts);
            return true;
        });
    }

    private void writeFacts(String migration, Facts facts) throws SQLException {
        execute(upsert("fact", 1, "migration", "document"), migration, Documents.write(facts));
    }

    @Override
    public List<InstanceState> instances(String database) {
        return reading(() -> all(
                "SELECT id, heartbeat, last_seen FROM instance WHERE database = ? ORDER BY id",
                row -> new InstanceState(
                        database, row.getString(1), Wire.readHeartbeat(row.getString(2)), row.getLong(3)),
                database));
    }

    @Override
    public void saveInstance(InstanceState instance) {
        saveInstances(List.of(instance));
    }

    /** In one transaction: each is written to the disk. */
    @Override
    public void saveInstances(List<InstanceState> instances) {
        writing(() -> {
            String sql = upsert("instance", 2, "database", "id", "last_seen", "heartbeat");
            try (PreparedStatement statement = connection().prepareStatement(sql)) {
                for (InstanceState instance : instances) {
                    bind(
                            statement,
                            instance.database(),
                            instance.id(),
                            instance.lastSeen(),
                            Wire.write(instance.heartbeat()));
                    statement.addBatch();
                }
                return statement.executeBatch().length;
            }
        });
    }

    @Override
    public void deleteInstance(String database, String id) {
        writing(() -> execute("DELETE FROM instance WHERE database = ? AND id = ?", database, id)
                + execute("DELETE FROM comparison_report WHERE database = ? AND instance = ?", database, id));
    }

    @Override
    public List<Transition> history(String migration) {
        return reading(() -> all(
                "SELECT document FROM transition WHERE migration = ? ORDER BY place",
                row -> Documents.read(row.getString(1), Transition.class),
                migration));
    }

    @Override
    public LedgerStore ledgers() {
        return ledger;
    }

    int execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    <T> Optional<T> one(String sql, Row<T> row, Object... values) throws SQLException {
        return all(sql, row, values).stream().findFirst();
    }

    <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection().prepareStatement(sql);
        bind(statement, values);
        return statement;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
