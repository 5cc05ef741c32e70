package io.crossfade.demo.app;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What one thread knows to be in the database: its own rows, by e-mail address. For one thread only. */
final class Ledger {

    /** A row as the thread wrote it. */
    record User(String email, String name, String status, BigDecimal balance) {

        User withName(String newName) {
            return new User(email, newName, status, balance);
        }

        User withStatus(String newStatus) {
            return new User(email, name, newStatus, balance);
        }

        User withBalance(BigDecimal newBalance) {
            return new User(email, name, status, newBalance);
        }

        /** For a file of records: the fields have no tabs. */
        String line(int tenant) {
            return String.join("\t", Integer.toString(tenant), email, name, status, balance.toPlainString());
        }
    }

    private Map<String, User> committed = new HashMap<>();
    private Map<String, User> current = committed;

    /** From here on nothing counts until {@link #commit}. */
    void begin() {
        current = new HashMap<>(committed);
    }

    void commit() {
        committed = current;
    }

    void rollback() {
        current = committed;
    }

    void put(User user) {
        current.put(user.email(), user);
    }

    void remove(User user) {
        current.remove(user.email());
    }

    int size() {
        return current.size();
    }

    User any(Random random) {
        List<User> users = new ArrayList<>(current.values());
        return users.get(random.nextInt(users.size()));
    }

    List<User> named(String name) {
        return current.values().stream()
                .filter(user -> user.name().equals(name))
                .toList();
    }

    /** By e-mail address. */
    Map<String, User> all() {
        return new TreeMap<>(current);
    }
}
