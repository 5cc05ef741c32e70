package io.crossfade.control.store;

import io.crossfade.control.error.StoreException;
import io.crossfade.migration.Wire;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a directory of its own: one file of an embedded H2. One process at a time may have it open. */
public final class H2Store implements Store {

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS database_epoch (database VARCHAR PRIMARY KEY, epoch BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS migration (name VARCHAR PRIMARY KEY, phase_epoch BIGINT NOT NULL,"
                    + " document CLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS job (migration VARCHAR PRIMARY KEY, document CLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fact (migration VARCHAR PRIMARY KEY, document CLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS instance (database VARCHAR, id VARCHAR, last_seen BIGINT NOT NULL,"
                    + " heartbeat CLOB NOT NULL, PRIMARY KEY (database, id))",
            "CREATE TABLE IF NOT EXISTS transition (place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " migration VARCHAR NOT NULL, document CLOB NOT NULL)");

    private static final Logger LOG = LoggerFactory.getLogger(H2Store.class);

    /** So that the file doesn't grow for ever. */
    private static final long MOST_BYTES = 32L << 20;

    /** Well before H2's longest time to keep what is free. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final DataDirectory data;
    private final H2File file;
    private final long mostBytes;
    /** Guarded by this object's monitor, as all statements are. */
    private Connection connection;

    private long openedNanos = System.nanoTime();

    /** How long the file was when it was copied last: what is left of it may be more than it may grow to. */
    private long bytesAtFirst;

    private final H2Ledger ledger = new H2Ledger(this);

    private H2Store(DataDirectory data, H2File file, long mostBytes) throws SQLException {
        this.data = data;
        this.mostBytes = mostBytes;
        this.file = file;
        this.connection = file.open();
    }

    /**
     * Opens the store in a directory, which is made if it isn't there.
     *
     * @throws io.crossfade.control.error.BadInputException if another control plane has it open
     */
    public static H2Store open(Path directory) {
        return open(directory, MOST_BYTES);
    }

    static H2Store open(Path directory, long mostBytes) {
        DataDirectory data = DataDirectory.lock(directory);
        try {
            H2Store store = new H2Store(data, new H2File(data.file("crossfade")), mostBytes);
            store.inTransaction(() -> {
                try (Statement statement = store.connection.createStatement()) {
                    for (String ddl : SCHEMA) {
                        statement.execute(ddl);
                    }
                    for (String ddl : H2Ledger.SCHEMA) {
                        statement.execute(ddl);
                    }
                }
                return true;
            });
            return store;
        } catch (SQLException e) {
            data.close();
            throw new StoreException("can't open the store in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long epoch(String database) {
        return inTransaction(() -> readEpoch(database));
    }

    private long readEpoch(String database) throws SQLException {
        return one("SELECT epoch FROM database_epoch WHERE database = ?", row -> row.getLong(1), database)
                .orElse(0L);
    }

    @Override
    public List<MigrationState> migrations() {
        return inTransaction(() ->
                all("SELECT document FROM migration ORDER BY name", row -> Documents.readMigration(row.getString(1))));
    }

    @Override
    public boolean compareAndSet(
            long expectedEpoch,
            MigrationState next,
            @Nullable JobState job,
            @Nullable Facts facts,
            Transition transition) {
        return inTransaction(() -> {
            if (readEpoch(next.database()) != expectedEpoch) {
                return false;
            }
            execute(
                    "MERGE INTO database_epoch (database, epoch) KEY (database) VALUES (?, ?)",
                    next.database(),
                    expectedEpoch + 1);
            write(next);
            if (job != null) {
                execute(
                        "MERGE INTO job (migration, document) KEY (migration) VALUES (?, ?)",
                        next.name(),
                        Documents.write(job));
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
        inTransaction(() -> {
            write(state);
            return true;
        });
    }

    @Override
    public void record(Transition event) {
        inTransaction(() -> {
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
                "MERGE INTO migration (name, phase_epoch, document) KEY (name) VALUES (?, ?, ?)",
                state.name(),
                state.phaseEpoch(),
                Documents.write(state));
    }

    @Override
    public Optional<JobState> job(String migration) {
        return inTransaction(() -> one(
                "SELECT document FROM job WHERE migration = ?",
                row -> Documents.read(row.getString(1), JobState.class),
                migration));
    }

    @Override
    public boolean saveJob(String migration, long phaseEpoch, JobState job) {
        return inTransaction(() -> execute(
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
        return inTransaction(() -> one(
                        "SELECT document FROM fact WHERE migration = ?",
                        row -> Documents.read(row.getString(1), Facts.class),
                        migration)
                .orElseGet(() -> Facts.of(List.of())));
    }

    @Override
    public void saveFacts(String migration, Facts facts) {
        inTransaction(() -> {
            writeFacts(migration, facts);
            return true;
        });
    }

    private void writeFacts(String migration, Facts facts) throws SQLException {
        execute(
                "MERGE INTO fact (migration, document) KEY (migration) VALUES (?, ?)",
                migration,
                Documents.write(facts));
    }

    @Override
    public List<InstanceState> instances(String database) {
        return inTransaction(() -> all(
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
        inTransaction(() -> {
            for (InstanceState instance : instances) {
                execute(
                        "MERGE INTO instance (database, id, last_seen, heartbeat) KEY (database, id) VALUES (?, ?, ?, ?)",
                        instance.database(),
                        instance.id(),
                        instance.lastSeen(),
                        Wire.write(instance.heartbeat()));
            }
            return true;
        });
    }

    @Override
    public void deleteInstance(String database, String id) {
        inTransaction(() -> execute("DELETE FROM instance WHERE database = ? AND id = ?", database, id)
                + execute("DELETE FROM comparison_report WHERE database = ? AND instance = ?", database, id));
    }

    @Override
    public List<Transition> history(String migration) {
        return inTransaction(() -> all(
                "SELECT document FROM transition WHERE migration = ? ORDER BY place",
                row -> Documents.read(row.getString(1), Transition.class),
                migration));
    }

    @Override
    public LedgerStore ledgers() {
        return ledger;
    }

    @Override
    public synchronized void close() {
        try (data) {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("the store can't be closed: " + e.getMessage(), e);
        }
    }

    /** Between two transactions. */
    private void renewIfGrown() throws SQLException {
        if (file.bytes() > Math.max(mostBytes, 2 * bytesAtFirst)
                || System.nanoTime() - openedNanos > LONGEST.toNanos()) {
            connection.close();
            try {
                file.renew();
            } catch (MVStoreException e) {
                LOG.warn("the store's file can't be copied, and grows on: {}", e.getMessage());
            }
            connection = file.open();
            openedNanos = System.nanoTime();
            bytesAtFirst = file.bytes();
        }
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
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    synchronized <T> T inTransaction(Work<T> work) {
        try {
            renewIfGrown();
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw rolledBack(new StoreException("the store failed: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw rolledBack(e);
        }
    }

    private RuntimeException rolledBack(RuntimeException cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
