package io.crossfade.fleet;

import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Instance;
import io.crossfade.phase.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Instances that have no connection open: the driver's own follower and reporter, in this JVM. */
final class IdleFleet implements AutoCloseable {

    private final List<Instance<Snapshot>> instances = new ArrayList<>();
    private final List<KeptLine> lines = new ArrayList<>();
    private final Acknowledgements acknowledgements;

    private IdleFleet(int size) {
        this.acknowledgements = new Acknowledgements(size);
    }

    static IdleFleet open(String controlPlane, String database, int size) throws IOException, InterruptedException {
        IdleFleet fleet = new IdleFleet(size);
        for (int i = 0; i < size; i++) {
            KeptLine line = new KeptLine(controlPlane, database, "idle-" + i, fleet.acknowledgements);
            fleet.lines.add(line);
            fleet.instances.add(Instance.open(
                    new Instance.Identity("idle", "measured", System.currentTimeMillis()),
                    line,
                    (snapshot, previous) -> snapshot,
                    Observation.NONE));
        }
        return fleet;
    }

    /** Waits until the control plane has told each that it knows its acknowledgement of the epoch. */
    void awaitAcknowledged(long epoch) throws InterruptedException {
        acknowledgements.await(epoch);
    }

    @Override
    public void close() throws IOException {
        instances.forEach(Instance::close);
        for (KeptLine line : lines) {
            line.close();
        }
    }
}
