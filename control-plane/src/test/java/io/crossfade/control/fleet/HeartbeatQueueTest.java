package io.crossfade.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.store.States;
import io.crossfade.control.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
            List<CompletableFuture<HeartbeatAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(queue.add("web-" + i, States.heartbeat(1, 1)));
            }

            for (CompletableFuture<HeartbeatAnswer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS).epoch()).isEqualTo(1);
            }
            assertThat(scene.view().instances()).hasSize(500);
            scene.restart();
            assertThat(scene.view().instances()).hasSize(500);
        }
    }

    @Test
    void theLastOfSeveralFromOneInstanceCounts() throws Exception {
        try (FleetScene scene = new FleetScene(data)) {
            scene.start();
            scene.hear("web-1", 1, 0);

            // The second is like what is known, but not like what comes before it.
            var unused = scene.fleet()
                    .heartbeats(List.of(
                            new Beat("web-1", States.heartbeat(1, 1)), new Beat("web-1", States.heartbeat(1, 0))));

            assertThat(scene.view().instances().get(0).heartbeat().drained()).isZero();
        }
    }

    @Test
    void storesThatThereIsAnInstanceAndNotHowFarItHasCome() {
        AtomicInteger writes = new AtomicInteger();
        try (FleetScene scene = new FleetScene(data, store -> countingWritesOfInstances(store, writes))) {
            scene.start();
            FleetScene.await(() -> scene.epoch() == 1);
            var unused = scene.fleet()
                    .heartbeats(List.of(
                            new Beat("web-1", States.heartbeat(0, 0)), new Beat("web-2", States.heartbeat(1, 1))));
            assertThat(writes).hasValue(1);

            scene.hear("web-1", 1, 0);
            scene.hear("web-1", 1, 1);
            scene.pass(FleetScene.LEASE.multipliedBy(2));
            scene.hear("web-1", 1, 1);
            assertThat(writes).hasValue(1);

            unused = scene.fleet()
                    .heartbeats(List.of(new Beat("web-1", States.heartbeat(1, 1).withReplicas())));
            assertThat(writes).hasValue(2);
            scene.restart();
            assertThat(scene.view().instances()).extracting(InstanceView::id).containsExactly("web-1", "web-2");
            assertThat(scene.view().instances().get(0).heartbeat().onReplicas()).isTrue();
        }
    }

    private static Store countingWritesOfInstances(Store real, AtomicInteger writes) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("saveInstance")) {
                        writes.incrementAndGet();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void tellsTheInstancesOfALargeFleetToReportMoreRarely() {
        try (FleetScene scene = new FleetScene(data)) {
            List<Beat> all = IntStream.range(0, 1_000)
                    .mapToObj(i -> new Beat("web-" + i, States.heartbeat(0, 0)))
                    .toList();

            assertThat(scene.fleet().heartbeats(all.subList(0, 200)))
                    .allMatch(answer -> answer.next().toMillis() == 1_000);
            assertThat(scene.fleet().heartbeats(all))
                    .allMatch(answer -> answer.next().toMillis() >= 3_750);
        }
    }

    @Test
    void whoComesAfterTheEndIsToldSo() throws Exception {
        try (FleetScene scene = new FleetScene(data)) {
            HeartbeatQueue queue = new HeartbeatQueue("shop", scene.fleet());
            queue.close();

            CompletableFuture<HeartbeatAnswer> answer = queue.add("web-1", States.heartbeat(0, 0));

            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }
}
