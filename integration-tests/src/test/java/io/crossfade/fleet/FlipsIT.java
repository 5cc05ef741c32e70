package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.scene.Scene;
import io.crossfade.scene.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A flip costs no statement. */
class FlipsIT {

    private static final List<String> ROAD =
            List.of("DUAL_WRITE", "BACKFILL", "VERIFY", "SWITCH_READS", "TARGET_ONLY", "CONTRACT", "COMPLETE");

    @Test
    void noStatementOfThirtyTwoThreadsFailsInAnyPhase() throws Exception {
        try (Scene scene = Scene.create("flips", 5_000);
                Traffic old = new Traffic(scene.pool("old", 16), "name", "old", 16)) {
            old.awaitMore();
            old.takeLongestMillis();
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            try (Traffic young = new Traffic(
                    scene.pool("young", 16, "&crossfade.adopted=" + Scene.MIGRATION), "full_name", "young", 16)) {
                settle(old, young);
                longest(old, young);
                for (int i = 0; i < 3; i++) {
                    // As a flip does: a command in a JVM of its own takes processors, too.
                    scene.controlPlane().mustDo("status", Scene.MIGRATION);
                    settle(old, young);
                }
                System.out.printf("Flips: longest statement %7.1f ms away from any%n", longest(old, young));
                for (String phase : ROAD) {
                    scene.advanceTo(phase);
                    settle(old, young);
                    System.out.printf("Flips: longest statement %7.1f ms to %s%n", longest(old, young), phase);
                }
                assertThat(old.problems()).isEmpty();
                assertThat(young.problems()).isEmpty();
            }
        }
    }

    private static void settle(Traffic old, Traffic young) throws InterruptedException {
        old.awaitMore();
        young.awaitMore();
    }

    private static double longest(Traffic old, Traffic young) {
        return Math.max(old.takeLongestMillis(), young.takeLongestMillis());
    }
}
