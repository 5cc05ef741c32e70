package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that is older than what the control plane and the fence show. */
class OlderDriverTest {

    private TestPostgres database;
    private FakeControlPlane controlPlane;

    @BeforeEach
    void create() throws Exception {
        database = TestPostgres.create();
        database.run("CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text);"
                + " INSERT INTO users VALUES (1, 'source', 'target');"
                + " CREATE TABLE orders (id bigint PRIMARY KEY, note text, remark text);"
                + " INSERT INTO orders VALUES (1, 'source', 'target');"
                + " CREATE TABLE places (id bigint PRIMARY KEY, users text);"
                + " CREATE SCHEMA other; CREATE TABLE other.users (id bigint, name text);"
                + " CREATE SCHEMA crossfade; CREATE TABLE crossfade.fence"
                + " (database_name text PRIMARY KEY, epoch bigint NOT NULL, snapshot text NOT NULL)");
        controlPlane = new FakeControlPlane(snapshot(1, Phase.VERIFY));
        show(snapshot(1, Phase.VERIFY), Wire.write(snapshot(1, Phase.VERIFY)));
    }

    @AfterEach
    void close() {
        controlPlane.close();
    }

    private static Snapshot snapshot(long epoch, Phase phase) {
        return new Snapshot(
                "shop",
                epoch,
                List.of(
                        migration("names", "users", new ColumnMapping.Rename("name", "full_name", 2), Phase.VERIFY),
                        migration("notes", "orders", new ColumnMapping.Rename("note", "remark", 2), phase)));
    }

    private static Migration migration(String name, String table, ColumnMapping mapping, Phase phase) {
        return new Migration(
                name, new TableId("public", table), List.of(mapping), phase, phase == Phase.SWITCH_READS ? 100 : 0);
    }

    private void show(Snapshot snapshot, String text) throws SQLException {
        database.run("DELETE FROM crossfade.fence; INSERT INTO crossfade.fence VALUES ('shop', " + snapshot.epoch()
                + ", '" + text.replace("'", "''") + "')");
        controlPlane.show(snapshot, text);
    }

