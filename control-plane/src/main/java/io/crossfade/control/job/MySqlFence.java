package io.crossfade.control.job;

import io.crossfade.control.config.BuildVersion;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.FenceTable;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The fence of a database on MySQL or MariaDB: a table in the schema that the control plane's URL names, which is the
 * application's own. The registry are named locks ({@link MySqlRegistry}).
 */
final class MySqlFence implements Fence {

    private static final String TOKENS = "crossfade_job";

    private static final int MISSING = 1146;
    private static final int UNKNOWN_COLUMN = 1054;
    private static final Set<Integer> FORBIDDEN = Set.of(1044, 1142, 1143, 1227);
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    /** The row's epoch is compared before it is set: assignments run from left to right. */
    private static final String SHOW = "INSERT INTO " + FenceTable.MYSQL_NAME
            + " (database_name, epoch, snapshot, written_at, server) VALUES (?, ?, ?, CURRENT_TIMESTAMP(3), ?) ON DUPLICATE"
            + " KEY UPDATE server = IF(epoch <= ?, ?, server), snapshot = IF(epoch < ?, ?, snapshot), written_at = IF(epoch < ?, CURRENT_TIMESTAMP(3), written_at),"
            + " epoch = GREATEST(epoch, ?)";

    /** Asked for beforehand: in the binary log of statements a replica would find its own. */
    private static final String SERVER = "SELECT " + FenceTable.MYSQL_SERVER;

    private static final String SHOWN = "SELECT epoch FROM " + FenceTable.MYSQL_NAME + " WHERE database_name = ?";

    /** The term's first token, or the next one; as it is, if a later term has begun. */
    private static final String TAKE = "INSERT INTO " + TOKENS + " (migration, token) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE token = IF(token < ?, GREATEST(token + 1, ?), token)";

    private static final String RAISE = "INSERT INTO " + TOKENS + " (migration, token) VALUES (?, ?)"
            + " ON DUPLICATE KEY UPDATE token = GREATEST(token, VALUES(token))";

    private static final String TOKEN = "SELECT token FROM " + TOKENS + " WHERE migration = ?";

    private static final String HOLD =
            "SELECT 1 FROM " + TOKENS + " WHERE migration = ? AND token = ? LOCK IN SHARE MODE";

    private static final String NAME = " varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY";

    private static final String MAKE_FENCE = "CREATE TABLE IF NOT EXISTS " + FenceTable.MYSQL_NAME + " (database_name"
            + NAME + ", epoch bigint NOT NULL, snapshot longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,"
            + " written_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),"
            + " server varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
            + " COMMENT='Where migrations stand. Written by the Crossfade control plane, read by each new connection of its"
            + " JDBC driver'";

    private static final String MAKE_TOKENS = "CREATE TABLE IF NOT EXISTS " + TOKENS + " (migration" + NAME
            + ", token bigint NOT NULL) ENGINE=InnoDB ROW_FORMAT=DYNAMIC"
            + " COMMENT='Which run of a job of the Crossfade control plane may change rows'";

    private final LeaderTerm term;
    private final String name;
    private final SessionPool<MySqlSession> sessions;
    private final MySqlRegistry registry;
    /** Whether the database knows the term. */
    private volatile boolean begun;

    MySqlFence(LeaderTerm term, SessionPool<MySqlSession> sessions) {
        this.term = term;
        this.name = term.database();
        this.sessions = sessions;
        this.registry = new MySqlRegistry(name);
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

    private long show(Connection connection, Snapshot snapshot) throws SQLException {
        long epoch = snapshot.epoch();
        String text = Wire.write(snapshot, BuildVersion.get());
        String server = Rows.one(connection, SERVER, row -> row.getString(1)).orElseThrow();
        Rows.update(connection, SHOW, name, epoch, text, server, epoch, server, epoch, text, epoch, epoch);
        return Rows.one(connection, SHOWN, row -> row.getLong(1), name).orElse(-1L);
    }

    @Override
    public List<DatabaseSession> strangers(Set<String> instances) {
        return sessions.asking(session -> registry.strangers(session, instances));
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

    /** Does something in a transaction that the next term waits for; only if this one is the last. */
    <T> T inTerm(MySqlSession session, MySqlSession.Work<T> work) throws SQLException {
        begin(session.connection());
        return session.inTransaction(() -> {
            if (Rows.one(session.connection(), HOLD, row -> row.getInt(1), term.row(), term.number())
                    .isEmpty()) {
                begin(session.connection());
            }
            return work.run();
        });
    }

    /**
     * A token for a run of a job that begins. While a transaction of the run before is under way, this times out as any
     * wait for a row does.
     *
     * @throws JobFailedException if a control plane of a later term has begun to run it
     */
    static JobToken token(MySqlSession session, String migration, LeaderTerm term) throws SQLException {
        Connection connection = session.connection();
        long token = made(
                connection,
                () -> session.inTransaction(() -> {
                    long later = term.laterToken();
                    Rows.update(connection, TAKE, migration, term.firstToken(), later, term.firstToken());
                    return Rows.one(connection, TOKEN, row -> row.getLong(1), migration)
                            .orElseThrow();
                }));
        if (token >= term.laterToken()) {
            throw term.noToken(migration);
        }
        return new JobToken(HOLD, MySqlRunLock.of(connection.getCatalog(), migration), migration, token);
    }

    /** Does what needs the tables, and makes them if they aren't there. */
    private static <T> T made(Connection connection, MySqlSession.Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            if (e.getErrorCode() != MISSING) {
                throw allowed(connection, e);
            }
        }
        try {
            Rows.execute(connection, MAKE_FENCE);
            Rows.execute(connection, MAKE_TOKENS);
            return work.run();
        } catch (SQLException e) {
            throw allowed(connection, e);
        }
    }

    private static SQLException allowed(Connection connection, SQLException e) throws SQLException {
        String schema = MySqlForm.quoted(connection.getCatalog());
        if (FORBIDDEN.contains(e.getErrorCode())) {
            throw new RefusedException(
                    "the control plane's user may not write table " + FenceTable.MYSQL_NAME + " in schema " + schema
                            + ", which tells new connections where migrations stand",
                    List.of(e.getMessage() + "; grant it CREATE, SELECT, INSERT and UPDATE on the schema, or have an"
                            + " administrator run:\nUSE " + schema + ";\n" + MAKE_FENCE + ";\n" + MAKE_TOKENS
                            + ";\nGRANT SELECT, INSERT, UPDATE ON " + FenceTable.MYSQL_NAME
                            + " TO <the control plane's user>;\nGRANT SELECT, INSERT, UPDATE ON " + TOKENS
                            + " TO <the control plane's user>;\nGRANT SELECT ON " + FenceTable.MYSQL_NAME
                            + " TO <each of the application's users that has no right to the whole schema>;"));
        }
        if (READ_ONLY.contains(e.getErrorCode())) {
            throw new RefusedException(
                    "the server is read-only",
                    List.of(e.getMessage() + "; the control plane works on the primary server: name that in its URL"));
        }
        if (e.getErrorCode() == UNKNOWN_COLUMN) {
            throw new RefusedException(
                    "schema " + schema + " has a table " + FenceTable.MYSQL_NAME + " or " + TOKENS
                            + " that this version of Crossfade didn't make",
                    List.of(e.getMessage()
                            + "; if it isn't Crossfade's, give it another name; if a later version has made"
                            + " it, use that"));
        }
        return e;
    }
}
