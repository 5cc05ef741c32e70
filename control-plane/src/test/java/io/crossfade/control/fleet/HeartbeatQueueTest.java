package io.crossfade.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.store.States;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatQueueTest {

    @TempDir
    Path data;

    @Test
    void answersEachWithTheEpochOnceItHasBeenNoted() throws Exception {
        try (FleetScene scene = new FleetScene(data);
                HeartbeatQueue queue = new HeartbeatQueue("shop", scene.fleet())) {
            scene.start();
            FleetScene.await(() -> scene.epoch() == 1);
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(queue.add("web-" + i, States.heartbeat(1, 1)));
            }

            for (CompletableFuture<Long> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
            assertThat(scene.view().instances()).hasSize(500);
            scene.restart();
            assertThat(scene.view().instances()).hasSize(500);
        }
    }

    @Test
    void theLastOfSeveralFromOneInstanceCountsAndIsStored() throws Exception {
        try (FleetScene scene = new FleetScene(data)) {
            scene.start();
            scene.hear("web-1", 1, 0);

            // The second is like what is known, but not like what comes before it.
            var unused = scene.fleet()
                    .heartbeats(List.of(
                            new Beat("web-1", States.heartbeat(1, 1)), new Beat("web-1", States.heartbeat(1, 0))));

            assertThat(drained(scene)).isZero();
            scene.restart();
            assertThat(drained(scene)).isZero();
        }
    }

    private static long drained(FleetScene scene) {
        return scene.view().instances().get(0).heartbeat().drained();
    }

    @Test
    void whoComesAfterTheEndIsToldSo() throws Exception {
        try (FleetScene scene = new FleetScene(data)) {
            HeartbeatQueue queue = new HeartbeatQueue("shop", scene.fleet());
            queue.close();

            CompletableFuture<Long> answer = queue.add("web-1", States.heartbeat(0, 0));

            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }
}
