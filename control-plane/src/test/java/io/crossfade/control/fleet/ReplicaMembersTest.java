package io.crossfade.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.store.States;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances with sessions on read replicas, of which the primary's registry knows nothing. */
class ReplicaMembersTest {

    @TempDir
    private Path directory;

    private FleetScene scene;

    @BeforeEach
    void open() {
        scene = new FleetScene(directory);
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        hearOfReplicas("reports");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void hearOfReplicas(String instance) {
        var unused = scene.fleet()
                .heartbeat(
                        instance, States.heartbeat(scene.epoch(), scene.epoch()).withReplicas());
    }

    private void advance() {
        var unused = scene.fleet().advance(FleetScene.NAME, StepRequest.next());
    }

    private void fallSilent() {
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.acknowledge("web-1");
        scene.fleets.tick();
    }

    private void assertWaitsForReports() {
        assertWaitsFor("reports");
    }

    private void assertWaitsFor(String silent) {
        assertThat(scene.view().instances())
                .filteredOn(instance -> instance.liveness() == Liveness.LOST)
                .extracting(InstanceView::id)
                .containsExactly(silent);
        assertThatThrownBy(this::advance).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.reasons())
                .singleElement()
                .asString()
                .contains("'" + silent + "'", "sessions on read replicas", "instances/" + silent));
    }

    @Test
    void aSilentOneIsWaitedForUntilSomebodySaysThatItHasEnded() {
        fallSilent();
        assertWaitsForReports();

        scene.fleet().goodbye("reports");
        advance();
    }

    @Test
    void aHeartbeatFromBeforeThatComesLateTakesNothingBack() {
        scene.hear("reports", scene.epoch(), scene.epoch());
        fallSilent();
        assertWaitsForReports();
    }

    @Test
    void aRestartOfTheControlPlaneChangesNothing() {
        scene.restart();
        scene.acknowledge("web-1", "reports");
        fallSilent();
        assertWaitsForReports();
    }

    @Test
    void neitherDoesOneIfTheReplicasCameLater() {
        scene.fleet().goodbye("reports");
        scene.acknowledge("late");
        hearOfReplicas("late");
        scene.restart();
        fallSilent();
        assertWaitsFor("late");
    }

    /** Its sessions on the primary may be gone while others aren't. */
    @Test
    void theEndOfItsSessionsProvesNothing() {
        advance();
        long epoch = scene.epoch();
        scene.acknowledge("web-1");
        scene.hear("reports", epoch, epoch - 1);
        scene.database.open.put("reports", List.of(new DatabaseSession(1, "app", "", "", 9)));
        assertThat(scene.fleet().endSessions("reports", false)).hasSize(1);
        scene.database.open.clear();
        scene.fleets.tick();

        assertThatThrownBy(this::advance).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.reasons())
                .anySatisfy(reason -> assertThat(reason).contains("'reports'")));
    }
}
