package io.crossfade.scene;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import javax.sql.DataSource;

/** Threads that read and write rows of their own through a pool, and notice whatever isn't as they left it. */
public final class Traffic implements AutoCloseable {

    private static final int USUAL_PAUSE_MILLIS = 5;

    private final String column;
    private final DataSource pool;
    private final int pauseMillis;
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong statements = new AtomicLong();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
    private volatile boolean stopped;

    /**
     * Starts the threads.
     *
     * @param column the name that the code knows
     * @param owner what the threads' e-mail addresses start with
     */
    public Traffic(DataSource pool, String column, String owner, int threads) {
        this(pool, column, owner, threads, USUAL_PAUSE_MILLIS);
    }

    /**
     * Starts threads that don't do all they could.
     *
     * @param pauseMillis the longest time that a thread rests between two rounds, of one to four statements
     */
    public Traffic(DataSource pool, String column, String owner, int threads, int pauseMillis) {
        this.pool = pool;
        this.column = column;
        this.pauseMillis = pauseMillis;
        for (int i = 0; i < threads; i++) {
            String email = owner + i + "@x";
            long seed = i;
            Thread thread = new Thread(() -> run(email, new Random(seed)), email);
            this.threads.add(thread);
            thread.start();
        }
    }

    public long statements() {
        return statements.get();
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The longest statement since the last time this was asked, in milliseconds. */
    public double takeLongestMillis() {
        return longestNanos.getThenReset() / 1_000_000.0;
    }

    /** Waits until each thread has done something more. */
    public void awaitMore() throws InterruptedException {
        long enough = statements.get() + 20L * threads.size();
        while (statements.get() < enough && problems.isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(String email, Random random) {
        String expected = "";
        while (!stopped) {
            try (Connection connection = pool.getConnection()) {
                expected = step(connection, email, expected, random);
                Thread.sleep(random.nextInt(pauseMillis));
            } catch (SQLException e) {
                problems.add(email + ": " + e.getSQLState() + " " + e.getMessage());
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One round; gives back the name that the row has now. */
    private String step(Connection connection, String email, String expected, Random random) throws SQLException {
        String name = "Name " + random.nextInt(1_000_000);
        if (expected.isEmpty()) {
            update(connection, "INSERT INTO users (email, {name}) VALUES (?, ?)", email, name);
            return name;
        }
        expect(email, expected, read(connection, "SELECT {name} FROM users WHERE email = ?", email));
        return switch (random.nextInt(4)) {
            case 0 -> {
                update(connection, "UPDATE users SET {name} = ? WHERE email = ?", name, email);
                yield name;
            }
            case 1 -> {
                update(
                        connection,
                        "INSERT INTO users (email, {name}) VALUES (?, ?)"
                                + " ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}",
                        email,
                        name);
                yield name;
            }
            case 2 -> {
                boolean commit = random.nextBoolean();
                transaction(connection, email, name, commit);
                yield commit ? name : expected;
            }
            default -> {
                String byName = "SELECT email FROM users WHERE {name} = ? AND email = ?";
                expect(email, email, read(connection, byName, expected, email));
                yield expected;
            }
        };
    }

    private void transaction(Connection connection, String email, String name, boolean commit) throws SQLException {
        connection.setAutoCommit(false);
        try {
            update(connection, "DELETE FROM users WHERE email = ?", email);
            update(connection, "INSERT INTO users (email, {name}) VALUES (?, ?)", email, name);
            expect(email, name, read(connection, "SELECT {name} FROM users WHERE email = ?", email));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void update(Connection connection, String sql, String... parameters) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql.replace("{name}", column))) {
            set(statement, parameters);
            expect(sql, "1", Integer.toString(statement.executeUpdate()));
        } finally {
            count(start);
        }
    }

    private String read(Connection connection, String sql, String... parameters) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(sql.replace("{name}", column))) {
            set(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "no row";
            }
        } finally {
            count(start);
        }
    }

    private static void set(PreparedStatement statement, String... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
    }

    private void count(long start) {
        statements.incrementAndGet();
        longestNanos.accumulate(System.nanoTime() - start);
    }

    private void expect(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            problems.add(what + ": expected " + expected + ", got " + actual);
        }
    }
}
