package io.crossfade.jdbc;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import io.crossfade.rewrite.KeyRequest;
import io.crossfade.rewrite.RefusedException;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plans made-up statements aside when the first connection to a database of a kind opens, so that no statement of the
 * application's waits for the parser's and the planner's classes.
 */
final class WarmUp implements Runnable {

    private static final Map<Dialect, WarmUp> ALL = new ConcurrentHashMap<>();

    private static final List<String> TEXTS = List.of(
            "SELECT u.*, o.note AS n FROM warm u LEFT JOIN orders o ON o.id = u.id AND o.note IN ('a', ?) WHERE u.name"
                    + " LIKE ? AND (u.id > 1 OR u.name IS NULL) GROUP BY u.id HAVING count(*) > 1 ORDER BY u.name DESC"
                    + " LIMIT 10",
            "WITH w AS (SELECT id, name FROM warm WHERE id BETWEEN 1 AND ?) SELECT CASE WHEN EXISTS (SELECT 1 FROM w WHERE"
                    + " w.id = 1) THEN upper(name) ELSE '-' END FROM w UNION ALL SELECT CAST(id AS CHAR(10)) FROM orders",
            "SELECT coalesce(name, ?) x, (SELECT max(id) FROM orders) FROM warm FOR UPDATE",
            "INSERT INTO warm (id, name) VALUES (?, ?), (2, 'b')",
            "INSERT INTO warm (id, name) SELECT id, note FROM orders",
            "UPDATE warm SET name = concat(name, ?), id = id + 1 WHERE name = ? AND id NOT IN (1, 2)",
            "DELETE FROM warm WHERE name = ?");

    private static final List<String> POSTGRESQL = List.of(
            "INSERT INTO warm (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING *",
            "UPDATE warm w SET name = o.note || 'x' FROM orders o WHERE o.id = w.id::bigint RETURNING w.name");

    private static final List<String> MYSQL = List.of(
            "INSERT INTO warm (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)",
            "UPDATE warm SET name = upper(name) ORDER BY id LIMIT 1");

    private static final List<Phase> PHASES = List.of(Phase.DUAL_WRITE, Phase.SWITCH_READS, Phase.TARGET_ONLY);

    private final Dialect dialect;
    private final Thread thread;
    private volatile int planned;

    private WarmUp(Dialect dialect) {
        this.dialect = dialect;
        this.thread = new Thread(this, "crossfade-warm-up-" + dialect);
        thread.setDaemon(true);
        thread.setContextClassLoader(WarmUp.class.getClassLoader());
    }

    /** Begins, unless it has been done for this dialect in this JVM. Returns at once. */
    static void inBackground(Dialect dialect) {
        if (!ALL.containsKey(dialect)) {
            WarmUp fresh = new WarmUp(dialect);
            if (ALL.putIfAbsent(dialect, fresh) == null) {
                fresh.thread.start();
            }
        }
    }

    /** How many statements are planned for a dialect. */
    static int texts(Dialect dialect) {
        return PHASES.size() * (TEXTS.size() + (dialect.isMySql() ? MYSQL : POSTGRESQL).size());
    }

    /** How many statements have been planned for a dialect, once its warm-up has ended; for tests. */
    static int awaited(Dialect dialect) throws InterruptedException {
        WarmUp running = ALL.get(dialect);
        if (running == null) {
            return 0;
        }
        running.thread.join();
        return running.planned;
    }

    @Override
    public void run() {
        try {
            for (Phase phase : PHASES) {
                SqlPlanning planning = planning(phase);
                for (List<String> texts : List.of(TEXTS, dialect.isMySql() ? MYSQL : POSTGRESQL)) {
                    texts.forEach(text -> plan(planning, text));
                }
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A statement that meets it is refused with the reason.
            System.getLogger(WarmUp.class.getName()).log(Level.DEBUG, "the warm-up has failed", e);
        }
    }

    private SqlPlanning planning(Phase phase) {
        Migration migration = new Migration(
                "warm-up",
                new TableId("warm", "warm"),
                List.of(new ColumnMapping.Rename("name", "title", 2)),
                phase,
                100);
        SqlContext context = new SqlContext(SqlMode.of(dialect), false, List.of("warm"), Optional.empty());
        return SqlPlanning.Factory.REWRITING.planning(
                new Snapshot("warm-up", 1, List.of(migration)), new MadeUp(), Set.of(), context, 0);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes it.
    private void plan(SqlPlanning planning, String text) {
        try {
            if (planning.plan(text, KeyRequest.NONE).isTouched()) {
                planned++;
            }
        } catch (RefusedException e) {
            System.getLogger(WarmUp.class.getName()).log(Level.DEBUG, "refused while warming up", e);
        }
    }

    /** Two tables that are nowhere. */
    private static final class MadeUp implements Catalog {

        @Override
        public Optional<Relation> relation(String schema, String name) {
            return switch (name) {
                case "warm" -> Optional.of(relation(name, "name", "title"));
                case "orders" -> Optional.of(relation(name, "note", "status"));
                default -> Optional.empty();
            };
        }

        private static Relation relation(String name, String second, String third) {
            return new Relation(
                    "warm",
                    name,
                    List.of(
                            new Column("id", "bigint", 1),
                            new Column(second, "varchar", 2),
                            new Column(third, "varchar", 3)),
                    Map.of("PRIMARY", List.of("id")));
        }
    }
}
