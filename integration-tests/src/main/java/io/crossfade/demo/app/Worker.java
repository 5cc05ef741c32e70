package io.crossfade.demo.app;

import io.crossfade.demo.app.Ledger.User;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;

/** A thread of the application: works on rows of its own, and checks at once whatever it reads of them. */
final class Worker implements Runnable {

    private static final int MOST_ROWS = 60;
    private static final int LONGEST_PAUSE_MILLIS = 40;

    private final DataSource pool;
    private final Users users;
    private final Tally tally;
    private final int tenant;
    private final long bulkRows;
    private final Random random;
    private final Ledger ledger = new Ledger();

    private volatile boolean stopped;
    private long made;

    Worker(DataSource pool, Users users, Tally tally, int tenant, long bulkRows, long seed) {
        this.pool = pool;
        this.users = users;
        this.tally = tally;
        this.tenant = tenant;
        this.bulkRows = bulkRows;
        this.random = new Random(seed + tenant);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                step();
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What isn't in the database as it was written. Only after the thread has ended. */
    List<String> losses() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            var expected = ledger.all();
            var actual = users.all(connection);
            List<String> losses = new ArrayList<>();
            expected.forEach((email, user) -> {
                User found = actual.remove(email);
                if (!user.equals(found)) {
                    losses.add("wrote " + user + ", found " + found);
                }
            });
            actual.values().forEach(user -> losses.add("deleted or never committed, but found " + user));
            return losses;
        }
    }

    List<String> records() {
        return ledger.all().values().stream().map(user -> user.line(tenant)).toList();
    }

    private void step() {
        ledger.begin();
        try (Connection connection = tally.timed(pool::getConnection)) {
            if (random.nextInt(4) == 0) {
                transaction(connection);
            } else {
                anything(connection);
                ledger.commit();
            }
        } catch (SQLException e) {
            ledger.rollback();
            tally.error("tenant " + tenant, e);
        }
    }

    private void transaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (int left = 2 + random.nextInt(3); left > 0; left--) {
                anything(connection);
            }
            if (random.nextInt(4) == 0) {
                connection.rollback();
                ledger.rollback();
            } else {
                tally.timed(() -> {
                    connection.commit();
                    return true;
                });
                ledger.commit();
            }
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void anything(Connection connection) throws SQLException {
        if (ledger.size() < 5 || random.nextInt(2) == 0 && ledger.size() < MOST_ROWS) {
            write(connection);
        } else if (ledger.size() >= MOST_ROWS) {
            delete(connection, ledger.any(random));
        } else {
            read(connection);
        }
    }

    private void write(Connection connection) throws SQLException {
        if (ledger.size() < 5) {
            insert(connection);
            return;
        }
        User user = ledger.any(random);
        switch (random.nextInt(9)) {
            case 0 -> insert(connection);
            case 1 -> insertBatch(connection);
            case 2 -> upsert(connection, user);
            case 3 -> rename(connection, user);
            case 4 -> renameByName(connection, user);
            case 5 -> append(connection, user);
            case 6 -> touch(connection, user);
            case 7 -> users.order(connection, user, "item " + random.nextInt(100));
            default -> delete(connection, user);
        }
    }

    private void read(Connection connection) throws SQLException {
        User user = ledger.any(random);
        switch (random.nextInt(6)) {
            case 0 -> expect("by e-mail", Optional.of(user), users.find(connection, user.email()));
            case 1 ->
                expect(
                        "by name",
                        Set.copyOf(ledger.named(user.name())),
                        Set.copyOf(users.findByName(connection, user.name())));
            case 2 -> expect("all", ledger.all(), users.all(connection));
            case 3 -> expect("range", range(), users.range(connection));
            case 4 ->
                users.nameByOrders(connection, user.email()).ifPresent(name -> expect("by orders", user.name(), name));
            default -> {
                long id = 1 + random.nextLong(bulkRows);
                expect("bulk row " + id, BulkName.of(id), users.nameOf(connection, id));
            }
        }
    }

    private void insert(Connection connection) throws SQLException {
        User user = fresh();
        if (random.nextBoolean()) {
            users.insert(connection, user);
        } else {
            users.insertReturning(connection, user);
        }
        ledger.put(user);
    }

    private void insertBatch(Connection connection) throws SQLException {
        List<User> batch = List.of(fresh(), fresh(), fresh());
        users.insertAll(connection, batch);
        batch.forEach(ledger::put);
    }

    private void upsert(Connection connection, User existing) throws SQLException {
        User user =
                random.nextBoolean() ? fresh() : existing.withName(newName()).withStatus("upserted");
        users.upsert(connection, user);
        ledger.put(user);
    }

    private void rename(Connection connection, User user) throws SQLException {
        User renamed = user.withName(newName());
        users.rename(connection, user, renamed.name());
        ledger.put(renamed);
    }

    private void renameByName(Connection connection, User user) throws SQLException {
        User renamed = user.withName(newName()).withStatus("renamed");
        users.renameByName(connection, user, renamed.name());
        ledger.put(renamed);
    }

    private void append(Connection connection, User user) throws SQLException {
        users.append(connection, user, "+");
        ledger.put(user.withName(user.name() + "+").withBalance(user.balance().add(BigDecimal.ONE)));
    }

    private void touch(Connection connection, User user) throws SQLException {
        User touched = user.withStatus("status " + random.nextInt(10));
        users.touch(connection, user, touched.status());
        ledger.put(touched);
    }

    private void delete(Connection connection, User user) throws SQLException {
        users.delete(connection, user);
        ledger.remove(user);
    }

    private User fresh() {
        made++;
        return new User(
                "tenant" + tenant + "-" + made + "@example.com",
                newName(),
                "new",
                BigDecimal.valueOf(random.nextInt(100_000), 2));
    }

    private String newName() {
        return "Tenant " + tenant + " née O'Name " + random.nextInt(1_000_000);
    }

    private List<String> range() {
        List<String> names =
                ledger.all().values().stream().map(User::name).sorted().toList();
        return List.of(names.get(0), names.get(names.size() - 1), Integer.toString(names.size()));
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            tally.wrongRead("tenant " + tenant + ", " + what + ": expected " + expected + ", got " + actual);
        }
    }
}
