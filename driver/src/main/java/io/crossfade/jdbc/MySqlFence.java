package io.crossfade.jdbc;

import io.crossfade.migration.FenceTable;
import io.crossfade.migration.Snapshot;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The fence on MySQL and MariaDB, as a session reads it: in the schema of the control plane's URL, which is most often the
 * session's own, but need not be.
 */
final class MySqlFence {

    /** No such table, no such schema, no schema chosen. */
    private static final Set<Integer> MISSING = Set.of(1146, 1049, 1046);

    /** No right to a schema, a table or a column. */
    private static final Set<Integer> FORBIDDEN = Set.of(1044, 1142, 1143);

    private static final int UNKNOWN_COLUMN = 1054;

    private static final String VISIBLE = "SELECT table_name, table_schema FROM information_schema.columns"
            + " WHERE column_name = 'database_name' AND table_name = '" + FenceTable.MYSQL_NAME
            + "' UNION ALL SELECT NULL, CURRENT_USER()";

    private final Connection delegate;
    private final StatusFlags status;
    private final Registry registry;
    private final String database;

    /** @param database the logical one */
    MySqlFence(Connection delegate, StatusFlags status, Registry registry, String database) {
        this.delegate = delegate;
        this.status = status;
        this.registry = registry;
        this.database = database;
    }

    /**
     * A query that takes a place and reads the fence behind that. Behind the given columns it has the place's expression, the
     * epoch, the server on which that was written, and the snapshot, if its epoch isn't known or the server may be a replica.
     *
     * <p>The row is looked up by a value that depends on the place's, so no optimizer can read it first; it would read a row
     * with a constant key before it waits for a lock. A hash join would read the table first, too, but the index is forced. LIMIT
     * goes before {@code sql_select_limit}, and bytes don't depend on the connection's character set.
     *
     * @param schema where the table is; the session's own, if none is given
     */
    String query(String columns, String taking, Optional<String> schema, long known) {
        return "SELECT " + columns + ", r.place, f.epoch, f.server, IF(f.epoch <> " + known + " OR f.server <> "
                + FenceTable.MYSQL_SERVER + " OR " + MySqlServerFacts.READ_ONLY
                + ", CAST(f.snapshot AS BINARY), NULL) FROM (SELECT " + taking + " AS place) AS r LEFT JOIN "
                + table(schema) + " AS f FORCE INDEX (PRIMARY) ON f.database_name = IF(r.place > 0, " + name()
                + ", NULL) LIMIT 1";
    }

    private static String table(Optional<String> schema) {
        return schema.map(name -> "`" + name.replace("`", "``") + "`.").orElse("") + FenceTable.MYSQL_NAME;
    }

    /** In no quotes and no character set of the session's. */
    private String name() {
        return "_utf8mb4 X'" + HexFormat.of().formatHex(database.getBytes(StandardCharsets.UTF_8))
                + "' COLLATE utf8mb4_bin";
    }

