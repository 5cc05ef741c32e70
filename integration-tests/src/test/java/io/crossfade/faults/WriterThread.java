package io.crossfade.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Owns one row, whose version it counts up; the name that belongs to a version follows from it, so any mixture of two is seen by
 * whoever reads the row. A write demands the version before, so that one which comes late does nothing.
 *
 * <p>What it prints: {@code sent ROW VERSION} before a write, {@code done ROW VERSION} when that is acknowledged, {@code found ROW
 * VERSION} for what it finds when it can't know, {@code kept EMAIL VERSION} for an acknowledged row that isn't touched again,
 * {@code failed TEXT} for an error, {@code wrong TEXT} for what must not be.
 */
final class WriterThread implements Runnable {

    private static final int REOPENED_AFTER = 40;
    private static final int LONGEST_REST_MILLIS = 15;
    private static final int REST_AFTER_ERROR_MILLIS = 50;

    private final String url;
    private final String column;
    private final String application;
    private final int number;
    private final int threads;
    private final Random random;
    private volatile boolean stopped;

    private long version;
    /** Whether the next version may have been written although nobody has said so. */
    private boolean unsure = true;

    private long journal;

    WriterThread(String url, String column, String application, int number, int threads, long seed) {
        this.url = url;
        this.column = column;
        this.application = application;
        this.number = number;
        this.threads = threads;
        this.random = new Random(seed * 1000 + number);
        this.journal = System.currentTimeMillis() * 1000;
    }

    /** The name in a row of this version. */
    static String name(String email, long version) {
        return email + " at " + version;
    }

    String row() {
        return row(number);
    }

    private String row(int thread) {
        return application + thread + "@x";
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url)) {
                find(connection);
                for (int i = 0; i < REOPENED_AFTER && !stopped; i++) {
                    step(connection);
                    Thread.sleep(random.nextInt(LONGEST_REST_MILLIS));
                }
            } catch (SQLException e) {
                say("failed " + row() + ": " + e.getSQLState() + " " + e.getMessage());
                rest();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                say("wrong " + row() + " ended with " + e);
                return;
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(REST_AFTER_ERROR_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the row has now, which the harness holds against what it knows. */
    private void find(Connection connection) throws SQLException {
        Found found = read(connection, row());
        if (found == null) {
            say("wrong " + row() + " isn't there");
            throw new SQLException("no row");
        }
        check(row(), found);
        version = found.version();
        say("found " + row() + " " + version);
    }

    private void step(Connection connection) throws SQLException, InterruptedException {
        switch (random.nextInt(7)) {
            case 0, 1 -> update(connection);
            case 2 -> replace(connection);
            case 3 -> readAndUpdate(connection);
            case 4 -> keep(connection);
            case 5 -> readAnother(connection);
            default -> readOwn(connection);
        }
    }

    private void update(Connection connection) throws SQLException {
        sending();
        settle(connection, update(connection, version) == 1);
    }

    private int update(Connection connection, long from) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE users SET " + column + " = ?, version = ? WHERE email = ? AND version = ?")) {
            update.setString(1, name(row(), from + 1));
            update.setLong(2, from + 1);
            update.setString(3, row());
            update.setLong(4, from);
            return update.executeUpdate();
        }
    }

    private void replace(Connection connection) throws SQLException {
        boolean commit = random.nextBoolean();
        if (commit) {
            sending();
        }
        connection.setAutoCommit(false);
        boolean deleted;
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM users WHERE email = ? AND version = ?")) {
            delete.setString(1, row());
            delete.setLong(2, version);
            deleted = delete.executeUpdate() == 1;
        }
        if (deleted) {
            insert(connection, row(), version + 1);
            expect(connection, version + 1);
        }
        end(connection, commit && deleted);
        if (commit) {
            settle(connection, deleted);
        } else if (!deleted) {
            settle(connection, false);
        }
    }

    private void readAndUpdate(Connection connection) throws SQLException, InterruptedException {
        sending();
        connection.setAutoCommit(false);
        boolean updated = update(connection, version) == 1;
        if (updated) {
            Thread.sleep(random.nextInt(LONGEST_REST_MILLIS));
            expect(connection, version + 1);
        }
        end(connection, updated);
        settle(connection, updated);
    }

    private static void end(Connection connection, boolean commit) throws SQLException {
        if (commit) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private void keep(Connection connection) throws SQLException {
        String email = application + number + "-" + ++journal + "@x";
        insert(connection, email, journal);
        say("kept " + email + " " + journal);
    }

    private void insert(Connection connection, String email, long written) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO users (email, " + column + ", version) VALUES (?, ?, ?)")) {
            insert.setString(1, email);
            insert.setString(2, name(email, written));
            insert.setLong(3, written);
            insert.executeUpdate();
        }
    }

    private void readAnother(Connection connection) throws SQLException {
        String email = row(random.nextInt(threads));
        Found found = read(connection, email);
        if (found == null) {
            say("wrong " + email + " isn't there");
        } else {
            check(email, found);
        }
    }

    private void readOwn(Connection connection) throws SQLException {
        if (random.nextBoolean()) {
            expect(connection, version);
            return;
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT version FROM users WHERE " + column + " = ?")) {
            query.setString(1, name(row(), version));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() && !unsure) {
                    say("wrong " + row() + " isn't found by its name at " + version);
                }
            }
        }
    }

    private void expect(Connection connection, long expected) throws SQLException {
        Found found = read(connection, row());
        if (found == null) {
            say("wrong " + row() + " isn't there");
            return;
        }
        check(row(), found);
        if (found.version() == expected + 1 && unsure && connection.getAutoCommit()) {
            version = found.version();
            unsure = false;
            say("found " + row() + " " + version);
        } else if (found.version() != expected) {
            say("wrong " + row() + " has version " + found.version() + " instead of " + expected);
        }
    }

    private void check(String email, Found found) {
        if (!name(email, found.version()).equals(found.name())) {
            say("wrong " + email + " has version " + found.version() + " and name '" + found.name() + "'");
        }
    }

    private void sending() {
        say("sent " + row() + " " + (version + 1));
        unsure = true;
    }

    /** After a write that was answered. */
    private void settle(Connection connection, boolean written) throws SQLException {
        if (written) {
            version++;
            unsure = false;
            say("done " + row() + " " + version);
        } else {
            // One that was sent on a lost connection has been carried out after all.
            find(connection);
        }
    }

    /**
     * A row as it was read.
     *
     * @param name null if there is none
     */
    private record Found(@Nullable String name, long version) {}

    private @Nullable Found read(Connection connection, String email) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT " + column + ", version FROM users WHERE email = ?")) {
            query.setString(1, email);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Found(row.getString(1), row.getLong(2)) : null;
            }
        }
    }

    private static void say(String line) {
        System.out.println(line.replace('\n', ' '));
    }
}
