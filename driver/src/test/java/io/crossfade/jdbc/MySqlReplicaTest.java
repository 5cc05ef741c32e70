package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.FenceTable;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.sql.Dialect;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions on a read replica of a real MySQL and MariaDB, which doesn't apply what it gets while the primary goes on. The two
 * sides of the one row hold different values, so that what is read shows which.
 */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"mysql", "mariadb"})
class MySqlReplicaTest {

    private static final Map<String, MySqlServer> REPLICAS = new ConcurrentHashMap<>();
    private static int count;

    @Parameter
    private String product;

    private FakeControlPlane controlPlane;
    private String database;

    @BeforeAll
    static void beImpatient() {
        Replicas.takePatience(Duration.ofMillis(300).toNanos());
    }

    @AfterAll
    static void bePatient() {
        Replicas.takeUsualPatience();
    }

    @BeforeEach
    void create() throws Exception {
        database = "replicated" + ++count;
        replica();
        primary().execute("CREATE DATABASE " + database);
        onPrimary("CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20), full_name varchar(20))");
        onPrimary("INSERT INTO users VALUES (1, 'source', 'target')");
        controlPlane = new FakeControlPlane(Snapshot.empty(database));
    }

    @AfterEach
    void close() throws SQLException {
        controlPlane.close();
        replica().execute("SET GLOBAL read_only = 0");
        replica().applies(false);
        replica().applies(true);
        primary().execute("DROP DATABASE " + database);
    }

    private MySqlServer primary() {
        return MySqlServer.shared(product);
    }

