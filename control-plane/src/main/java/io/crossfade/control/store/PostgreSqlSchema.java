package io.crossfade.control.store;

import io.crossfade.control.config.StoreConfig;
import io.crossfade.control.error.RefusedException;
import io.crossfade.migration.InstanceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The schema of a store on PostgreSQL: made if it isn't there, and known by its version if it is. */
final class PostgreSqlSchema {

    static final int VERSION = 1;

    private static final Set<String> FORBIDDEN = Set.of("42501", "25006");

    private static final List<String> ABOUT = List.of(
            "CREATE TABLE about (version int NOT NULL)",
            "INSERT INTO about (version) VALUES (" + VERSION + ")",
            "CREATE TABLE leader (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), term bigint NOT NULL,"
                    + " address text NOT NULL, pid int NOT NULL, renewed_at timestamptz NOT NULL)",
            "INSERT INTO leader (term, address, pid, renewed_at) VALUES (0, '', 0, '-infinity')",
            "CREATE INDEX transition_of ON transition (migration, place)");

    private final StoreConfig config;

    PostgreSqlSchema(StoreConfig config) {
        this.config = config;
    }

    /**
     * Leaves the connection without a transaction.
     *
     * @throws RefusedException if what is there isn't a store, or one of a later version, or may not be made
     */
    void makeIn(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Two that start at the same time make it once.
            texts(connection, "SELECT pg_advisory_xact_lock(?)::text", InstanceKey.of("make:" + config.schema()));
            makeOrCheck(connection);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (FORBIDDEN.contains(e.getSQLState())) {
                throw mayNot(e);
            }
            throw e;
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
        connection.setAutoCommit(true);
    }

    private void makeOrCheck(Connection connection) throws SQLException {
        if (texts(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", config.schema())
                .isEmpty()) {
            execute(connection, "CREATE SCHEMA " + config.schema());
        }
        List<String> tables = texts(
                connection,
                "SELECT relname FROM pg_class WHERE relnamespace = ?::regnamespace AND relkind NOT IN ('i', 'S', 't')"
                        + " ORDER BY relname",
                config.schema());
        if (tables.isEmpty()) {
            make(connection);
        } else {
            check(connection, tables);
        }
    }

    private static void make(Connection connection) throws SQLException {
        for (String ddl : SqlStore.SCHEMA) {
            execute(connection, ddl);
        }
        for (String ddl : SqlLedger.SCHEMA) {
            execute(connection, ddl);
        }
        for (String ddl : ABOUT) {
            execute(connection, ddl);
        }
    }

    private void check(Connection connection, List<String> tables) throws SQLException {
        if (!tables.containsAll(List.of("about", "leader", "database_epoch"))) {
            throw new RefusedException(
                    "schema " + config.schema() + " at " + config.place() + " isn't a store of Crossfade's",
                    List.of("it has " + tables + "; name another schema or database under 'store'"));
        }
        List<String> versions = texts(connection, "SELECT version::text FROM about");
        if (!versions.equals(List.of(Integer.toString(VERSION)))) {
            throw new RefusedException(
                    "the store in schema " + config.schema() + " at " + config.place() + " has version " + versions
                            + ", and this control plane knows version " + VERSION,
                    List.of("run the control plane that made it, or a later one"));
        }
    }

    private RefusedException mayNot(SQLException e) {
        return new RefusedException(
                "user " + config.user() + " may not make or use the store in schema " + config.schema() + " at "
                        + config.place(),
                List.of(e.getMessage() + "; have an administrator run: CREATE SCHEMA " + config.schema()
                        + " AUTHORIZATION " + config.user()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String sql, Object... values) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
