package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.crossfade.phase.ControlPlane;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Instance;
import io.crossfade.sql.Dialect;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Sessions on a read replica of a real PostgreSQL, whose replay is stopped while the primary goes on. The two sides of the
 * one row hold different values, so that what is read shows which.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaTest {

    private static ReplicatedPostgres servers;
    private static final String DATABASE = "postgres";

    private FakeControlPlane controlPlane;

    @BeforeAll
    static void start() throws IOException, SQLException {
        servers = ReplicatedPostgres.start();
        Replicas.takePatience(Duration.ofMillis(300).toNanos());
    }

    @AfterAll
    static void stop() throws IOException {
        Replicas.takeUsualPatience();
        servers.close();
    }

    @BeforeEach
    void create() throws Exception {
        onPrimary("DROP TABLE IF EXISTS users; DROP SCHEMA IF EXISTS crossfade CASCADE;"
                + " CREATE TABLE users (id bigint PRIMARY KEY, name text, full_name text);"
                + " INSERT INTO users VALUES (1, 'source', 'target');"
                + " CREATE SCHEMA crossfade; CREATE TABLE crossfade.fence"
                + " (database_name text PRIMARY KEY, epoch bigint NOT NULL, snapshot text NOT NULL)");
        fence(snapshot(1, Phase.VERIFY));
        controlPlane = new FakeControlPlane(snapshot(1, Phase.VERIFY));
        awaitReplay();
    }

    @AfterEach
    void close() throws SQLException {
        controlPlane.close();
        if (!isPromoted()) {
            onReplica("SELECT pg_wal_replay_resume()");
        }
    }

    private boolean isPromoted() throws SQLException {
        return run(servers.replicaUrl(DATABASE), "SELECT pg_is_in_recovery()").equals("f");
    }

    private static Snapshot snapshot(long epoch, Phase phase) {
        return new Snapshot(
                "shop",
                epoch,
                List.of(new Migration(
                        "m",
                        new TableId("public", "users"),
                        List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                        phase,
                        phase == Phase.SWITCH_READS ? 100 : 0)));
    }

    private void fence(Snapshot shown) throws SQLException {
        onPrimary(fenceOf(shown));
    }

    private static String fenceOf(Snapshot shown) {
        return "DELETE FROM crossfade.fence; INSERT INTO crossfade.fence VALUES ('shop', " + shown.epoch() + ", '"
                + Wire.write(shown) + "')";
    }

    /** As the control plane takes a step: the fence first. */
    private void step(long epoch, Phase phase) throws SQLException {
        fence(snapshot(epoch, phase));
        controlPlane.show(snapshot(epoch, phase));
    }

    private void awaitReplay() throws Exception {
        String written = onPrimary("SELECT pg_current_wal_insert_lsn()");
        await(() -> onReplica("SELECT pg_last_wal_replay_lsn() >= '" + written + "'")
                .equals("t"));
    }

    private String onPrimary(String sql) throws SQLException {
        return run(servers.primaryUrl(DATABASE), sql);
    }

    private String onReplica(String sql) throws SQLException {
        return run(servers.replicaUrl(DATABASE), sql);
    }

    private static String run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private Connection open(String url) throws SQLException {
        return DriverManager.getConnection(crossfade(url));
    }

    private String crossfade(String url) {
        return url.replace("jdbc:", "jdbc:crossfade:") + "&crossfade.database=shop&crossfade.controlPlane="
                + controlPlane.url();
    }

    private Connection openOnPrimary() throws SQLException {
        return open(servers.primaryUrl(DATABASE));
    }

    private Connection openOnReplica() throws SQLException {
        return open(servers.replicaUrl(DATABASE));
    }

    private static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM users WHERE id = 1")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void await(Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
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

    @Test
    void aReplicaIsReadAsItsOwnCopyOfTheFenceSaysAndAFlipWaitsForIt() throws Exception {
        try (Connection primary = openOnPrimary();
                Connection replica = openOnReplica()) {
            assertThat(read(primary)).isEqualTo("source");
            assertThat(read(replica)).isEqualTo("source");
            await(() -> controlPlane.heartbeat().onReplicas());
            onReplica("SELECT pg_wal_replay_pause()");

            step(2, Phase.SWITCH_READS);

            await(() -> read(primary).equals("target"));
            assertNotAcknowledged(2);
            assertThat(read(replica)).isEqualTo("source");
            assertThat(controlPlane.heartbeat().oldest().orElseThrow().sql())
                    .contains("read replica")
                    .contains("still shows epoch 1");

            onReplica("SELECT pg_wal_replay_resume()");

            awaitAcknowledged(2);
            assertThat(read(replica)).isEqualTo("target");
            assertThat(controlPlane.heartbeat().oldest()).isEmpty();
        }
    }

    /** Nothing is dropped before everybody has acknowledged the phase that drops it. */
    @Test
    void theSourceIsReadOnAReplicaUntilItsOwnCopySaysOtherwise() throws Exception {
        step(2, Phase.TARGET_ONLY);
        awaitReplay();
        try (Connection replica = openOnReplica()) {
            assertThat(read(replica)).isEqualTo("target");
            onReplica("SELECT pg_wal_replay_pause()");
            step(3, Phase.SWITCH_READS);
            assertNotAcknowledged(3);
            assertThat(read(replica)).isEqualTo("target");
            onReplica("SELECT pg_wal_replay_resume()");
            awaitAcknowledged(3);

            step(4, Phase.TARGET_ONLY);
            awaitAcknowledged(4);
            step(5, Phase.CONTRACT);
            awaitAcknowledged(5);
            onPrimary("ALTER TABLE users DROP COLUMN name");
            await(() -> onReplica("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'")
                    .equals("2"));
            assertThat(read(replica)).isEqualTo("target");
        }
    }

    @Test
    void aTransactionOnAReplicaKeepsItsEpoch() throws Exception {
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

    /** Since nobody waited for a session that wasn't there. */
    @Test
    void opensNoSessionOnAReplicaThatIsBehindWhatIsAcknowledged() throws Exception {
        try (Connection primary = openOnPrimary()) {
            onReplica("SELECT pg_wal_replay_pause()");
            step(2, Phase.SWITCH_READS);
            awaitAcknowledged(2);
            assertThat(read(primary)).isEqualTo("target");

            assertThatThrownBy(this::openOnReplica)
                    .hasMessageContaining("it lags, and shows epoch 1 still")
                    .hasMessageContaining("Try again when it has caught up");

            step(3, Phase.TARGET_ONLY);
            awaitAcknowledged(3);
            onReplica("SELECT pg_wal_replay_resume()");
            try (Connection replica = openOnReplica()) {
                assertThat(read(replica)).isEqualTo("target");
            }
        }
    }

    /** Such as one that has just been started: others may have acknowledged what the replica doesn't show. */
    @Test
    void opensNoSessionOnAReplicaThatIsBehindTheControlPlane() throws Exception {
        onReplica("SELECT pg_wal_replay_pause()");
        step(2, Phase.SWITCH_READS);
        assertThatThrownBy(this::openOnReplica).hasMessageContaining("it lags, and shows epoch 1 still");
    }

    /** It isn't gone, but not there yet. */
    @Test
    void aReplicaThatHasNoFenceYetIsBehind() throws Exception {
        onPrimary("DROP SCHEMA crossfade CASCADE");
        awaitReplay();
        onReplica("SELECT pg_wal_replay_pause()");
        assertThatThrownBy(this::openOnReplica).hasMessageContaining("it lags, and shows epoch 0 still");
        assertThatThrownBy(this::openOnReplica).hasMessageContaining("it lags, and shows epoch 0 still");
        assertThatThrownBy(this::openOnPrimary).hasMessageContaining("it has been dropped");
    }

    @Test
    void flipsWaitForNoReplicaOnWhichNoSessionIsLeft() throws Exception {
        try (Connection primary = openOnPrimary()) {
            try (Connection replica = openOnReplica()) {
                onReplica("SELECT pg_wal_replay_pause()");
                step(2, Phase.SWITCH_READS);
                assertNotAcknowledged(2);
                assertThat(read(replica)).isEqualTo("source");
            }
            awaitAcknowledged(2);
            assertThat(read(primary)).isEqualTo("target");
        }
    }

    @Test
    void opensNoSessionOnAReplicaOfWhichTheControlPlaneCantBeTold() throws Exception {
        try (Connection primary = openOnPrimary()) {
            controlPlane.unreachable(true);
            assertThatThrownBy(this::openOnReplica).hasMessageContaining("the primary's registry doesn't show them");
            assertThat(read(primary)).isEqualTo("source");

            controlPlane.unreachable(false);
            try (Connection replica = openOnReplica()) {
                assertThat(controlPlane.heartbeat().onReplicas()).isTrue();
                controlPlane.unreachable(true);
                try (Connection second = openOnReplica()) {
                    assertThat(read(second)).isEqualTo(read(replica));
                }
            }
        }
    }

    /** What is before the first migration, with a copy that hasn't even the table. */
    @Test
    void theFirstMigrationWaitsForTheReplicaToShowIt() throws Exception {
        onPrimary("DROP SCHEMA crossfade CASCADE");
        controlPlane.show(Snapshot.empty("shop"));
        await(() -> onReplica("SELECT to_regclass('crossfade.fence') IS NULL").equals("t"));
        try (Connection replica = openOnReplica()) {
            assertThat(read(replica)).isEqualTo("source");
            onReplica("SELECT pg_wal_replay_pause()");
            onPrimary("CREATE SCHEMA crossfade; CREATE TABLE crossfade.fence"
                    + " (database_name text PRIMARY KEY, epoch bigint NOT NULL, snapshot text NOT NULL)");

            step(1, Phase.EXPAND);

            assertNotAcknowledged(1);
            onReplica("SELECT pg_wal_replay_resume()");
            awaitAcknowledged(1);
            assertThat(read(replica)).isEqualTo("source");
        }
    }

    @Test
    void aReplicaThatIsBehindGetsAMomentToCatchUp() throws Exception {
        Replicas.takePatience(Duration.ofSeconds(60).toNanos());
        try {
            onReplica("SELECT pg_wal_replay_pause()");
            step(2, Phase.SWITCH_READS);
            CompletableFuture<String> opened = CompletableFuture.supplyAsync(() -> {
                try (Connection replica = openOnReplica()) {
                    return read(replica);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await(() -> controlPlane.isTold() && controlPlane.heartbeat().onReplicas());
            Thread.sleep(100);
            assertThat(opened).isNotDone();
            onReplica("SELECT pg_wal_replay_resume()");
            assertThat(opened.get(60, TimeUnit.SECONDS)).isEqualTo("target");
        } finally {
            Replicas.takePatience(Duration.ofMillis(300).toNanos());
        }
    }

    /** Whoever looks at the replica may get a connection to the primary, which shows the epoch long since. */
    @Test
    void aConnectionToAnotherServerBehindTheSameNameSaysNothingOfTheReplica() throws Exception {
        String port = port(servers.replicaUrl(DATABASE));
        String either = servers.primaryUrl(DATABASE)
                        .replaceFirst(
                                "localhost:\\d+",
                                "localhost:" + port(servers.primaryUrl(DATABASE)) + ",localhost:" + port)
                + "&loadBalanceHosts=true";
        try (Connection replica = openOnReplicaBehind(either)) {
            onReplica("SELECT pg_wal_replay_pause()");
            step(2, Phase.SWITCH_READS);
            for (int i = 0; i < 5; i++) {
                assertNotAcknowledged(2);
            }
            assertThat(read(replica)).isEqualTo("source");
            onReplica("SELECT pg_wal_replay_resume()");
            awaitAcknowledged(2);
        }
    }

    private Connection openOnReplicaBehind(String either) throws SQLException {
        while (true) {
            Connection opened = open(either);
            try (Statement statement = opened.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                rows.next();
                if (rows.getBoolean(1)) {
                    return opened;
                }
            }
            opened.close();
        }
    }

    private static String port(String url) {
        return url.replaceFirst(".*localhost:(\\d+)/.*", "$1");
    }

    @Test
    void whatIsPlannedForThePrimaryFollowsThePrimarysCatalog() throws Exception {
        try (Connection primary = openOnPrimary();
                Connection replica = openOnReplica()) {
            onReplica("SELECT pg_wal_replay_pause()");
            onPrimary("ALTER TABLE users ADD phone text");
            CrossfadeDriver.epochs(crossfade(servers.primaryUrl(DATABASE)))
                    .current()
                    .plans()
                    .schemaChanged();
            assertThat(columns(primary)).isEqualTo(3);
            assertThat(columns(replica)).isEqualTo(2);
            onReplica("SELECT pg_wal_replay_resume()");
        }
    }

    private static int columns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM users")) {
            return rows.getMetaData().getColumnCount();
        }
    }

    @Test
    void readsArentComparedOnAReplica() {
        assertThatThrownBy(() -> ComparisonSession.open(
                        () -> DriverManager.getConnection(servers.replicaUrl(DATABASE)), Dialect.POSTGRESQL))
                .hasMessageContaining("a read replica lags");
    }

    /** A lost session's statement may go on at the primary while a replica knows nothing of it. */
    @Test
    void aReplicaIsNoWitnessForTheEndOfAPrimarysSession() throws Exception {
        Registry registry = new Registry("witnessed", Optional.of("shop"));
        try (Connection primary = DriverManager.getConnection(servers.primaryUrl(DATABASE));
                Connection replica = DriverManager.getConnection(servers.replicaUrl(DATABASE));
                Connection witness = DriverManager.getConnection(servers.replicaUrl(DATABASE))) {
            PostgresSession written = new PostgresSession(primary, registry);
            PostgresSession read = new PostgresSession(replica, registry);
            assertThat(written.open(0).standby()).isEmpty();
            assertThat(read.open(0).standby()).isPresent();

            assertThat(written.isLeft(witness)).isTrue();
            assertThat(read.isLeft(witness)).isTrue();
            replica.close();
            await(() -> !read.isLeft(witness));
            primary.close();
            assertThat(written.isLeft(witness)).as("who knows").isTrue();
        }
    }

    /** A goodbye makes everybody go on; the registry doesn't know of sessions on replicas. */
    @Test
    void saysNoGoodbyeWhileASessionIsOnAReplica() throws Exception {
        Hub hub = new Hub(
                "leaving",
                new ControlPlane(controlPlane.url(), "shop", "leaving", Optional.empty()),
                new Instance.Identity("app", "1", 0),
                SqlPlanning.Factory.REWRITING,
                Database.POSTGRESQL,
                Optional.empty(),
                new Registry("leaving", Optional.of("shop")),
                unused -> Optional.empty());
        Connector connector = () -> DriverManager.getConnection(servers.replicaUrl(DATABASE));
        Epochs<Plans> epochs = hub.acquire(connector);
        try (Connection raw = connector.open()) {
            Session session = new Session(
                    raw, epochs, Set.of(), 10, hub.session(raw), hub.openedBy(connector), ReadLot.of(Optional.empty()));
            hub.shutDown();
            assertThat(controlPlane.goodbyes()).isZero();
            session.end();
        }
        hub.shutDown();
        assertThat(controlPlane.goodbyes()).isEqualTo(1);
    }

    /** The last test: a replica that has become the primary stays that. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aSessionWritesAsThePhaseDemandsWhenItsReplicaBecomesThePrimary() throws Exception {
        try (Connection session = openOnReplica();
                Statement statement = session.createStatement()) {
            assertThat(read(session)).isEqualTo("source");
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE users SET name = 'x'"))
                    .hasMessageContaining("read-only transaction");

            onReplica("SELECT pg_promote()");
            statement.executeUpdate("UPDATE users SET name = 'both' WHERE id = 1");
            assertThat(onReplica("SELECT name || '/' || full_name FROM users")).isEqualTo("both/both");

            session.setAutoCommit(false);
            statement.executeUpdate("UPDATE users SET name = 'still' WHERE id = 1");
            onReplica(fenceOf(snapshot(2, Phase.SWITCH_READS)));
            controlPlane.show(snapshot(2, Phase.SWITCH_READS));
            assertNotAcknowledged(2);
            session.commit();
            awaitAcknowledged(2);
            onReplica(fenceOf(snapshot(3, Phase.TARGET_ONLY)));
            controlPlane.show(snapshot(3, Phase.TARGET_ONLY));
            awaitAcknowledged(3);

            statement.executeUpdate("UPDATE users SET name = 'target' WHERE id = 1");
            session.commit();
            assertThat(onReplica("SELECT name || '/' || full_name FROM users")).isEqualTo("still/target");
        }
    }
}
