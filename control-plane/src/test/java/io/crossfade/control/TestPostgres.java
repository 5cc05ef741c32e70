package io.crossfade.control;

import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, one server for the test run and a database for each test. */
public final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String url;

    private TestPostgres(String url) {
        this.url = url;
    }

    private static final class Server {
        /** Making a database is what costs most, and none has to survive its server. */
        static final Postgres SERVER = Postgres.start(
                DataDirectory.create("crossfade-postgres"),
                Map.of(
                        "max_connections",
                        "300",
                        "fsync",
                        "off",
                        "synchronous_commit",
                        "off",
                        "full_page_writes",
                        "off",
                        "max_wal_size",
                        "256MB"));
    }

    /** A new, empty database. */
    public static TestPostgres create() {
        String name = "test" + NUMBER.incrementAndGet();
        new TestPostgres(Server.SERVER.url("postgres")).execute("CREATE DATABASE " + name);
        return new TestPostgres(Server.SERVER.url(name));
    }

    public String url() {
        return url;
    }

    public DatabaseConfig config() {
        return DatabaseConfig.of(url, "postgres", "postgres").withLockTimeout(Duration.ofMillis(300));
    }

    public Connection connect() {
        try {
            return DriverManager.getConnection(url);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in " + List.of(statements), e);
        }
    }

    /** The rows, columns joined by {@code |}. */
    public List<String> rows(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", values));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage() + " in " + sql, e);
        }
    }

    public String value(String sql) {
        return rows(sql).get(0);
    }
}
