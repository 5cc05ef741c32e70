package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.Ports;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.servers.Servers;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** What the application's database itself knows and shows, where the control plane can't. */
class FenceIT {

    private static final String LEASE = "leaseSeconds: 3";

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void anApplicationThatStartsWhileTheControlPlaneIsDownWritesBothSides(Product product) throws Exception {
        try (Scene scene = Scene.create(product, "fence_down", 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            scene.advanceTo("DUAL_WRITE");
            scene.controlPlane().kill();

            try (Connection connection = DriverManager.getConnection(scene.url("late") + "&crossfade.instance=late")) {
                insert(connection, "late@x", "Late");
            }

            assertThat(bothNames(product, "fence_down", "late@x")).isEqualTo("Late|Late");
            scene.controlPlane().restart();
            scene.awaitSettled("DUAL_WRITE");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, &ApplicationName=invoices, (invoices)",
        "MYSQL, '', of user crossfade",
        "MARIADB, '', of user crossfade"
    })
    void aSessionOfAnInstanceThatNeverReportedHoldsTheFlipAndIsNamed(Product product, String named, String shown)
            throws Exception {
        try (Scene scene = Scene.create(product, "fence_stranger", 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            String unreachable =
                    scene.url("stranger").replace(scene.controlPlane().url(), "http://127.0.0.1:1")
                            + "&crossfade.instance=stranger" + named;
            try (Connection stranger = DriverManager.getConnection(unreachable)) {
                insert(stranger, "one@x", "One");
                scene.controlPlane().mustDo("advance", Scene.MIGRATION);

                ControlPlane.Result held = scene.controlPlane().command("advance", Scene.MIGRATION);

                assertThat(held.status()).isEqualTo(1);
                assertThat(held.output()).contains(shown, "its instance hasn't reported");
                assertThat(scene.controlPlane().status(Scene.MIGRATION).phase()).isEqualTo("DUAL_WRITE");
            }
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");
            assertThat(bothNames(product, "fence_stranger", "one@x")).isEqualTo("One|One");
        }
    }

    /** Without the fence, it would write one side only until its next heartbeat. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void anInstanceThatWasGivenUpGoesByTheFenceWhenItComesBack(Product product) throws Exception {
        try (Scene scene = Scene.create(product, "fence_back", 10, LEASE);
                NioReactor reactor = new NioReactor();
                TcpCrusher line = line(reactor, scene.controlPlane())) {
            String url = scene.url("paused")
                            .replace(
                                    scene.controlPlane().url(),
                                    "http://127.0.0.1:" + line.getBindAddress().getPort())
                    + "&crossfade.instance=paused";
            scene.startMigration();
            try (Connection before = DriverManager.getConnection(url)) {
                insert(before, "before@x", "Before");
                scene.awaitSettled("EXPAND");
                line.freeze();
            }
            // Silent, and without a session: the flips don't wait for it.
            scene.advanceTo("DUAL_WRITE");
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");

            try (Connection after = DriverManager.getConnection(url)) {
                insert(after, "after@x", "After");
            }

            assertThat(bothNames(product, "fence_back", "after@x")).isEqualTo("After|After");
        }
    }

    @Test
    void readsTheFenceAgainWhenASessionHasGivenItsLocksUp() throws Exception {
        try (Scene scene = Scene.create("fence_reset", 10, LEASE);
                NioReactor reactor = new NioReactor();
                TcpCrusher line = line(reactor, scene.controlPlane())) {
            String url = scene.url("reset")
                            .replace(
                                    scene.controlPlane().url(),
                                    "http://127.0.0.1:" + line.getBindAddress().getPort())
                    + "&crossfade.instance=reset";
            scene.startMigration();
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                scene.awaitSettled("EXPAND");
                line.freeze();
                Servers.get(Product.POSTGRESQL)
                        .execute(
                                "fence_reset",
                                "UPDATE crossfade.fence SET epoch = epoch + 1,"
                                        + " snapshot = replace(replace(snapshot, '\"epoch\":1', '\"epoch\":2'), 'EXPAND', 'DUAL_WRITE')");
                insert(connection, "still@x", "Still");
                assertThat(bothNames(Product.POSTGRESQL, "fence_reset", "still@x"))
                        .isEqualTo("Still|null");

                statement.execute("DISCARD ALL");
                insert(connection, "reset@x", "Reset");

                assertThat(bothNames(Product.POSTGRESQL, "fence_reset", "reset@x"))
                        .isEqualTo("Reset|Reset");
            }
        }
    }

    @Test
    void refusesWhatTouchesATableWhoseMigrationInTheFenceItDoesntUnderstand() throws Exception {
        try (Scene scene = Scene.create("fence_later", 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            Servers.get(Product.POSTGRESQL)
                    .execute(
                            "fence_later",
                            "CREATE TABLE others (id int); UPDATE crossfade.fence SET epoch = 9,"
                                    + " snapshot = regexp_replace(replace(snapshot, 'EXPAND', 'HALF_WAY'), '\"epoch\":\\d+',"
                                    + " '\"epoch\":9')");

            try (Connection connection = DriverManager.getConnection(scene.url("old") + "&crossfade.instance=old");
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT email FROM users"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("HALF_WAY")
                        .hasMessageContaining("'" + Scene.MIGRATION + "'");
                assertThat(statement.executeUpdate("INSERT INTO others VALUES (1)"))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void stepsNoFurtherThanTheFenceThatAnotherControlPlaneHasWritten() throws Exception {
        try (Scene scene = Scene.create("fence_ahead", 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            Servers.get(Product.POSTGRESQL).execute("fence_ahead", "UPDATE crossfade.fence SET epoch = 40");
            scene.controlPlane().mustDo("advance", Scene.MIGRATION);

            ControlPlane.Result held = scene.controlPlane().command("advance", Scene.MIGRATION);

            assertThat(held.status()).isEqualTo(1);
            assertThat(held.output()).contains("epoch 40", "another control plane");
        }
    }

    private static TcpCrusher line(NioReactor reactor, ControlPlane controlPlane) {
        URI to = URI.create(controlPlane.url());
        return TcpCrusherBuilder.builder()
                .withReactor(reactor)
                .withBindAddress("127.0.0.1", Ports.free())
                .withConnectAddress(to.getHost(), to.getPort())
                .buildAndOpen();
    }

    private static void insert(Connection connection, String email, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (email, name) VALUES ('" + email + "', '" + name + "')");
        }
    }

    private static String bothNames(Product product, String database, String email) throws SQLException {
        try (Connection connection = Servers.get(product).connect(database);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT concat(name, '|', coalesce(full_name, 'null')) FROM users"
                                + " WHERE email = '" + email + "'")) {
            row.next();
            return row.getString(1);
        }
    }
}
