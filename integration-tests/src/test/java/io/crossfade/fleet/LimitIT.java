package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a step that somebody keeps from being acknowledged. */
class LimitIT {

    @Test
    void aStepIsWithdrawnAndNothingIsLost() throws Exception {
        try (Scene scene = Scene.create("limit_withdraw", 10)) {
            HikariDataSource pool = scene.pool("slow", 3);
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            try (Connection open = pool.getConnection();
                    Connection other = pool.getConnection()) {
                open.setAutoCommit(false);
                insert(open, "open@x", "Before");

                ControlPlane.Result walk =
                        scene.controlPlane().command("advance", Scene.MIGRATION, "--to", "BACKFILL", "--limit", "1s");

                assertThat(walk.status()).isEqualTo(1);
                assertThat(walk.output())
                        .containsPattern("the step from EXPAND to DUAL_WRITE was withdrawn after [1-9]\\d?\\.")
                        .contains("instance '", "(slow)", "INSERT INTO users");
                MigrationStatus status = scene.controlPlane().status(Scene.MIGRATION);
                assertThat(status.phase()).isEqualTo("EXPAND");
                assertThat(history(status)).contains("withdrawn after");
                insert(other, "other@x", "Meanwhile");
                insert(open, "too@x", "Too");
                open.commit();
            }
            scene.advanceTo("DUAL_WRITE");
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");
            assertThat(bothNames(scene, "open@x")).isEqualTo("Before|Before");
            assertThat(bothNames(scene, "other@x")).isEqualTo("Meanwhile|Meanwhile");
            assertThat(bothNames(scene, "too@x")).isEqualTo("Too|Too");
        }
    }

    /** Who has gone on to the step writes the target only; the source is filled again before anybody relies on it. */
    @Test
    void writesUnderAWithdrawnStepAreKept() throws Exception {
        try (Scene scene = Scene.create("limit_target_only", 10)) {
            HikariDataSource pool = scene.pool("slow", 3);
            HikariDataSource quick = scene.pool("quick", 1);
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            scene.advanceTo("DUAL_WRITE");
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");
            scene.advanceTo("SWITCH_READS");
            try (Connection open = pool.getConnection()) {
                open.setAutoCommit(false);
                insert(open, "open@x", "Before");
                // Not by command: the limit goes on while its JVM ends.
                scene.controlPlane().step(Scene.MIGRATION, "advance", "{\"limitMs\": 4000}");
                try (Connection connection = quick.getConnection()) {
                    scene.await("the instance to hold the step", LimitIT::isHeldInTargetOnly);
                    insert(connection, "quick@x", "Quick");
                    assertThat(bothNames(scene, "quick@x")).isEqualTo("null|Quick");
                }
                scene.await("the withdrawal", status -> status.phase().equals("SWITCH_READS"));
                open.commit();
            }
            scene.awaitSettled("SWITCH_READS");
            assertThat(bothNames(scene, "quick@x")).isEqualTo("Quick|Quick");
            assertThat(bothNames(scene, "open@x")).isEqualTo("Before|Before");
        }
    }

    @Test
    void aTransactionIsEndedIfTheOperatorSaysSo() throws Exception {
        try (Scene scene = Scene.create("limit_end", 10)) {
            HikariDataSource pool = scene.pool("slow", 3);
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            try (Connection idle = pool.getConnection();
                    Connection open = pool.getConnection()) {
                long idleProcess = process(idle);
                open.setAutoCommit(false);
                insert(open, "open@x", "Never committed");

                scene.controlPlane().mustDo("advance", Scene.MIGRATION, "--limit", "1s", "--on-limit", "end-sessions");
                scene.await("an ended session", status -> history(status).contains("ended session"));

                assertThatThrownBy(() -> insert(open, "open2@x", "Never"))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                .isIn("57P01", "08006"));
                assertThat(process(idle)).isEqualTo(idleProcess);
                scene.awaitSettled("DUAL_WRITE");
            }
            try (Connection again = pool.getConnection()) {
                insert(again, "again@x", "Again");
            }
            assertThat(bothNames(scene, "again@x")).isEqualTo("Again|Again");
            assertThat(count(scene, "open@x")).isZero();
        }
    }

    @Test
    void sessionsOfAnInstanceAreEndedByCommand() throws Exception {
        try (Scene scene = Scene.create("limit_command", 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            // Nobody touches it again, so its client doesn't notice that it was ended.
            Connection open =
                    scene.pool("slow", 1, "&crossfade.instance=slow-1").getConnection();
            open.setAutoCommit(false);
            insert(open, "open@x", "Never committed");
            scene.controlPlane().mustDo("advance", Scene.MIGRATION);

            assertThat(endSessions(scene, "slow-1", "--dry-run").output())
                    .contains("would end session", "of instance 'slow-1~");
            assertThat(scene.controlPlane().status(Scene.MIGRATION).acknowledged())
                    .isFalse();
            assertThat(endSessions(scene, "slow-1").output()).contains("ended session");
            scene.awaitSettled("DUAL_WRITE");

            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            assertThat(count(scene, "open@x")).isZero();
            ControlPlane.Result unknown =
                    scene.controlPlane().command("end-sessions", "--database", "limit_command", "--instance", "nobody");
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.output()).contains("knows no instance 'nobody'");
        }
    }

    private static ControlPlane.Result endSessions(Scene scene, String instance, String... more)
            throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("end-sessions", "--database", scene.database(), "--instance", instance));
        command.addAll(List.of(more));
        return scene.controlPlane().command(command.toArray(String[]::new));
    }

    /** Whether what begins now goes by the step, whoever hasn't acknowledged it. */
    private static boolean isHeldInTargetOnly(MigrationStatus status) {
        long epoch = status.document().path("phaseEpoch").asLong();
        JsonNode instance = status.document().path("instances").path(0);
        return status.phase().equals("TARGET_ONLY") && instance.path("holds").asLong() == epoch;
    }

    private static String history(MigrationStatus status) {
        return status.document().path("history").toString();
    }

    private static long process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, String email, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO users (email, name) VALUES ('" + email + "', '" + name + "')");
        }
    }

    private static String bothNames(Scene scene, String email) throws SQLException {
        return one(
                scene,
                "SELECT coalesce(name, 'null') || '|' || coalesce(full_name, 'null') FROM users WHERE email = '" + email
                        + "'");
    }

    private static int count(Scene scene, String email) throws SQLException {
        return Integer.parseInt(one(scene, "SELECT count(*) FROM users WHERE email = '" + email + "'"));
    }

    private static String one(Scene scene, String sql) throws SQLException {
        try (Connection connection = Servers.get(Product.POSTGRESQL).connect(scene.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
