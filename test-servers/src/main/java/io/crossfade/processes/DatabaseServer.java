package io.crossfade.processes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A running database server that belongs to this JVM: it is gone, data and all, when closed or when the JVM ends. */
public interface DatabaseServer extends AutoCloseable {

    Product product();

    /** As the server itself gives it. */
    default String version() throws SQLException {
        try (Connection connection = connect(ownDatabase())) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** A database that every server of the product has. */
    String ownDatabase();

    /** The delegate's URL, with the user in it; properties can be added with {@code &}. */
    String url(String database);

    /** The same database through Crossfade. */
    default String crossfadeUrl(String database) {
        return "jdbc:crossfade:" + url(database).substring("jdbc:".length());
    }

    /** Makes an empty database. */
    default void createDatabase(String name) throws SQLException {
        execute(ownDatabase(), "CREATE DATABASE " + product().quote(name));
    }

    /** Drops a database, if there is one of that name. */
    default void dropDatabase(String name) throws SQLException {
        execute(ownDatabase(), "DROP DATABASE IF EXISTS " + product().quote(name));
    }

    /** A plain connection. */
    default Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }

    /** Runs a text of one or more statements through a plain connection. */
    default void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    void close();
}
