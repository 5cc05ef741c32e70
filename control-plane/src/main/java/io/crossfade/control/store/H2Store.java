package io.crossfade.control.store;

import io.crossfade.control.error.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a directory of its own: one file of an embedded H2. One process at a time may have it open, and leads. */
public final class H2Store extends SqlStore {

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
            store.writing(() -> {
                try (Statement statement = store.connection.createStatement()) {
                    for (String ddl : SCHEMA) {
                        statement.execute(ddl);
                    }
                    for (String ddl : SqlLedger.SCHEMA) {
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
    <T> T reading(Work<T> work) {
        return writing(work);
    }

    @Override
    Connection connection() {
        return connection;
    }

    @Override
    String upsert(String table, int keys, String... columns) {
        return "MERGE INTO " + table + " (" + String.join(", ", columns) + ") KEY ("
                + String.join(", ", List.of(columns).subList(0, keys)) + ") VALUES (?"
                + ", ?".repeat(columns.length - 1)
                + ")";
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

    @Override
    synchronized <T> T writing(Work<T> work) {
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
}
