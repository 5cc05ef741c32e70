package io.crossfade.dualread;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reading both sides finds, and what it leaves alone. */
class DualReadsIT {

    private static final String EVERY_READ =
            "&crossfade.compareReads=100&crossfade.comparePerSecond=100000&crossfade.compareValues=shown";
    private static final int ROWS = 200;

    /** Under load in each of two phases; {@code -Dreads.comparisons=N} for more. */
    private static final long COMPARISONS = Long.getLong("reads.comparisons", 100);

    /** In each build one, since the driver has tests of its own on PostgreSQL; {@code -Dreads.products=POSTGRESQL,MYSQL,MARIADB} for all. */
    static List<Product> products() {
        return Arrays.stream(System.getProperty("reads.products", "MYSQL").split(",", -1))
                .map(Product::valueOf)
                .toList();
    }

    private static List<String> users() {
        StringBuilder rows = new StringBuilder("INSERT INTO users (id, name) VALUES ");
        for (int i = 1; i <= ROWS; i++) {
            rows.append(i == 1 ? "" : ", ")
                    .append("(")
                    .append(i)
                    .append(", 'Bulk ")
                    .append(i)
                    .append("')");
        }
        return List.of(
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(200) NOT NULL, status varchar(20) DEFAULT 'new')",
                rows.toString());
    }

    /** In VERIFY, with all rows compared. */
    private static Scene scene(Product product, String name) throws SQLException, InterruptedException {
        Scene scene = Scene.create(product, name, users());
        scene.controlPlane().post("/v1/migrations", "application/yaml", """
                migration: %s
                database: %s
                table: users
                rename: {name: full_name}
                """.formatted(Scene.MIGRATION, name));
        scene.awaitSettled("EXPAND");
        for (String phase : List.of("DUAL_WRITE", "BACKFILL", "VERIFY")) {
            step(scene, phase);
        }
        return scene;
    }

    /** Without a JVM for a command, of which there would be many. */
    private static void step(Scene scene, String phase) throws InterruptedException {
        scene.await("an open gate to " + phase, MigrationStatus::gateOpen);
        scene.controlPlane()
                .post(
                        "/v1/migrations/" + Scene.MIGRATION + "/advance",
                        "application/json",
                        "{\"to\": \"" + phase + "\"}");
        scene.awaitSettled(phase);
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

    /** Each writes all the time, and none of the writes is ever seen half; what is written past the driver is. */
    @ParameterizedTest
    @MethodSource("products")
    void findsWhatBypassesTheDriverAndNothingElse(Product product) throws Exception {
        String database = "reads_" + product.name().toLowerCase(Locale.ROOT);
        long began = System.nanoTime();
        try (Scene scene = scene(product, database);
                Connection connection = DriverManager.getConnection(scene.url("shop") + EVERY_READ)) {
            assertNoDifferenceUnderLoad(scene, product);

            Servers.get(product).execute(database, "UPDATE users SET name = 'By hand' WHERE id = 108");
            long start = System.nanoTime();
            MigrationStatus status = scene.controlPlane().status(Scene.MIGRATION);
            while (status.document().path("comparisons").path("differing").asLong() == 0) {
                assertThat(read(connection, 108)).isEqualTo("By hand");
                Thread.sleep(20);
                status = scene.controlPlane().status(Scene.MIGRATION);
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            }
            long found = System.nanoTime() - start;
            assertThat(status.gateOpen()).isFalse();
            assertThat(status.document().path("gate").path("reasons").toString())
                    .contains("id=108", "--again");
            assertIsInTheLedger(scene);

            scene.controlPlane().post("/v1/migrations/" + Scene.MIGRATION + "/verify", "text/plain", "");
            scene.awaitSettled("VERIFY");
            scene.await("an open gate", MigrationStatus::gateOpen);
            readUntilCompared(scene, connection, compared(scene) + 20);
            step(scene, "SWITCH_READS");
            assertNoDifferenceUnderLoad(scene, product);
            System.out.printf(
                    "DualReads: %s, a difference is in the ledger after %d ms; %d ms in all%n",
                    product, found / 1_000_000, (System.nanoTime() - began) / 1_000_000);
        }
    }

    private static void assertNoDifferenceUnderLoad(Scene scene, Product product) throws Exception {
        JsonNode before = comparisons(scene);
        load(scene, before.path("same").asLong() + COMPARISONS);
        JsonNode after = comparisons(scene);
        assertThat(after.path("differing").asLong())
                .isEqualTo(before.path("differing").asLong());
        assertThat(after.path("passing").asLong())
                .as("one snapshot shows both sides")
                .isEqualTo(before.path("passing").asLong());
        System.out.printf("DualReads: %s: %s%n", product, after);
    }

    private static void assertIsInTheLedger(Scene scene) throws Exception {
        JsonNode entry = new ObjectMapper()
                .readTree(scene.controlPlane().get("/v1/migrations/" + Scene.MIGRATION + "/differences"))
                .path("differences")
                .path(0);
        assertThat(entry.path("key").path("id").asText()).isEqualTo("108");
        assertThat(entry.path("shape").asText()).isEqualTo("SELECT name FROM users WHERE id = ?");
        assertThat(entry.path("columns").path(0).path("source").asText()).isEqualTo("By hand");
        assertThat(entry.path("columns").path(0).path("target").asText()).isEqualTo("Bulk 108");
        assertThat(entry.path("application").asText()).isEqualTo("shop");
        assertThat(entry.path("counts").asBoolean()).isTrue();
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
                try (Connection connection = DriverManager.getConnection(
                        scene.url(application) + shape + EVERY_READ + "&crossfade.instance=" + application)) {
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
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE users SET " + column + " = ? WHERE id = ?")) {
            update.setString(1, "Name " + random.nextInt(1_000_000));
            update.setLong(2, id);
            update.executeUpdate();
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id, " + column + ", status FROM users WHERE id BETWEEN ? AND ?")) {
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
