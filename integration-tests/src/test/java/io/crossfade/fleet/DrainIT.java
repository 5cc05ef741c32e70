package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** No step is done before everything that was planned under an earlier one has come to its end. */
class DrainIT {

    @Test
    void anOpenTransactionOfTheOldEpochHoldsTheFlipAndIsNamed() throws Exception {
        try (Scene scene = Scene.create("drain", 100)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            try (Connection open = scene.pool("slow", 2).getConnection();
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO users (email, name) VALUES ('open@x', 'Planned before')");

                scene.enter("DUAL_WRITE");
                MigrationStatus held = scene.await(
                        "the open transaction to be named",
                        status -> status.document().toString().contains("Planned before")
                                || status.document().toString().contains("INSERT INTO users"));
                Thread.sleep(1000);

                assertThat(held.phase()).isEqualTo("DUAL_WRITE");
                assertThat(scene.controlPlane().status(Scene.MIGRATION).acknowledged())
                        .as("acknowledged while the transaction is open")
                        .isFalse();
                assertThat(scene.controlPlane().mustDo("status", Scene.MIGRATION))
                        .contains("slow", "INSERT INTO users");
                assertThat(scene.controlPlane()
                                .command("advance", Scene.MIGRATION)
                                .status())
                        .as("exit status of a step while the fleet isn't drained")
                        .isEqualTo(1);

                statement.executeUpdate("UPDATE users SET name = 'Planned before, too' WHERE email = 'open@x'");
                open.commit();
                scene.awaitSettled("DUAL_WRITE");
            }
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");
            assertThat(bothNames("open@x")).isEqualTo("Planned before, too|Planned before, too");
        }
    }

    @Test
    void aTransactionKeepsTheEpochItBeganWith() throws Exception {
        try (Scene scene = Scene.create("drain_epoch", 100)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            scene.advanceTo("DUAL_WRITE");
            scene.advanceTo("BACKFILL");
            scene.advanceTo("VERIFY");
            try (Connection open = scene.pool("slow", 2).getConnection();
                    PreparedStatement update = open.prepareStatement("UPDATE users SET name = ? WHERE id = ?");
                    PreparedStatement select = open.prepareStatement("SELECT name FROM users WHERE id = ?")) {
                open.setAutoCommit(false);
                update.setString(1, "before the flip");
                update.setInt(2, 1);
                update.executeUpdate();
                scene.enter("SWITCH_READS");
                Thread.sleep(500);
                update.setString(1, "after the flip");
                update.executeUpdate();
                select.setInt(1, 1);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    assertThat(row.getString("name")).isEqualTo("after the flip");
                }
                assertThat(scene.controlPlane().status(Scene.MIGRATION).acknowledged())
                        .isFalse();
                open.commit();
                scene.awaitSettled("SWITCH_READS");
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    assertThat(row.getString("name")).isEqualTo("after the flip");
                }
                open.commit();
            }
        }
    }

    private static String bothNames(String email) throws Exception {
        try (Connection connection = Servers.get(Product.POSTGRESQL).connect("drain");
                PreparedStatement select =
                        connection.prepareStatement("SELECT name || '|' || full_name FROM users WHERE email = ?")) {
            select.setString(1, email);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
