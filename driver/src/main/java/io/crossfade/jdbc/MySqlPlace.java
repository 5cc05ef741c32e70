package io.crossfade.jdbc;

import io.crossfade.migration.NamedLocks;
import java.sql.SQLException;
import java.util.Optional;

/** A session's place in the registry of MySQL or MariaDB ({@link NamedLocks}). Guarded by its session. */
final class MySqlPlace {

    private static final int NONE = -1;

    /** Another session has the place. */
    private static final int OTHERS = 0;

    /** Both locks were the session's own already. */
    private static final int HELD = 2;

    private final Registry registry;
    private int number = NONE;

    MySqlPlace(Registry registry) {
        this.registry = registry;
    }

    /** An SQL expression that takes the place, unless the session has it. It reads no table, so it opens no transaction. */
    String taking() throws SQLException {
        return taking(0);
    }

    /** @param seconds how long it waits for each lock */
    String taking(int seconds) throws SQLException {
        if (registry.database().isEmpty()) {
            return Integer.toString(HELD);
        }
        if (number == NONE) {
            number = registry.slots().take(0);
        }
        NamedLocks locks = NamedLocks.of(registry.database().get(), registry.instance());
        int place = locks.place(number);
        String own = "'" + locks.own(place) + "'";
        String mark = "'" + locks.mark(place) + "'";
        // Who has a mark has the instance's lock, too: in between, the session would look like one of an unknown
        // instance.
        return "IF(" + has(own) + " AND " + has(mark) + ", " + HELD + ", IF(" + take(own, seconds) + " = 1, IF("
                + take(mark, seconds) + " = 1, 1, RELEASE_LOCK(" + own + ") - 1), " + OTHERS + "))";
    }

    /** The name of the instance's lock there; empty if there is no place. */
    Optional<String> ownLock() {
        return number == NONE ? Optional.empty() : registry.database().map(this::ownLock);
    }

    private String ownLock(String database) {
        NamedLocks locks = NamedLocks.of(database, registry.instance());
        return locks.own(locks.place(number));
    }

    private static String has(String lock) {
        return "IFNULL(IS_USED_LOCK(" + lock + ") = CONNECTION_ID(), 0)";
    }

    /** A lock that is taken twice would have to be given up twice. */
    private static String take(String lock, int seconds) {
        return "IF(" + has(lock) + ", 1, GET_LOCK(" + lock + ", " + seconds + "))";
    }

    /**
     * Whether the session has the place; if not, the next question is for another one.
     *
     * @param answer the expression's value
     */
    boolean isTaken(int answer) throws SQLException {
        if (answer != OTHERS) {
            return true;
        }
        // One that is just being closed may still hold it, or another instance that comes by the same place.
        int next = registry.slots().take(number + 1);
        registry.slots().giveBack(number);
        number = next;
        return false;
    }

    void giveBack() {
        if (number != NONE) {
            registry.slots().giveBack(number);
            number = NONE;
        }
    }
}