    /** Shows epoch 2, in which something of the first migration is as a later version has it. */
    private void showLater(String known, String later) throws SQLException {
        String text = Wire.write(snapshot(2, Phase.SWITCH_READS), Optional.of("9.8.7"));
        assertThat(text).contains(known);
        show(snapshot(2, Phase.SWITCH_READS), text.replaceFirst(java.util.regex.Pattern.quote(known), later));
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(
                database.crossfadeUrl() + "&crossfade.database=shop&crossfade.controlPlane=" + controlPlane.url());
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Test
    void leavesATableAloneOfWhichItDoesntUnderstandTwoMigrations() throws Exception {
        Snapshot two = new Snapshot(
                "shop",
                2,
                List.of(
                        migration("names", "users", new ColumnMapping.Rename("name", "full_name", 2), Phase.VERIFY),
                        migration("ids", "users", new ColumnMapping.Rename("id", "number", 1), Phase.VERIFY)));
        try (Connection connection = open()) {
            show(two, Wire.write(two, Optional.of("9.8.7")).replace("VERIFY", "HALF_WAY"));
            await(() -> {
                try {
                    return first(connection, "SELECT name FROM users").isEmpty();
                } catch (SQLException refused) {
                    return true;
                }
            });
            assertThatThrownBy(() -> first(connection, "SELECT name FROM users"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("HALF_WAY")
                    .hasMessageContaining("public.users");
            assertThat(first(connection, "SELECT note FROM orders")).isEqualTo("source");
        }
    }

    private static void assertRefused(Connection connection, String sql) {
        assertThatThrownBy(() -> connection.createStatement().execute(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("migration 'names'")
                .hasMessageContaining("this driver, version " + Version.TEXT)
                .hasMessageContaining("version 9.8.7 of Crossfade")
                .hasMessageContaining("public.users")
                .hasMessageContaining("update the driver to 9.8.7 at least");
    }

    private static void await(Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!reached.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"phase\":\"VERIFY\" ~ \"phase\":\"SHADOW\"",
                "\"kind\":\"rename\" ~ \"kind\":\"hash\"",
                "\"targetPercent\":0 ~ \"targetPercent\":0,\"mood\":\"good\"",
                "\"ordinal\":2 ~ \"ordinal\":2,\"mood\":\"good\"",
            })
    void leavesTheTableAloneOfAMigrationThatItDoesntUnderstand(String change) throws Exception {
        try (Connection connection = open()) {
            assertThat(first(connection, "SELECT name FROM users")).isEqualTo("source");
            assertThat(first(connection, "SELECT note FROM orders")).isEqualTo("source");

            showLater(change.split(" ~ ")[0], change.split(" ~ ")[1]);

            await(() -> first(connection, "SELECT note FROM orders").equals("target"));
            assertRefused(connection, "SELECT name FROM users");
            assertRefused(connection, "SELECT count(*) FROM public.users");
            assertRefused(connection, "SELECT 1 FROM orders o WHERE EXISTS (SELECT FROM users u WHERE u.id = o.id)");
            assertRefused(connection, "UPDATE users SET id = 2");
            assertRefused(connection, "ALTER TABLE users ADD phone text");
            assertThat(first(connection, "SELECT name FROM other.users")).isEmpty();
            assertThat(first(connection, "SELECT users FROM places")).isEmpty();
            assertThat(first(connection, "WITH users AS (SELECT 'own' AS name) SELECT name FROM users"))
                    .isEqualTo("own");
            try (Statement batch = connection.createStatement()) {
                batch.addBatch("UPDATE orders SET note = 'batched'");
                batch.addBatch("UPDATE users SET name = 'batched'");
                assertThatThrownBy(batch::executeBatch)
                        .isInstanceOfAny(SQLException.class, BatchUpdateException.class)
                        .hasMessageContaining("migration 'names'");
            }
            assertThat(database.run("SELECT name || full_name FROM users")).containsExactly("sourcetarget");
        }
    }

    @Test
    void opensConnectionsUnderSuchAFence() throws Exception {
        showLater("\"phase\":\"VERIFY\"", "\"phase\":\"SHADOW\"");
        controlPlane.unreachable(true);
        try (Connection connection = open()) {
            assertThat(first(connection, "SELECT note FROM orders")).isEqualTo("target");
            assertRefused(connection, "SELECT name FROM users");
        }
    }

    @Test
    void saysSoAndGoesOnWhenTheStepIsWithdrawn() throws Exception {
        try (Connection connection = open()) {
            showLater("\"phase\":\"VERIFY\"", "\"phase\":\"SHADOW\"");
            await(() -> controlPlane.isTold() && controlPlane.heartbeat().holds() == 2);
            Heartbeat.Unknown unknown = controlPlane.heartbeat().unknown().get(0);
            assertThat(unknown.migration()).isEqualTo("names");
            assertThat(unknown.what()).contains("unknown phase 'SHADOW'");

            show(snapshot(3, Phase.SWITCH_READS), Wire.write(snapshot(3, Phase.SWITCH_READS)));
            await(() -> controlPlane.heartbeat().holds() == 3);
            assertThat(controlPlane.heartbeat().unknown()).isEmpty();
            assertThat(first(connection, "SELECT name FROM users")).isEqualTo("source");
        }
    }

    @Test
    void leavesAllTablesAloneThatTheMigrationNames() throws Exception {
        try (Connection connection = open()) {
            showLater(
                    "\"targetPercent\":0",
                    "\"targetPercent\":0,\"tables\":[{\"schema\":\"public\",\"table\":\"places\"}]");
            await(() -> first(connection, "SELECT note FROM orders").equals("target"));
            assertRefused(connection, "SELECT name FROM users");
            assertThatThrownBy(() -> first(connection, "SELECT users FROM places"))
                    .hasMessageContaining("public.places");
        }
    }
}
