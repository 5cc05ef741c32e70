package io.crossfade.demo.app;

import io.crossfade.demo.app.Ledger.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The statements on users. The column's name is what the application was written for. */
final class Users {

    private final String name;
    private final int tenant;
    private final Tally tally;

    /**
     * @param name the column's name
     * @param tenant whose rows are written and read
     */
    Users(String name, int tenant, Tally tally) {
        this.name = name;
        this.tenant = tenant;
        this.tally = tally;
    }

    /** Inserts a row and gives back its generated key. */
    long insert(Connection connection, User user) throws SQLException {
        String sql = sql("INSERT INTO users (tenant_id, email, {name}, status, balance) VALUES (?, ?, ?, ?, ?)");
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            set(insert, user);
            tally.timed(insert::executeUpdate);
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                checkSame("key of a new row", user.name(), key.getString(name));
                return key.getLong("id");
            }
        }
    }

    void insertReturning(Connection connection, User user) throws SQLException {
        String sql = sql("INSERT INTO users (tenant_id, email, {name}, status, balance) VALUES (?, ?, ?, ?, ?)"
                + " RETURNING id, {name}");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            set(insert, user);
            try (ResultSet row = tally.timed(insert::executeQuery)) {
                row.next();
                checkSame("RETURNING of a new row", user.name(), row.getString(name));
            }
        }
    }

    void insertAll(Connection connection, List<User> users) throws SQLException {
        String sql = sql("INSERT INTO users (tenant_id, email, {name}, status, balance) VALUES (?, ?, ?, ?, ?)");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (User user : users) {
                set(insert, user);
                insert.addBatch();
            }
            tally.timed(insert::executeBatch);
        }
    }

    void upsert(Connection connection, User user) throws SQLException {
        String sql = sql("INSERT INTO users (tenant_id, email, {name}, status, balance) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (email) DO UPDATE SET {name} = EXCLUDED.{name}, status = EXCLUDED.status,"
                + " balance = EXCLUDED.balance");
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            set(upsert, user);
            checkOne("upsert", user, tally.timed(upsert::executeUpdate));
        }
    }

    void rename(Connection connection, User user, String newName) throws SQLException {
        update(connection, user, "UPDATE users SET {name} = ? WHERE email = ?", newName, user.email());
    }

    void renameByName(Connection connection, User user, String newName) throws SQLException {
        update(
                connection,
                user,
                "UPDATE users SET status = 'renamed', {name} = ? WHERE {name} = ? AND email = ?",
                newName,
                user.name(),
                user.email());
    }

    /** Changes the name by an expression over itself, and another column with it. */
    void append(Connection connection, User user, String suffix) throws SQLException {
        update(
                connection,
                user,
                "UPDATE users SET {name} = {name} || ?, balance = balance + 1 WHERE email = ?",
                suffix,
                user.email());
    }

    void touch(Connection connection, User user, String status) throws SQLException {
        update(connection, user, "UPDATE users SET status = ? WHERE email = ?", status, user.email());
    }

    void delete(Connection connection, User user) throws SQLException {
        update(connection, user, "DELETE FROM users WHERE email = ? AND {name} = ?", user.email(), user.name());
    }

    void order(Connection connection, User user, String item) throws SQLException {
        update(
                connection,
                user,
                "INSERT INTO orders (user_id, name, amount) SELECT id, ?, length({name}) FROM users WHERE email = ?",
                item,
                user.email());
    }

    Optional<User> find(Connection connection, String email) throws SQLException {
        return query(connection, "SELECT * FROM users WHERE email = ?", email).stream()
                .findFirst();
    }

    List<User> findByName(Connection connection, String wanted) throws SQLException {
        return query(connection, "SELECT email, {name}, status, balance FROM users WHERE {name} = ?", wanted);
    }

    /** All own rows, in order of their names. */
    Map<String, User> all(Connection connection) throws SQLException {
        Map<String, User> all = new TreeMap<>();
        query(connection, "SELECT u.* FROM users u WHERE u.tenant_id = ? ORDER BY u.{name}, u.id", tenant)
                .forEach(user -> all.put(user.email(), user));
        return all;
    }

    /** The smallest and the greatest of the own names, and how many there are. */
    List<String> range(Connection connection) throws SQLException {
        String sql = sql("SELECT min({name} COLLATE \"C\"), max({name} COLLATE \"C\"), count({name})"
                + " FROM users WHERE tenant_id = ?");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, tenant);
            try (ResultSet row = tally.timed(select::executeQuery)) {
                row.next();
                List<String> range = new ArrayList<>();
                for (int i = 1; i <= 3; i++) {
                    range.add(String.valueOf(row.getString(i)));
                }
                return range;
            }
        }
    }

    /** What a user is called by the orders, which have a column {@code name} of their own. */
    Optional<String> nameByOrders(Connection connection, String email) throws SQLException {
        String sql = sql("SELECT u.{name}, o.name AS item FROM users u JOIN orders o ON o.user_id = u.id"
                + " WHERE u.email = ? LIMIT 1");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, email);
            try (ResultSet row = tally.timed(select::executeQuery)) {
                return row.next() ? Optional.of(row.getString(name)) : Optional.empty();
            }
        }
    }

    /** The name of a row that nobody owns. */
    String nameOf(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql("SELECT {name} FROM users WHERE id = ?"))) {
            select.setLong(1, id);
            try (ResultSet row = tally.timed(select::executeQuery)) {
                return row.next() ? row.getString(1) : "no row";
            }
        }
    }

    private List<User> query(Connection connection, String sql, Object parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql(sql))) {
            select.setObject(1, parameter);
            List<User> users = new ArrayList<>();
            try (ResultSet row = tally.timed(select::executeQuery)) {
                while (row.next()) {
                    users.add(new User(
                            row.getString("email"),
                            String.valueOf(row.getString(name)),
                            row.getString("status"),
                            row.getBigDecimal("balance")));
                }
            }
            return users;
        }
    }

    private void update(Connection connection, User user, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql(sql))) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            checkOne(sql, user, tally.timed(update::executeUpdate));
        }
    }

    private void set(PreparedStatement statement, User user) throws SQLException {
        statement.setInt(1, tenant);
        statement.setString(2, user.email());
        statement.setString(3, user.name());
        statement.setString(4, user.status());
        statement.setBigDecimal(5, user.balance());
    }

    private void checkOne(String what, User user, int rows) {
        if (rows != 1) {
            tally.wrongRead(what + " for " + user + " met " + rows + " rows");
        }
    }

    private void checkSame(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            tally.wrongRead(what + ": expected " + expected + ", got " + actual);
        }
    }

    private String sql(String text) {
        return text.replace("{name}", name);
    }
}
