package io.crossfade.jdbc;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on a real PostgreSQL, of which there is one for the test run. */
final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;

    private TestPostgres(String name) {
        this.name = name;
    }

    private static final class Server {
        static final Postgres SERVER = Postgres.start(
                DataDirectory.create("crossfade-postgres"),
                Map.of("max_connections", "300", "fsync", "off", "max_wal_size", "256MB"));
    }

    /** A new, empty database. */
    static TestPostgres create() throws SQLException {
        TestPostgres created = new TestPostgres("shop" + NUMBER.incrementAndGet());
        new TestPostgres("postgres").run("CREATE DATABASE " + created.name);
        return created;
    }

    String name() {
        return name;
    }

    /** As PostgreSQL's own driver takes it; others may append parameters. */
    String url() {
        return Server.SERVER.url(name);
    }

    String crossfadeUrl() {
        return url().replace("jdbc:", "jdbc:crossfade:");
    }

    /** Past the driver. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Past the driver: what the first column of its result has, if there is one. */
    List<String> run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? strings(statement.getResultSet()) : List.of();
        }
    }

    static List<String> strings(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(1));
        }
        return values;
    }
}
