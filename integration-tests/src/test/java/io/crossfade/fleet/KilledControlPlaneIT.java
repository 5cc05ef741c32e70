package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.scene.Traffic;
import io.crossfade.servers.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A control plane that is killed goes on where it was, and nobody notices that it was away. */
class KilledControlPlaneIT {

    private static final List<String> ROAD =
            List.of("DUAL_WRITE", "BACKFILL", "VERIFY", "SWITCH_READS", "TARGET_ONLY", "CONTRACT", "COMPLETE");

    @Test
    void goesOnWhereItWasAfterAKillInEachPhase() throws Exception {
        try (Scene scene = Scene.create("killed_in_phases", 5_000);
                Traffic old = new Traffic(scene.pool("old", 4), "name", "old", 4)) {
            scene.startMigration();
            killAndRestart(scene, "EXPAND", old);
            try (Traffic young = new Traffic(
                    scene.pool("young", 4, "&crossfade.adopted=" + Scene.MIGRATION), "full_name", "young", 4)) {
                for (String phase : ROAD) {
                    scene.enter(phase);
                    killAndRestart(scene, phase, old, young);
                }
                assertThat(young.problems()).isEmpty();
            }
            assertThat(old.problems()).isEmpty();
        }
        assertThat(columnsOf("killed_in_phases")).isEqualTo("id,email,status,full_name");
    }

    @Test
    void goesOnInTheMiddleOfABackfill() throws Exception {
        try (Scene scene = Scene.create("killed_in_backfill", 40_000, "chunkRows: 500", "throttle: 10000");
                Traffic old = new Traffic(scene.pool("old", 4), "name", "old", 4)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            scene.advanceTo("DUAL_WRITE");
            scene.enter("BACKFILL");
            MigrationStatus before = scene.await(
                    "a quarter of the backfill", status -> status.job().done() >= 10_000);

            scene.controlPlane().kill();
            old.awaitMore();
            scene.controlPlane().restart();

            MigrationStatus after = scene.await(
                    "the backfill to go on",
                    status -> status.job().done() > before.job().done());
            assertThat(before.job().status()).isEqualTo("RUNNING");
            assertThat(after.job().done())
                    .as("rows covered when it was first seen to go on; it didn't begin anew")
                    .isLessThan(40_000);
            scene.awaitSettled("BACKFILL");
            scene.advanceTo("VERIFY");
            assertThat(old.problems()).isEmpty();
        }
        assertThat(number("killed_in_backfill", "SELECT count(*) FROM users WHERE name IS DISTINCT FROM full_name"))
                .isZero();
    }

    private static void killAndRestart(Scene scene, String phase, Traffic... traffics) throws Exception {
        scene.controlPlane().kill();
        for (Traffic traffic : traffics) {
            traffic.awaitMore();
        }
        scene.controlPlane().restart();
        scene.awaitSettled(phase);
    }

    private static String columnsOf(String database) throws Exception {
        try (Connection connection = Servers.get(Product.POSTGRESQL).connect(database);
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
                                + " WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped")) {
            row.next();
            return row.getString(1);
        }
    }

    private static long number(String database, String sql) throws Exception {
        try (Connection connection = Servers.get(Product.POSTGRESQL).connect(database);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
