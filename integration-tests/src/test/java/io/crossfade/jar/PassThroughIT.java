package io.crossfade.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text that touches no migrating table arrives at the server as it was sent, whatever it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassThroughIT {

    private Scene scene;

    @BeforeAll
    void migrateUsers() throws Exception {
        scene = Scene.create("pass_through", 10);
        Servers.get(Product.POSTGRESQL)
                .execute("pass_through", "CREATE TABLE notes (id bigint, name text); CREATE TABLE t (x int)");
        scene.startMigration();
        scene.awaitSettled("EXPAND");
        scene.advanceTo("DUAL_WRITE");
    }

    @AfterAll
    void close() {
        scene.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "SELECT 1",
                "SELECT name FROM notes",
                "select  *\tfrom\nnotes  -- name, full_name\n where name = 'users'",
                "/* users.name */ SELECT name FROM notes /* users */",
                "INSERT INTO notes VALUES (1, 'users'), (2, $$name of users$$)",
                "UPDATE notes SET name = E'us\\x65rs' WHERE id = 1",
                "SELECT 'a''users''b', U&'\\0075sers', \"name\" FROM notes",
                "SELECT '🐘', name FROM notes WHERE name <> '🐘🐘'",
                "CREATE TABLE IF NOT EXISTS later (name text DEFAULT 'users')",
                "COMMENT ON TABLE notes IS 'not users'",
                "SHOW search_path",
                "SET application_name = 'users'",
                "VACUUM notes",
                "EXPLAIN (ANALYZE, COSTS OFF) SELECT * FROM notes",
                "DO $do$ BEGIN PERFORM name FROM notes; END $do$",
                "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN RETURN 1; END $f$",
                "LISTEN users_changed",
                "SELECT * FROM notes n WHERE n @@@ 'no such operator'",
                "this is not SQL at all, name it as you like",
                "SELECT FROM WHERE",
                "SELECT (((",
                "SELECT * FROM notes WHERE id = ANY(ARRAY[[1,2],[3,4]][:1][2:])",
                "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n",
                "MERGE INTO notes USING t ON notes.id = t.x WHEN NOT MATCHED BY SOURCE THEN DELETE",
                "SELECT * FROM notes TABLESAMPLE BERNOULLI (50) REPEATABLE (1)",
                "GRANT SELECT ON notes TO PUBLIC",
                "SELECT /*+ SeqScan(notes) */ name FROM notes",
                "INSERT INTO notes SELECT g, repeat('x', 10) FROM generate_series(1, 3) g",
                "SELECT name FROM notes " + "/* padding */ ".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void arrivesAsItWasSent(String text) throws SQLException {
        String plain = arrivingText(Servers.get(Product.POSTGRESQL).url("pass_through"), text, false);
        assumeThat(plain).as("what pgjdbc sends for it").isEqualTo(text);
        assertThat(arrivingText(scene.url("pass"), text, false)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void arrivesAsPgjdbcSendsItWhenPrepared(String text) throws SQLException {
        assertThat(arrivingText(scene.url("pass"), text, true))
                .isEqualTo(arrivingText(Servers.get(Product.POSTGRESQL).url("pass_through"), text, true));
    }

    /** What the server says that the session last ran, or tried to. */
    private static String arrivingText(String url, String text, boolean prepared) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Connection observer = Servers.get(Product.POSTGRESQL).connect("pass_through");
                PreparedStatement ask = observer.prepareStatement("SELECT query FROM pg_stat_activity WHERE pid = ?")) {
            ask.setInt(1, serverPid(connection));
            run(connection, text, prepared);
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static int serverPid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String text, boolean prepared) throws SQLException {
        try (Statement statement = prepared ? connection.prepareStatement(text) : connection.createStatement()) {
            if (statement instanceof PreparedStatement preparedStatement && prepared) {
                preparedStatement.execute();
            } else {
                statement.execute(text);
            }
        } catch (SQLException e) {
            // Some of the texts mean nothing to the server either; Crossfade must not be the one to say so.
            assertThat(e.getSQLState()).doesNotStartWith("MG");
        }
    }
}
