package io.crossfade.jdbc;

import io.crossfade.catalog.CatalogReader;
import io.crossfade.catalog.MySqlCatalog;
import io.crossfade.catalog.PostgresCatalog;
import io.crossfade.migration.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of databases that the driver works with, as the delegate's URL names it. */
enum Database {
    POSTGRESQL("org.postgresql:postgresql") {
        @Override
        List<String> prefixes() {
            return List.of("jdbc:postgresql:");
        }

        @Override
        ServerSession session(Connection delegate, Registry registry) {
            return new PostgresSession(delegate, registry);
        }

        @Override
        Optional<Snapshot> fence(Connector connector, String database) throws SQLException {
            return PostgresSession.fence(connector, database);
        }

        @Override
        ServerSession.Standby shown(Connection connection, String database) throws SQLException {
            return PostgresSession.shown(connection, database);
        }

        @Override
        CatalogReader catalogReader() {
            return new PostgresCatalog();
        }
    },
    /** MySQL or MariaDB: which of them it is, the server says. */
    MYSQL("com.mysql:mysql-connector-j or org.mariadb.jdbc:mariadb-java-client") {
        @Override
        List<String> prefixes() {
            return List.of("jdbc:mysql:", "jdbc:mariadb:");
        }

        @Override
        ServerSession session(Connection delegate, Registry registry) throws SQLException {
            return new MySqlSession(delegate, status(delegate), registry);
        }

        @Override
        Optional<Snapshot> fence(Connector connector, String database) throws SQLException {
            return MySqlFence.read(connector, database);
        }

        @Override
        ServerSession.Standby shown(Connection connection, String database) throws SQLException {
            return MySqlFence.shown(connection, database);
        }

        @Override
        CatalogReader catalogReader() {
            return new MySqlCatalog();
        }

        @Override
        void check(Settings settings) throws SQLException {
            MySqlUrl.check(settings);
        }
    };

    private final String driver;

    Database(String driver) {
        this.driver = driver;
    }

    /** How a connection of a driver for {@link #MYSQL} tells the state of its transaction. */
    static StatusFlags status(Connection delegate) throws SQLException {
        return StatusFlags.of(delegate)
                .orElseThrow(() -> SqlState.CONFIGURATION.exception(delegate.getClass()
                                .getName() + " doesn't tell whether a transaction is open; Crossfade works with the"
                        + " connections of " + MYSQL.driver()));
    }

    static Optional<Database> of(String delegateUrl) {
        return Arrays.stream(values())
                .filter(database -> database.prefixes().stream().anyMatch(delegateUrl::startsWith))
                .findFirst();
    }

    /** How URLs begin, for an error message. */
    static String prefixes(String before) {
        return Arrays.stream(values())
                .flatMap(database -> database.prefixes().stream())
                .map(prefix -> before + prefix.substring("jdbc:".length()))
                .collect(Collectors.joining(", "));
    }

    /** How the delegate's URLs begin. */
    abstract List<String> prefixes();

    /** Where its driver is found. */
    String driver() {
        return driver;
    }

    /**
     * What the driver asks of a new connection's session.
     *
     * @param registry where the session is to be known
     */
    abstract ServerSession session(Connection delegate, Registry registry) throws SQLException;

    /**
     * What the database itself knows of where the migrations of a logical database stand; empty if it knows nothing.
     *
     * @param connector how a connection of the delegate is opened, if one is needed
     */
    abstract Optional<Snapshot> fence(Connector connector, String database) throws SQLException;

    /** What a server shows at this moment, and which it is, primary or replica; of epoch 0 if it shows nothing. */
    abstract ServerSession.Standby shown(Connection connection, String database) throws SQLException;

    abstract CatalogReader catalogReader();

    /** Refuses what would take the lock away from a session unseen. */
    void check(Settings settings) throws SQLException {}
}