    /** What a row says. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /**
     * Asks while no transaction is open, and leaves none: without autocommit, reading a table opens one, in which the application
     * would see what is old by then.
     */
    <T> List<T> ask(String sql, Row<T> row) throws SQLException {
        List<T> found = new ArrayList<>();
        try (Statement statement = statement(delegate);
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(row.of(rows));
            }
        }
        if (StatusFlags.inTransaction(status.flags())) {
            try (Statement statement = delegate.createStatement()) {
                statement.execute("ROLLBACK AND NO CHAIN NO RELEASE");
            }
        }
        return found;
    }

    /** A statement that answers at once, whatever the URL says of cursors. */
    static Statement statement(Connection delegate) throws SQLException {
        Statement statement = delegate.createStatement();
        statement.setFetchSize(0);
        return statement;
    }

    static boolean isMissing(SQLException e) {
        return MISSING.contains(e.getErrorCode());
    }

    /** What to tell the application of an error in reading the fence. */
    SQLException explained(SQLException e, Optional<String> schema) {
        if (FORBIDDEN.contains(e.getErrorCode())) {
            return SqlState.NO_SNAPSHOT.exception(
                    "Crossfade may not read where the migrations of database '" + database + "' stand: "
                            + e.getMessage() + ". Grant the user SELECT on table " + table(schema)
                            + "; if there is none yet, make it first, as docs/protocol.md has it",
                    e);
        }
        if (e.getErrorCode() == UNKNOWN_COLUMN) {
            return SqlState.NO_SNAPSHOT.exception(
                    "table " + table(schema) + " isn't as this version of Crossfade knows it: " + e.getMessage()
                            + ". If it isn't Crossfade's, give it another name; if a later version has made it, use that",
                    e);
        }
        return e;
    }

    SQLException gone(long known) {
        return FenceText.gone(database, known, FenceTable.MYSQL_NAME);
    }

    /**
     * The schema whose table has a row for this database. To be asked when the session has its place: who makes one later
     * finds it there.
     *
     * @param own the session's default schema
     * @param seesOwn whether the server has said of it that there is no such table, and not that it doesn't tell
     */
    Optional<String> find(Optional<String> own, boolean seesOwn) throws SQLException {
        List<String> found = withRow(candidates(own, seesOwn));
        if (own.filter(found::contains).isPresent()) {
            return own;
        }
        if (found.size() > 1) {
            throw SqlState.NO_SNAPSHOT.exception("Crossfade finds a table " + FenceTable.MYSQL_NAME
                    + " with a row for database '" + database + "' in several schemas, " + String.join(", ", found)
                    + ": drop those that are copies, or name the right one as the URL's database");
        }
        return found.stream().findFirst();
    }

    private List<String> withRow(List<String> schemas) throws SQLException {
        if (schemas.isEmpty()) {
            return List.of();
        }
        StringJoiner queries = new StringJoiner(" UNION ALL ");
        for (int i = 0; i < schemas.size(); i++) {
            queries.add(
                    "SELECT " + i + " FROM " + table(Optional.of(schemas.get(i))) + " WHERE database_name = " + name());
        }
        try {
            return ask(queries.toString(), row -> schemas.get(row.getInt(1)));
        } catch (SQLException e) {
            throw explained(e, Optional.of(schemas.get(0)));
        }
    }

    /** The schemas in which the user sees such a table, and his own, if the server doesn't tell. */
    private List<String> candidates(Optional<String> own, boolean seesOwn) throws SQLException {
        List<String> schemas = new ArrayList<>();
        String user = "";
        for (Visible each : ask(VISIBLE, row -> new Visible(row.getString(1), row.getString(2)))) {
            if (each.table() == null) {
                user = each.name();
            } else if (each.table().equals(FenceTable.MYSQL_NAME)) {
                schemas.add(each.name());
            }
        }
        if (own.isPresent() && !schemas.contains(own.get())) {
            if (seesOwn) {
                registry.sawNone(user, own.get());
            } else if (mayBeHidden(user, own.get())) {
                schemas.add(own.get());
            }
        }
        return schemas;
    }

    /**
     * A table that the user sees.
     *
     * @param table null for the user himself
     * @param name the schema's, or the user's
     */
    private record Visible(@Nullable String table, String name) {}

    /**
     * Whether there may be a table that isn't listed. To somebody with no right to a schema the server denies access, and
     * doesn't say whether there is such a table.
     */
    private boolean mayBeHidden(String user, String schema) throws SQLException {
        if (registry.wouldSee(user, schema)) {
            return false;
        }
        try {
            ask("SELECT 1 FROM " + table(Optional.of(schema)) + " LIMIT 0", row -> row.getInt(1));
            return true;
        } catch (SQLException e) {
            if (!isMissing(e)) {
                throw explained(e, Optional.of(schema));
            }
            registry.sawNone(user, schema);
            return false;
        }
    }

    /** What the fence shows; empty if there is none, or if it has nothing for that database. */
    static Optional<Snapshot> read(Connector connector, String database) throws SQLException {
        try (Connection connection = connector.open()) {
            return of(connection, database).read();
        }
    }

    /** What a server shows at this moment, and which it is, primary or replica. */
    static ServerSession.Standby shown(Connection connection, String database) throws SQLException {
        MySqlFence fence = of(connection, database);
        String server = fence.ask("SELECT " + FenceTable.MYSQL_SERVER, row -> row.getString(1))
                .get(0);
        return fence.standby(server, fence.read().orElseGet(() -> Snapshot.empty(database)));
    }

    private static MySqlFence of(Connection connection, String database) throws SQLException {
        return new MySqlFence(connection, Database.status(connection), new Registry("", Optional.empty()), database);
    }

    private Optional<Snapshot> read() throws SQLException {
        Optional<String> schema = find(Optional.ofNullable(delegate.getCatalog()), false);
        return schema.isEmpty() ? Optional.empty() : read(schema);
    }

    /**
     * The process of a replica, on which a session is open, and what its copy of the fence showed before.
     *
     * @throws SQLException if a replica's data may be of another epoch than its copy of the fence
     */
    ServerSession.Standby standby(String server, Snapshot shown) throws SQLException {
        MySqlServerFacts.ServerProcess process = ask(MySqlServerFacts.PROCESS, MySqlServerFacts.ServerProcess::of)
                .get(0);
        if (!process.keepsOrder() && shown.epoch() > 0) {
            throw SqlState.NO_SNAPSHOT.exception("Crossfade opens no session on read replica " + server
                    + ": it commits transactions in another order than the primary did, so that its copy of the fence says"
                    + " nothing of its data. Set replica_preserve_commit_order=ON there, or read from the primary");
        }
        return new ServerSession.Standby(server + " started at " + process.start(), shown);
    }

    /**
     * Whether this server can tell which sessions of the primary are left: it can be written, and if the fence names the
     * server on which it was written last, that is this one.
     */
    boolean isOnPrimary(Optional<String> schema) throws SQLException {
        try {
            return ask(
                            "SELECT " + MySqlServerFacts.READ_ONLY + ", (SELECT server <> " + FenceTable.MYSQL_SERVER
                                    + " FROM " + table(schema) + " WHERE database_name = " + name() + ")",
                            row -> !row.getBoolean(1) && !row.getBoolean(2))
                    .get(0);
        } catch (SQLException e) {
            throw explained(e, schema);
        }
    }

    private Optional<Snapshot> read(Optional<String> schema) throws SQLException {
        String sql = "SELECT CAST(snapshot AS BINARY) FROM " + table(schema) + " WHERE database_name = " + name();
        return ask(sql, row -> snapshot(row.getBytes(1), schema)).stream().findFirst();
    }

    static Snapshot snapshot(byte[] text, Optional<String> schema) throws SQLException {
        return FenceText.snapshot(table(schema), new String(text, StandardCharsets.UTF_8));
    }
}