    private MySqlServer replica() {
        return REPLICAS.computeIfAbsent(product, name -> {
            try {
                return MySqlServer.replicaOf(MySqlServer.shared(name));
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    private Snapshot snapshot(long epoch, Phase phase) {
        return new Snapshot(
                database,
                epoch,
                List.of(new Migration(
                        "m",
                        new TableId(database, "users"),
                        List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                        phase,
                        phase == Phase.SWITCH_READS ? 100 : 0)));
    }

    private void makeFence() throws SQLException {
        onPrimary(
                "CREATE TABLE crossfade_fence (database_name varchar(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT"
                        + " NULL PRIMARY KEY, epoch bigint NOT NULL, snapshot longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                        + " NOT NULL, server varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin) ENGINE=InnoDB");
    }

    /** As the control plane takes a step: the fence first. */
    private void step(long epoch, Phase phase, Optional<String> server) throws SQLException {
        fence(epoch, phase, server);
        controlPlane.show(snapshot(epoch, phase));
    }

    private void step(long epoch, Phase phase) throws SQLException {
        step(epoch, phase, Optional.of(onPrimary("SELECT " + FenceTable.MYSQL_SERVER)));
    }

    private void fence(long epoch, Phase phase, Optional<String> server) throws SQLException {
        onPrimary(fenceOf(epoch, phase, server));
    }

    private String fenceOf(long epoch, Phase phase, Optional<String> server) {
        return "REPLACE INTO crossfade_fence VALUES ('" + database + "', " + epoch + ", '"
                + Wire.write(snapshot(epoch, phase)) + "', "
                + server.map(name -> "'" + name + "'").orElse("NULL") + ")";
    }

    private void begin(Phase phase) throws Exception {
        makeFence();
        step(1, phase);
        awaitEpoch(1);
    }

    private void awaitEpoch(long epoch) throws Exception {
        await(() -> onReplica("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'crossfade_fence'"
                                + " AND table_schema = '" + database + "'")
                        .equals("1")
                && onReplica("SELECT MAX(epoch) FROM crossfade_fence").equals(Long.toString(epoch)));
    }

    private void awaitTable() throws Exception {
        await(() -> onReplica("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '" + database + "'")
                .equals("1"));
    }

    private String onPrimary(String sql) throws SQLException {
        return run(primary().url(product, database), sql);
    }

    private String onReplica(String sql) throws SQLException {
        return run(
                replica().url(product, "mysql"),
                sql.replace("crossfade_fence", database + ".crossfade_fence")
                        .replace("'" + database + ".crossfade_fence'", "'crossfade_fence'"));
    }

    private static String run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    private Connection open(MySqlServer server) throws SQLException {
        return DriverManager.getConnection(server.url(product, database).replace("jdbc:", "jdbc:crossfade:")
                + "&crossfade.database=" + database + "&crossfade.controlPlane=" + controlPlane.url());
    }

    private Connection openOnReplica() throws SQLException {
        return open(replica());
    }

    private static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM users WHERE id = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void await(Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!reached.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private void awaitAcknowledged(long epoch) throws Exception {
        await(() -> controlPlane.heartbeat().drained() == epoch);
    }

    /** Heartbeats are sent at once when there is something new in them. */
    private void assertNotAcknowledged(long epoch) throws Exception {
        await(() -> controlPlane.heartbeat().holds() == epoch);
        long end = System.nanoTime() + Duration.ofMillis(400).toNanos();
        while (System.nanoTime() < end) {
            assertThat(controlPlane.heartbeat().drained()).isLessThan(epoch);
            Thread.sleep(10);
        }
    }

    /** One that could be written; the fence names the server on which it was written. */
    @Test
    void aReplicaIsReadAsItsOwnCopyOfTheFenceSaysAndAFlipWaitsForIt() throws Exception {
        begin(Phase.VERIFY);
        try (Connection primary = open(primary());
                Connection replica = openOnReplica()) {
            assertThat(read(primary)).isEqualTo("source");
            assertThat(read(replica)).isEqualTo("source");
            await(() -> controlPlane.heartbeat().onReplicas());
            replica().applies(false);

            step(2, Phase.SWITCH_READS);

            await(() -> read(primary).equals("target"));
            assertNotAcknowledged(2);
            assertThat(read(replica)).isEqualTo("source");
            assertThat(controlPlane.heartbeat().oldest().orElseThrow().sql())
                    .contains("read replica")
                    .contains("still shows epoch 1");

            replica().applies(true);

            awaitAcknowledged(2);
            assertThat(read(replica)).isEqualTo("target");
            assertThat(controlPlane.heartbeat().oldest()).isEmpty();
        }
    }

    @Test
    void aReadOnlyServerIsTakenForAReplicaWhateverItsFenceNames() throws Exception {
        makeFence();
        step(1, Phase.VERIFY, Optional.empty());
        awaitEpoch(1);
        replica().execute("SET GLOBAL read_only = 1");
        try (Connection replica = openOnReplica()) {
            assertThat(read(replica)).isEqualTo("source");
            replica().applies(false);
            step(2, Phase.SWITCH_READS, Optional.empty());
            assertNotAcknowledged(2);
            assertThat(read(replica)).isEqualTo("source");
            replica().applies(true);
            awaitAcknowledged(2);
            assertThat(read(replica)).isEqualTo("target");
        }
    }

    /** Since nobody waited for a session that wasn't there. */
    @Test
    void opensNoSessionOnAReplicaThatIsBehindWhatIsAcknowledged() throws Exception {
        begin(Phase.VERIFY);
        try (Connection primary = open(primary())) {
            replica().applies(false);
            step(2, Phase.SWITCH_READS);
            awaitAcknowledged(2);
            assertThat(read(primary)).isEqualTo("target");

            assertThatThrownBy(this::openOnReplica)
                    .hasMessageContaining("it lags, and shows epoch 1 still")
                    .hasMessageContaining("Try again when it has caught up");

            replica().applies(true);
            awaitEpoch(2);
            try (Connection replica = openOnReplica()) {
                assertThat(read(replica)).isEqualTo("target");
            }
        }
    }

    /** What names no server, or this one since it was the primary before, is known by its lag. */
    @Test
    void aServerThatIsBehindWhatIsKnownIsNotThePrimary() throws Exception {
        makeFence();
        step(1, Phase.VERIFY, Optional.empty());
        awaitEpoch(1);
        replica().applies(false);
        step(2, Phase.SWITCH_READS, Optional.empty());
        assertThatThrownBy(this::openOnReplica).hasMessageContaining("it lags, and shows epoch 1 still");
    }

    @Test
    void theFirstMigrationWaitsForAReadOnlyServerToShowIt() throws Exception {
        awaitTable();
        replica().execute("SET GLOBAL read_only = 1");
        try (Connection replica = openOnReplica()) {
            assertThat(read(replica)).isEqualTo("source");
            replica().applies(false);
            makeFence();
            step(1, Phase.EXPAND);
            assertNotAcknowledged(1);
            replica().applies(true);
            awaitAcknowledged(1);
            assertThat(read(replica)).isEqualTo("source");
        }
    }

    /** Nothing told it from a primary then. */
    @Test
    void aSessionFromBeforeTheFenceIsOpenedAgainBehindIt() throws Exception {
        awaitTable();
        try (Connection replica = openOnReplica()) {
            assertThat(read(replica)).isEqualTo("source");
            begin(Phase.VERIFY);
            await(() -> controlPlane.heartbeat().holds() == 1);
            assertThat(read(replica)).isEqualTo("source");
            await(() -> controlPlane.heartbeat().onReplicas());

            replica().applies(false);
            step(2, Phase.SWITCH_READS);
            assertNotAcknowledged(2);
            assertThat(read(replica)).isEqualTo("source");
            replica().applies(true);
            awaitAcknowledged(2);
            assertThat(read(replica)).isEqualTo("target");
        }
    }

    @Test
    void aTransactionOnAReplicaKeepsItsEpoch() throws Exception {
        begin(Phase.VERIFY);
        try (Connection replica = openOnReplica()) {
            replica.setAutoCommit(false);
            assertThat(read(replica)).isEqualTo("source");
            step(2, Phase.SWITCH_READS);
            assertNotAcknowledged(2);
            assertThat(read(replica)).isEqualTo("source");
            replica.commit();
            awaitAcknowledged(2);
            assertThat(read(replica)).isEqualTo("target");
        }
    }

    /** The fence names the primary of before until the control plane writes it again. */
    @Test
    void aSessionWritesAsThePhaseDemandsWhenItsReplicaBecomesThePrimary() throws Exception {
        begin(Phase.VERIFY);
        replica().applies(false);
        try (Connection session = openOnReplica();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.executeUpdate("UPDATE users SET name = 'both' WHERE id = 1");
            String promoted = onReplica("SELECT " + FenceTable.MYSQL_SERVER);
            onReplica(fenceOf(2, Phase.TARGET_ONLY, Optional.of(promoted)));
            controlPlane.show(snapshot(2, Phase.TARGET_ONLY));
            assertNotAcknowledged(2);
            session.commit();
            assertThat(onReplica("SELECT CONCAT(name, '/', full_name) FROM " + database + ".users"))
                    .isEqualTo("both/both");
            awaitAcknowledged(2);
            statement.executeUpdate("UPDATE users SET name = 'target' WHERE id = 1");
            session.commit();
            assertThat(onReplica("SELECT CONCAT(name, '/', full_name) FROM " + database + ".users"))
                    .isEqualTo("both/target");
        }
        onReplica("UPDATE " + database + ".users SET name = 'source', full_name = 'target'");
        onReplica(fenceOf(1, Phase.VERIFY, Optional.empty()));
    }

    /** A lost session's statement may go on at the primary while a replica knows nothing of it. */
    @Test
    void aReplicaIsNoWitnessForTheEndOfAPrimarysSession() throws Exception {
        begin(Phase.VERIFY);
        Registry registry = new Registry("witnessed", Optional.of(database));
        try (Connection primary = DriverManager.getConnection(primary().url(product, database));
                Connection witness = DriverManager.getConnection(replica().url(product, database));
                Connection other = DriverManager.getConnection(primary().url(product, database))) {
            ServerSession written = Database.MYSQL.session(primary, registry);
            assertThat(written.open(1).standby()).isEmpty();
            assertThat(written.isLeft(other)).isTrue();
            primary.close();
            await(() -> !written.isLeft(other));
            assertThat(written.isLeft(witness)).as("who knows").isTrue();

            String promoted = onReplica("SELECT " + FenceTable.MYSQL_SERVER);
            onReplica(fenceOf(1, Phase.VERIFY, Optional.of(promoted)));
            assertThat(written.isLeft(witness)).as("the primary now").isFalse();
            replica().execute("SET GLOBAL read_only = 1");
            assertThat(written.isLeft(witness)).isTrue();
        }
    }

    /** Then the fence may be there before rows that were written before it. */
    @Test
    void refusesAReplicaThatCommitsInAnotherOrder() throws Exception {
        Assumptions.assumeTrue(product.equals("mysql"), "MariaDB keeps the order");
        begin(Phase.VERIFY);
        String usual = onReplica("SELECT @@GLOBAL.replica_parallel_workers");
        replica().applies(false);
        replica().execute("SET GLOBAL replica_parallel_workers = 4", "SET GLOBAL replica_preserve_commit_order = OFF");
        try {
            assertThatThrownBy(this::openOnReplica)
                    .hasMessageContaining("another order")
                    .hasMessageContaining("replica_preserve_commit_order=ON");
        } finally {
            replica()
                    .execute(
                            "SET GLOBAL replica_preserve_commit_order = ON",
                            "SET GLOBAL replica_parallel_workers = " + usual);
        }
    }

    @Test
    void aReplicasProcessIsToldFromOthersByItsStart() throws Exception {
        try (Connection first = DriverManager.getConnection(replica().url(product, "mysql"))) {
            String before = Database.MYSQL.shown(first, "none").server();
            Thread.sleep(1_100);
            assertThat(Database.MYSQL.shown(first, "none").server())
                    .isEqualTo(before)
                    .matches(".+ started at \\d{9,}");
            try (Connection primary = DriverManager.getConnection(primary().url(product, "mysql"))) {
                assertThat(Database.MYSQL.shown(primary, "none").server()).isNotEqualTo(before);
            }
        }
    }

    @Test
    void readsArentComparedOnAReplica() throws SQLException {
        replica().execute("SET GLOBAL read_only = 1");
        assertThatThrownBy(() -> ComparisonSession.open(
                        () -> DriverManager.getConnection(replica().url(product, "mysql")),
                        product.equals("mysql") ? Dialect.MYSQL : Dialect.MARIADB))
                .hasMessageContaining("a read replica lags");
    }
}
