package io.crossfade.dualread;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reading both sides finds, and what it leaves alone. */
class DualReadsIT {

    private static final String EVERY_READ =
            "&crossfade.compareReads=100&crossfade.comparePerSecond=100000&crossfade.compareValues=shown";
    private static final int ROWS = 200;

    private static List<String> users(Product product) {
        String identity = product == Product.POSTGRESQL ? "bigint PRIMARY KEY" : "bigint PRIMARY KEY";
        List<String> ddl = new ArrayList<>();
        ddl.add("CREATE TABLE users (id " + identity + ", name varchar(200) NOT NULL, status varchar(20) DEFAULT 'new')");
        StringBuilder rows = new StringBuilder("INSERT INTO users (id, name) VALUES ");
        for (int i = 1; i <= ROWS; i++) {
            rows.append(i == 1 ? "" : ", ").append("(").append(i).append(", 'Bulk ").append(i).append("')");
        }
        ddl.add(rows.toString());
        return ddl;
    }

    private static Scene scene(Product product, String name) throws SQLException, InterruptedException {
        Scene scene = Scene.create(product, name, users(product));
        scene.startMigration();
        scene.awaitSettled("EXPAND");
        for (String phase : List.of("DUAL_WRITE", "BACKFILL", "VERIFY")) {
            scene.advanceTo(phase);
        }
        return scene;
    }

    private static String read(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM users WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "(none)";
            }
        }
    }

    private static JsonNode comparisons(Scene scene) throws InterruptedException {
        return scene.controlPlane().status(Scene.MIGRATION).document().path("comparisons");
    }

    private static long compared(Scene scene) throws InterruptedException {
        return comparisons(scene).path("same").asLong();
    }

    /** Reads until that many comparisons have found both sides the same. */
    private static void readUntilCompared(Scene scene, Connection connection, long wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (compared(scene) < wanted) {
            assertThat(System.nanoTime()).as("in time; " + comparisons(scene)).isLessThan(end);
            for (int i = 1; i <= 20; i++) {
                read(connection, i);
                Thread.sleep(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriterThatBypassesTheDriverIsInTheLedgerWithinSeconds(Product product) throws Exception {
        String database = "reads_" + product.name().toLowerCase();
        try (Scene scene = scene(product, database);
                Connection connection = DriverManager.getConnection(scene.url("shop") + EVERY_READ)) {
            readUntilCompared(scene, connection, 20);
            assertThat(comparisons(scene).path("differing").asLong()).isZero();
            assertThat(scene.controlPlane().status(Scene.MIGRATION).gateOpen()).isTrue();

            Servers.get(product).execute(database, "UPDATE users SET name = 'By hand' WHERE id = 7");
            long start = System.nanoTime();
            MigrationStatus status = scene.controlPlane().status(Scene.MIGRATION);
            while (status.document().path("comparisons").path("differing").asLong() == 0) {
                assertThat(read(connection, 7)).isEqualTo("By hand");
                Thread.sleep(20);
                status = scene.controlPlane().status(Scene.MIGRATION);
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            }
            System.out.printf(
                    "DualReads: %s, in the ledger after %d ms%n", product, (System.nanoTime() - start) / 1_000_000);

            assertThat(status.gateOpen()).isFalse();
            assertThat(status.document().path("gate").path("reasons").toString()).contains("id=7", "--again");
            JsonNode entry = ledger(scene).path("differences").path(0);
            assertThat(entry.path("key").path("id").asText()).isEqualTo("7");
            assertThat(entry.path("shape").asText()).isEqualTo("SELECT name FROM users WHERE id = ?");
            assertThat(entry.path("columns").path(0).path("source").asText()).isEqualTo("By hand");
            assertThat(entry.path("columns").path(0).path("target").asText()).isEqualTo("Bulk 7");
            assertThat(entry.path("application").asText()).isEqualTo("shop");

            scene.controlPlane().mustDo("verify", Scene.MIGRATION, "--again");
            scene.awaitSettled("VERIFY");
            MigrationStatus after = scene.await("an open gate", MigrationStatus::gateOpen);
            assertThat(after.phase()).isEqualTo("VERIFY");
            long before = compared(scene);
            readUntilCompared(scene, connection, before + 20);
            assertThat(scene.controlPlane().status(Scene.MIGRATION).gateOpen()).isTrue();
        }
    }

    private static JsonNode ledger(Scene scene) throws Exception {
        ControlPlane.Result result = scene.controlPlane().command("verify", Scene.MIGRATION, "--json");
        assertThat(result.status()).isZero();
        return new ObjectMapper().readTree(result.output());
    }

    /** Each writes all the time; none of them is ever seen half. */
    @ParameterizedTest
    @EnumSource
    void writersOnBothSidesMakeNoDifference(Product product) throws Exception {
        String database = "reads_load_" + product.name().toLowerCase();
        try (Scene scene = scene(product, database)) {
            for (String phase : List.of("VERIFY", "SWITCH_READS")) {
                if (!phase.equals("VERIFY")) {
                    scene.advanceTo(phase);
                }
                long before = compared(scene);
                load(scene, before + 400);
                assertThat(comparisons(scene).path("differing").asLong()).isZero();
                assertThat(comparisons(scene).path("passing").asLong())
                        .as("one snapshot shows both sides")
                        .isZero();
                System.out.printf("DualReads: %s in %s: %s%n", product, phase, comparisons(scene));
            }
        }
    }

    private static void load(Scene scene, long wanted) throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String application = i == 0 ? "old" : "young";
            String shape = i == 0 ? "" : "&crossfade.adopted=" + Scene.MIGRATION;
            String column = i == 0 ? "name" : "full_name";
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                try (Connection connection = DriverManager.getConnection(scene.url(application) + shape + EVERY_READ
                        + "&crossfade.instance=" + application)) {
                    while (!stopped.get()) {
                        write(connection, column, random);
                    }
                } catch (SQLException | InterruptedException e) {
                    failure.set(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (compared(scene) < wanted && failure.get() == null && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        stopped.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(compared(scene)).isGreaterThanOrEqualTo(wanted);
    }

    private static void write(Connection connection, String column, Random random)
            throws SQLException, InterruptedException {
        long id = 1 + random.nextInt(20);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE users SET " + column + " = ? WHERE id = ?")) {
            update.setString(1, "Name " + random.nextInt(1_000_000));
            update.setLong(2, id);
            update.executeUpdate();
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, " + column + ", status FROM users WHERE id BETWEEN ? AND ?")) {
            query.setLong(1, id);
            query.setLong(2, id + random.nextInt(20));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    assertThat(rows.getString(2)).isNotNull();
                }
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM users WHERE " + column + " LIKE '%7'")) {
            rows.next();
        }
        Thread.sleep(random.nextInt(3));
    }
}
