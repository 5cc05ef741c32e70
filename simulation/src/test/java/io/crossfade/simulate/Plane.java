package io.crossfade.simulate;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.DatabaseFleet;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.fleet.StepRequest;
import io.crossfade.control.job.SimulatedDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.OnLimit;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A control plane's process. */
final class Plane extends Proc {

    private final Scene scene;
    private Fleets fleets;
    int operators;
    /** When all is well, it is paused until that step nevertheless: it has been replaced. */
    int pausedUntil;

    String refusal = "";

    Plane(Scene scene, String name) {
        super(name);
        this.scene = scene;
    }

    void start() {
        scene.world.inline(this, "start", () -> {
            Clocks clocks = new Clocks(
                    () -> Instant.ofEpochMilli(scene.world.nanos / 1_000_000 + wallMillis), () -> scene.world.nanos);
            fleets = new Fleets(
                    ControlPlaneConfig.of(Map.of("shop", Scene.CONFIG)),
                    scene.disk.openedBy(this),
                    (name, config) -> new SimulatedDatabase(scene.db, new Schema(scene), config, Scene.ANOTHER),
                    clocks,
                    StopPoints.NONE);
            fleets.startTicking();
        });
    }

    DatabaseFleet fleet() {
        return fleets.database("shop");
    }

    /** What an operator asks for, of whatever kind. */
    void operate() {
        Chance chance = scene.chance;
        int kind = chance.below(100);
        operators++;
        Task unused = scene.world.spawn(this, "operator", () -> {
            try {
                if (kind < 60) {
                    forward(chance.percent(70) ? 100 : 50);
                } else if (kind < 85) {
                    var unusedToo = fleet().rollback(Scene.NAME, limited(StepRequest.next()));
                } else {
                    var unusedToo = fleet().advance(
                                    Scene.NAME, limited(StepRequest.next().withPercent(chance.below(3) * 50)));
                }
            } catch (ControlException e) {
                refused(e);
            }
            operators--;
        });
    }

    /** Starts a migration of other columns, for which nobody has to acknowledge anything before. */
    void startAnother() {
        Task unused = scene.world.spawn(this, "operator", () -> {
            try {
                var unusedToo = fleets.start(
                        MigrationDefinition.renaming(
                                Scene.OTHER,
                                "shop",
                                java.util.Optional.empty(),
                                "users",
                                List.of(new MigrationDefinition.RenamedColumn("mail", "email"))),
                        false);
            } catch (ControlException e) {
                refused(e);
            }
        });
    }

    private void refused(ControlException e) {
        refusal = e.getMessage() + (e instanceof RefusedException refused ? " " + refused.reasons() : "");
        if (scene.world.isLogged()) {
            scene.world.log("refuses: " + refusal);
        }
    }

    /** With as much patience as an operator may have. */
    private StepRequest limited(StepRequest request) {
        Chance chance = scene.chance;
        return scene.isHealed() || scene.isOutage() || chance.percent(50)
                ? request
                : request.withLimit(
                        Duration.ofSeconds(1 + chance.below(5)),
                        OnLimit.values()[chance.below(OnLimit.values().length)]);
    }

    private void forward(int percent) {
        MigrationState state = scene.state();
        boolean some = state.phase().readsByPercentage() && state.migration().targetPercent() < 100;
        boolean enters = state.phase().next().filter(Phase::readsByPercentage).isPresent();
        var unused = fleet().advance(
                        Scene.NAME,
                        limited(some || enters ? StepRequest.next().withPercent(percent) : StepRequest.next()));
    }

    /** Goes on until the migration has taken so many steps or is at its end. */
    void walk(int most) {
        Task unused = scene.world.spawn(this, "operator", () -> {
            long from = scene.disk.epoch;
            while (!scene.isAtEnd() && scene.disk.epoch < from + most) {
                try {
                    MigrationState state = scene.state();
                    if (state.brokenChain() != null && state.phase() == Phase.TARGET_ONLY) {
                        var unusedToo = fleet().rollback(Scene.NAME, StepRequest.next());
                    } else {
                        forward(100);
                    }
                } catch (ControlException e) {
                    refused(e);
                }
                boolean unusedToo = scene.world.blockFor(() -> false, 500_000_000L);
            }
            scene.walked();
        });
    }
}
