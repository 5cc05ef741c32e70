package io.crossfade.control.job;

import io.crossfade.control.config.BuildVersion;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.FenceTable;
import io.crossfade.migration.InstanceKey;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The fence of a PostgreSQL database: a table that everybody may read, and advisory locks as the registry. */
final class PostgreSqlFence implements Fence {

    private static final Set<String> MISSING = Set.of("42P01", "3F000");
    private static final String FORBIDDEN = "42501";

    private static final String TOKENS = "crossfade.job";

    /** The term's first token, or the next one; none, if a later term has begun. */
    private static final String TAKE = "INSERT INTO " + TOKENS + " AS run (migration, token) VALUES (?, ?)"
            + " ON CONFLICT (migration) DO UPDATE SET token = greatest(run.token + 1, excluded.token)"
            + " WHERE run.token < ? RETURNING token";

    private static final String RAISE = "INSERT INTO " + TOKENS + " AS run (migration, token) VALUES (?, ?)"
            + " ON CONFLICT (migration) DO UPDATE SET token = excluded.token WHERE run.token < excluded.token";

    private static final String TOKEN = "SELECT token FROM " + TOKENS + " WHERE migration = ?";

    private static final String HOLD = "SELECT 1 FROM " + TOKENS + " WHERE migration = ? AND token = ? FOR SHARE";

    private static final String SHOW = "INSERT INTO " + FenceTable.NAME + " AS shown (database_name, epoch, snapshot)"
            + " VALUES (?, ?, ?) ON CONFLICT (database_name) DO UPDATE SET epoch = excluded.epoch,"
            + " snapshot = excluded.snapshot, written_at = now() WHERE shown.epoch < excluded.epoch";

    private static final String SHOWN = "SELECT epoch FROM " + FenceTable.NAME + " WHERE database_name = ?";

    /** IF NOT EXISTS doesn't keep two from making the same at the same time; the lock does. */
    private static final String MAKE = """
            SELECT pg_advisory_xact_lock(%d);
            CREATE SCHEMA IF NOT EXISTS crossfade;
            GRANT USAGE ON SCHEMA crossfade TO PUBLIC;
            CREATE TABLE IF NOT EXISTS %s (
                database_name text PRIMARY KEY,
                epoch bigint NOT NULL,
                snapshot text NOT NULL,
                written_at timestamptz NOT NULL DEFAULT now()
            );
            GRANT SELECT ON %2$s TO PUBLIC;
            CREATE TABLE IF NOT EXISTS %3$s (migration text PRIMARY KEY, token bigint NOT NULL);
            COMMENT ON TABLE %2$s IS 'Where migrations stand. Written by the Crossfade control plane; read by each new connection of its JDBC driver';
            """.formatted(InstanceKey.of("fence"), FenceTable.NAME, TOKENS);

    /** Who holds the mark of this database and not the lock of a known instance. */
    private static final String STRANGERS = """
            SELECT mark.pid, %s
            FROM pg_locks mark LEFT JOIN pg_stat_activity a ON a.pid = mark.pid
            WHERE mark.locktype = 'advisory' AND mark.granted AND mark.objsubid = 2
                AND mark.classid = ?::bigint::oid AND mark.objid = ?::bigint::oid
                AND mark.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND NOT EXISTS (
                    SELECT FROM pg_locks own
                    WHERE own.pid = mark.pid AND own.locktype = 'advisory' AND own.granted AND own.objsubid = 1
                        AND own.database = mark.database
                        AND (own.classid::bigint << 32 | own.objid::bigint) = ANY (?))
            ORDER BY mark.pid
            """.formatted(PostgreSqlSessions.FACTS);

    private final LeaderTerm term;
    private final String name;
    private final SessionPool<Session> sessions;
    /** Whether the database knows the term. */
    private volatile boolean begun;

    PostgreSqlFence(LeaderTerm term, SessionPool<Session> sessions) {
        this.term = term;
        this.name = term.database();
        this.sessions = sessions;
    }

    @Override
    public long show(Snapshot snapshot) {
        return sessions.asking(session -> {
            Connection connection = session.connection();
            if (!begun) {
                begin(connection);
                begun = true;
            }
            return made(connection, () -> show(connection, snapshot));
        });
    }

    /**
     * Makes sure that nothing changes in the database any more at the word of a control plane of an earlier term.
     *
     * @throws RefusedException if one of a later term works on it
     */
    void begin(Connection connection) throws SQLException {
        boolean unused = made(connection, () -> {
            term.begin(connection, RAISE, TOKEN);
            return true;
        });
    }

    /**
     * A token for a run of a job that begins.
     *
     * @throws JobFailedException if a control plane of a later term has begun to run it
     */
    static JobToken token(Connection connection, String migration, LeaderTerm term) throws SQLException {
        long token = made(
                        connection,
                        () -> Rows.one(
                                connection,
                                TAKE,
                                row -> row.getLong(1),
                                migration,
                                term.firstToken(),
                                term.laterToken()))
                .orElseThrow(() -> term.noToken(migration));
        return new JobToken(HOLD, PostgreSqlRunLock.of(migration), migration, token);
    }

    /** Does what needs the tables, and makes them if they aren't there. */
    private static <T> T made(Connection connection, Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            if (!MISSING.contains(e.getSQLState())) {
                throw allowed(e);
            }
        }
        try {
            make(connection);
            return work.run();
        } catch (SQLException e) {
            throw allowed(e);
        }
    }

    private static void make(Connection connection) throws SQLException {
        try {
            Rows.execute(connection, "BEGIN; " + MAKE + "COMMIT");
        } catch (SQLException e) {
            try {
                Rows.execute(connection, "ROLLBACK");
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    /** What needs the tables. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private long show(Connection connection, Snapshot snapshot) throws SQLException {
        Rows.update(connection, SHOW, name, snapshot.epoch(), Wire.write(snapshot, BuildVersion.get()));
        return Rows.one(connection, SHOWN, row -> row.getLong(1), name).orElse(-1L);
    }

    private static SQLException allowed(SQLException e) {
        if (FORBIDDEN.equals(e.getSQLState())) {
            throw new RefusedException(
                    "the control plane's user may not write table " + FenceTable.NAME
                            + ", which tells new connections where migrations stand",
                    List.of(e.getMessage() + "; grant it CREATE on the database, or have an administrator run:\n" + MAKE
                            + "GRANT USAGE ON SCHEMA crossfade TO <user>; GRANT SELECT, INSERT, UPDATE ON "
                            + FenceTable.NAME + ", " + TOKENS + " TO <user>"));
        }
        return e;
    }

    @Override
    public List<DatabaseSession> strangers(Set<String> instances) {
        Long[] keys = instances.stream().map(InstanceKey::of).toArray(Long[]::new);
        return sessions.asking(session -> Rows.all(
                session.connection(),
                STRANGERS,
                PostgreSqlSessions::read,
                (long) FenceTable.MARK,
                Integer.toUnsignedLong(FenceTable.mark(name)),
                session.connection().createArrayOf("bigint", keys)));
    }
}
