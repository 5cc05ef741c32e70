package io.crossfade.simulate;

import io.crossfade.control.fleet.HeartbeatAnswer;
import io.crossfade.jdbc.SimulatedApplication;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Snapshot;
import io.crossfade.phase.SnapshotSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An application's process, with the driver in it. */
final class App extends Proc implements SnapshotSource {

    private static final long PATIENCE = 5_000_000_000L;

    final String id;
    final Deque<Snapshot> inbox = new ArrayDeque<>();
    boolean reachesControlPlane = true;
    boolean stopping;
    /** Transactions that have come to their end since they were last counted. */
    int committed;
    /** The epoch that it waits for a later one than; -1 if it doesn't. */
    long awaited = -1;

    private final Scene scene;
    private final SimulatedApplication driver;

    App(Scene scene, String name, String id) {
        super(name);
        this.id = id;
        this.scene = scene;
        this.driver = new SimulatedApplication(id, this, scene.db);
    }

    void start(int connections) {
        for (int i = 0; i < connections; i++) {
            Task unused = scene.world.spawn(this, "connection " + i, this::work);
        }
    }

    /** As a container is stopped: no more work, a goodbye, and the end. */
    void stop() {
        stopping = true;
        Task unused = scene.world.spawn(this, "shutdown", () -> {
            scene.world.log("shuts down");
            driver.shutDown();
            // What its other threads do goes on until the process has ended.
            pause();
            scene.kill(this, "ends");
            throw new Death();
        });
    }

    private void work() {
        Chance chance = scene.chance;
        while (!stopping) {
            SimulatedApplication.Link link;
            try {
                link = driver.open();
            } catch (SQLException e) {
                scene.cantOpen(e);
                pause();
                continue;
            }
            try {
                int transactions = 1 + chance.below(6);
                for (int i = 0; i < transactions && !stopping; i++) {
                    transaction(link);
                    committed++;
                    if (chance.percent(20)) {
                        pause();
                    }
                }
            } catch (SQLException e) {
                scene.failed(e);
            }
            try {
                link.close();
            } catch (SQLException e) {
                scene.failed(e);
            }
            if (chance.percent(20)) {
                pause();
            }
        }
    }

    private void pause() {
        boolean unused = scene.world.blockFor(() -> false, 100_000_000L * (1 + scene.chance.below(10)));
    }

    private void transaction(SimulatedApplication.Link link) throws SQLException {
        Chance chance = scene.chance;
        if (scene.faults.losesLocks && chance.percent(15)) {
            link.setAutoCommit(true);
            link.run("DISCARD ALL");
        }
        boolean single = chance.percent(25);
        link.setAutoCommit(single);
        int statements = single ? 1 : 1 + chance.below(3);
        int row = 0;
        for (int i = 0; i < statements; i++) {
            row = Math.min(scene.db.rowCount() - 1, row + chance.below(2));
            link.run((chance.percent(55) ? "W " : "R ") + row);
        }
        if (!single) {
            if (chance.percent(85)) {
                link.commit();
            } else {
                link.rollback();
            }
        }
    }

    @Override
    public String place() {
        return "the control plane";
    }

    @Override
    public Snapshot fetch() throws IOException, InterruptedException {
        return (Snapshot) scene.ask(
                this, "asks for the snapshot", PATIENCE, fleet -> shown(fleet.snapshotAfter(-1, Duration.ZERO)));
    }

    /** Null if there is nothing to show yet. */
    private static Snapshot shown(CompletableFuture<Optional<Snapshot>> answer) {
        return answer.getNow(Optional.empty()).orElse(null);
    }

    @Override
    public Optional<Snapshot> await(long epoch) throws IOException, InterruptedException {
        awaited = epoch;
        scene.world.block(() -> !inbox.isEmpty());
        Hooks.checkInterrupted();
        awaited = -1;
        Snapshot next = inbox.poll();
        if (scene.world.isLogged()) {
            scene.world.log("is told of epoch " + next.epoch());
        }
        return Optional.of(next);
    }

    @Override
    public Answer report(Heartbeat heartbeat) throws IOException, InterruptedException {
        return (Answer) scene.ask(
                this,
                "reports that it holds " + heartbeat.holds() + " and has drained " + heartbeat.drained(),
                PATIENCE,
                fleet -> answer(fleet.heartbeat(id, heartbeat)));
    }

    private static Answer answer(HeartbeatAnswer answer) {
        return new Answer(answer.epoch(), answer.next().toMillis());
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        Object unused = scene.ask(this, "says goodbye", 1_000_000_000L, fleet -> {
            fleet.goodbye(id);
            return 0L;
        });
    }
}
