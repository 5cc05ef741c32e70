package io.crossfade.control.job;

import io.crossfade.migration.NamedLocks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sessions that hold places of a logical database on MySQL or MariaDB. Whoever may connect may ask who holds a lock that
 * he knows the name of, so it needs no privilege and no plugin.
 */
final class MySqlRegistry {

    private static final String DIGITS = IntStream.range(0, 16)
            .mapToObj(digit -> "SELECT " + digit + (digit == 0 ? " AS d" : ""))
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));

    private static final String PLACE = "a.d + 16 * b.d + 256 * c.d + 4096 * e.d";

    /** A table of all places with the session that holds the lock there, or null. Its parameter is the start of the names. */
    static final String HOLDERS = "(SELECT " + PLACE + " AS place, IS_USED_LOCK(CONCAT(?, " + PLACE + ")) AS id FROM "
            + DIGITS + " AS a, " + DIGITS + " AS b, " + DIGITS + " AS c, " + DIGITS + " AS e WHERE e.d < "
            + NamedLocks.PLACES / 4096 + ")";

    private static final String HELD = "SELECT place, id FROM " + HOLDERS + " AS holder WHERE id IS NOT NULL";

    /** Which of pairs of locks are held by one session. */
    private static final String SAME = "SELECT pair.number FROM JSON_TABLE(?, '$[*]' COLUMNS (number FOR ORDINALITY,"
            + " own varchar(64) PATH '$[0]', mark varchar(64) PATH '$[1]')) AS pair"
            + " WHERE IS_USED_LOCK(pair.own) = IS_USED_LOCK(pair.mark)";

    /** How many pairs are asked for at a time. */
    private static final int BATCH = 5_000;

    private final String database;

    MySqlRegistry(String database) {
        this.database = database;
    }

    boolean hasSessions(MySqlSession session, String instance) throws SQLException {
        return !holders(session, NamedLocks.of(database, instance).own()).isEmpty();
    }

    List<DatabaseSession> sessions(MySqlSession session, String instance) throws SQLException {
        return MySqlSessions.of(session, NamedLocks.of(database, instance).own());
    }

    /** Whether there was such a session of Crossfade's. A number may have been given to another one since. */
    boolean end(MySqlSession session, long process) throws SQLException {
        return holders(session, NamedLocks.marks(database)).containsValue(process)
                && MySqlSessions.end(session, process);
    }

    /** By their places. */
    private static Map<Integer, Long> holders(MySqlSession session, String names) throws SQLException {
        Map<Integer, Long> found = new TreeMap<>();
        for (Holder holder : Rows.all(
                session.connection(), HELD, row -> new Holder(row.getInt(1), row.getLong(2), row.wasNull()), names)) {
            // The server may ask for the lock once more to answer, and it may be free by then.
            if (!holder.isGone()) {
                found.put(holder.place(), holder.id());
            }
        }
        return found;
    }

    private record Holder(int place, long id, boolean isGone) {}

    /** Sessions that hold a mark, and at the same place no lock of these instances. */
    List<DatabaseSession> strangers(MySqlSession session, Set<String> instances) throws SQLException {
        Map<Integer, Long> open = holders(session, NamedLocks.marks(database));
        List<NamedLocks> known = instances.stream()
                .map(instance -> NamedLocks.of(database, instance))
                .toList();
        // An instance takes its first places first, so most are explained soon; in the end each has been asked for.
        for (int from = 0, to = 4; from < NamedLocks.PLACES && !open.isEmpty(); from = to, to *= 4) {
            List<Pair> pairs = new ArrayList<>();
            for (NamedLocks locks : known) {
                for (int number = from; number < Math.min(to, NamedLocks.PLACES); number++) {
                    int place = locks.place(number);
                    if (open.containsKey(place)) {
                        pairs.add(new Pair(place, locks.own(place), locks.mark(place)));
                    }
                }
            }
            explain(session, pairs, open);
        }
        return open.isEmpty()
                ? List.of()
                : MySqlSessions.of(session, NamedLocks.marks(database)).stream()
                        .filter(each -> open.containsValue(each.process()))
                        .toList();
    }

    /** Locks that a session holds if it is at a place and of an instance. */
    private record Pair(int place, String own, String mark) {

        String json() {
            return "[\"" + own + "\",\"" + mark + "\"]";
        }
    }

    /**
     * Takes away the places that are an instance's. Who had one of them before has left it, and reads the fence before he takes
     * another.
     */
    private static void explain(MySqlSession session, List<Pair> pairs, Map<Integer, Long> open) throws SQLException {
        for (int from = 0; from < pairs.size(); from += BATCH) {
            List<Pair> batch = pairs.subList(from, Math.min(from + BATCH, pairs.size()));
            String names = batch.stream().map(Pair::json).collect(Collectors.joining(",", "[", "]"));
            for (int number : Rows.all(session.connection(), SAME, row -> row.getInt(1), names)) {
                open.remove(batch.get(number - 1).place());
            }
        }
    }
}
