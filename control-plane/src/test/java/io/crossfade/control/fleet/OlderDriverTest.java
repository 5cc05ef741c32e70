package io.crossfade.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.States;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances whose driver doesn't understand a migration. */
class OlderDriverTest {

    @TempDir
    private Path directory;

    private FleetScene scene;

    @BeforeEach
    void open() {
        scene = new FleetScene(directory);
        scene.start();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void hearThatItDoesntUnderstand(String migration) {
        Heartbeat usual = States.heartbeat(scene.epoch(), scene.epoch());
        var unused = scene.fleet()
                .heartbeat(
                        "old",
                        new Heartbeat(
                                usual.application(),
                                "0.0.9",
                                usual.startedAtMillis(),
                                usual.holds(),
                                usual.drained(),
                                usual.sessions(),
                                Optional.empty(),
                                List.of(),
                                false,
                                List.of(new Heartbeat.Unknown(migration, "unknown phase 'SHADOW'"))));
    }

    private void advance(String migration) {
        var unused = scene.fleet().advance(migration, StepRequest.next());
    }

    @Test
    void holdUpTheNextStepAndAreShownWithTheirVersion() {
        scene.walkTo(Phase.DUAL_WRITE, "old");
        hearThatItDoesntUnderstand(FleetScene.NAME);
        assertThatThrownBy(() -> advance(FleetScene.NAME))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.reasons())
                        .singleElement()
                        .asString()
                        .contains("instance 'old'", "version 0.0.9", "unknown phase 'SHADOW'", "update the driver"));

        scene.acknowledge("old");
        advance(FleetScene.NAME);
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
    }

    @Test
    void holdUpTheJob() {
        scene.walkTo(Phase.DUAL_WRITE, "old");
        scene.acknowledge("old");
        advance(FleetScene.NAME);
        hearThatItDoesntUnderstand(FleetScene.NAME);
        scene.fleets.tick();
        assertThat(scene.view().job().status()).isEqualTo(JobStatus.PENDING);
        scene.acknowledge("old");
        scene.awaitJob(JobStatus.DONE);
    }

    @Test
    void holdUpNoOtherMigration() {
        scene.walkTo(Phase.DUAL_WRITE, "old");
        hearThatItDoesntUnderstand("another-one");
        advance(FleetScene.NAME);
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
    }

    /** It isn't heard of since, and what it said last is known from the store. */
    @Test
    void holdUpTheStepAfterARestartOfTheControlPlane() {
        scene.walkTo(Phase.DUAL_WRITE, "old");
        hearThatItDoesntUnderstand(FleetScene.NAME);
        scene.restart();
        assertThat(scene.view().instances()).singleElement().satisfies(instance -> assertThat(
                        instance.heartbeat().unknown())
                .hasSize(1));
        assertThatThrownBy(() -> advance(FleetScene.NAME)).isInstanceOf(RefusedException.class);
    }
}
