package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads by a percentage through real connections, of which half read a target that holds something else. */
class ReadKeyTest {

    private static final String KEY = "crossfade.readKey";

    @TempDir
    private Path directory;

    private TestPostgres postgres;
    private String url;

    @BeforeEach
    void create() throws Exception {
        postgres = TestPostgres.create();
        postgres.run("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text);
                INSERT INTO users VALUES (1, 'source', 'target')""");
        Migration half = new Migration(
                "m",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                Phase.SWITCH_READS,
                50);
        Path file = Files.writeString(
                directory.resolve("snapshot.json"), Wire.write(new Snapshot(postgres.name(), 1, List.of(half))));
        url = postgres.crossfadeUrl() + "&crossfade.snapshotFile=" + file;
    }

    private Connection open(String properties) throws SQLException {
        return DriverManager.getConnection(url + properties);
    }

    private static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM users WHERE id = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Set<String> readOften(Connection connection) throws SQLException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            seen.add(read(connection));
        }
        return seen;
    }

    @Test
    void sessionsOfOneKeyReadOneSideAndKeysAreSpreadOverBoth() throws SQLException {
        Map<String, Set<String>> byKey = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            try (Connection pooled = open("")) {
                for (int key = 0; key < 24; key++) {
                    String name = "tenant-" + key;
                    Set<String> seen = byKey.computeIfAbsent(name, unused -> new HashSet<>());
                    if (key < 4) {
                        try (Connection own = open("&" + KEY + "=" + name)) {
                            seen.addAll(readOften(own));
                        }
                    }
                    pooled.setClientInfo(KEY, name);
                    assertThat(pooled.getClientInfo(KEY)).isEqualTo(name);
                    seen.addAll(readOften(pooled));
                }
            }
        }
        assertThat(byKey.values()).allMatch(sides -> sides.size() == 1);
        assertThat(byKey.values().stream().filter(Set.of("target")::equals).count())
                .isBetween(6L, 18L);
    }

    @Test
    void withoutAKeyEachTransactionReadsOneSideThroughout() throws SQLException {
        try (Connection connection = open("")) {
            connection.setAutoCommit(false);
            Set<String> all = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                String first = read(connection);
                assertThat(read(connection)).isEqualTo(first);
                assertThat(read(connection)).isEqualTo(first);
                all.add(first);
                connection.commit();
            }
            assertThat(all).containsExactlyInAnyOrder("source", "target");
        }
    }

    @Test
    void whoHasWrittenReadsItWhicheverSideThatIs() throws SQLException {
        try (Connection connection = open("");
                Statement statement = connection.createStatement()) {
            for (int key = 0; key < 12; key++) {
                connection.setClientInfo(KEY, "tenant-" + key);
                statement.executeUpdate("UPDATE users SET name = 'alone " + key + "' WHERE id = 1");
                assertThat(read(connection)).isEqualTo("alone " + key);
                connection.setAutoCommit(false);
                statement.executeUpdate("UPDATE users SET name = 'within " + key + "' WHERE id = 1");
                assertThat(read(connection)).isEqualTo("within " + key);
                connection.setAutoCommit(true);
                assertThat(read(connection)).isEqualTo("within " + key);
            }
        }
    }

    @Test
    void aKeyHoldsFromTheNextTransactionOnAndGivesWayToTheUrls() throws SQLException {
        String ofTarget = keyThatReads("target");
        String ofSource = keyThatReads("source");
        try (Connection connection = open("&" + KEY + "=" + ofSource)) {
            connection.setAutoCommit(false);
            assertThat(read(connection)).isEqualTo("source");
            connection.setClientInfo(KEY, ofTarget);
            assertThat(read(connection)).as("the transaction's lot").isEqualTo("source");
            connection.commit();
            assertThat(read(connection)).isEqualTo("target");
            connection.commit();
            connection.setClientInfo(KEY, null);
            assertThat(readOften(connection)).containsExactly("source");
        }
    }

    private String keyThatReads(String side) throws SQLException {
        try (Connection connection = open("")) {
            for (int key = 0; ; key++) {
                connection.setClientInfo(KEY, "tenant-" + key);
                if (read(connection).equals(side)) {
                    return "tenant-" + key;
                }
            }
        }
    }

    @Test
    void clientInfoInOneGoSetsTheKeyAndTheDelegatesOwnWithItsDefaults() throws SQLException {
        String ofTarget = keyThatReads("target");
        Properties defaults = new Properties();
        defaults.setProperty("ApplicationName", "orders");
        defaults.setProperty(KEY, ofTarget);
        try (Connection connection = open("")) {
            connection.setClientInfo(new Properties(defaults));

            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("orders");
            assertThat(connection.getClientInfo(KEY)).isEqualTo(ofTarget);
            assertThat(connection.getClientInfo().getProperty(KEY)).isEqualTo(ofTarget);
            assertThat((Throwable) connection.getWarnings()).isNull();
            assertThat(readOften(connection)).containsExactly("target");

            defaults.remove(KEY);
            connection.setClientInfo(new Properties(defaults));

            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("orders");
            assertThat(connection.getClientInfo(KEY)).isNull();
            assertThat(connection.getClientInfo().getProperty(KEY)).isNull();
            assertThat(readOften(connection)).containsExactlyInAnyOrder("source", "target");
        }
    }

    /** Whatever the delegate says to it, in the delegate's words. */
    @Test
    void nullIsTheDelegatesAffairAndTakesNoKeyAway() throws SQLException {
        try (Connection connection = open("");
                Connection plain = postgres.connect()) {
            connection.setClientInfo(KEY, "tenant-1");
            Class<?> thrown = null;
            try {
                plain.setClientInfo((Properties) null);
            } catch (SQLException | RuntimeException e) {
                thrown = e.getClass();
            }
            if (thrown == null) {
                connection.setClientInfo((Properties) null);
            } else {
                assertThatThrownBy(() -> connection.setClientInfo((Properties) null))
                        .isExactlyInstanceOf(thrown)
                        .satisfies(e -> assertThat(e.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().startsWith("org.postgresql")));
            }
            assertThat(connection.getClientInfo(KEY)).isEqualTo("tenant-1");
        }
    }
}
