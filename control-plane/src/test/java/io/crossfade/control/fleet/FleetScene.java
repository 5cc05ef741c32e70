package io.crossfade.control.fleet;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.job.FakeDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.H2Store;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.States;
import io.crossfade.control.store.Store;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A fleet on a fake database with a clock that a test sets. The store is the real one. */
final class FleetScene implements AutoCloseable {

    static final String NAME = "users-full-name";
    static final Duration LEASE = Duration.ofSeconds(15);

    final FakeDatabase database = new FakeDatabase();
    final AtomicLong nanos = new AtomicLong();

    private final Path data;
    private final UnaryOperator<Store> wrapping;
    private Store store;
    Fleets fleets;

    FleetScene(Path data) {
        this(data, store -> store);
    }

    FleetScene(Path data, UnaryOperator<Store> wrapping) {
        this.data = data;
        this.wrapping = wrapping;
        open();
    }

    private void open() {
        store = wrapping.apply(H2Store.open(data));
        ControlPlaneConfig config = ControlPlaneConfig.of(Map.of(
                "shop", DatabaseConfig.of("jdbc:postgresql:shop", "a", "b").withLease(LEASE)));
        Clocks clocks = new Clocks(() -> Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(nanos.get())), nanos::get);
        fleets = new Fleets(config, store, (name, settings) -> database, clocks, StopPoints.NONE);
    }

    /** As if the process had ended and another had begun. */
    void restart() {
        close();
        open();
    }

    DatabaseFleet fleet() {
        return fleets.database("shop");
    }

    static MigrationDefinition definition(String name) {
        return MigrationDefinition.renaming(
                name, "shop", Optional.empty(), "users", List.of(new RenamedColumn("name", "full_name")));
    }

    void start() {
        var unused = fleets.start(definition(NAME), false);
    }

    /** Walks forward, with every instance keeping up. */
    void walkTo(Phase phase, String... instances) {
        while (phase() != phase) {
            acknowledge(instances);
            awaitJob(JobStatus.DONE);
            var unused = fleet().advance(NAME, StepRequest.next());
        }
    }

    /** What is decided in the background is shown a moment later. */
    void acknowledge(String... instances) {
        await(() -> fleets.migrations().isEmpty() || view().epoch() == epoch());
        for (String instance : instances) {
            hear(instance, epoch(), epoch());
        }
    }

    long hear(String instance, long holds, long drained) {
        return fleet().heartbeat(instance, States.heartbeat(holds, drained)).epoch();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    Phase phase() {
        return view().state().phase();
    }

    long epoch() {
        return fleet().snapshot().epoch();
    }

    MigrationView view() {
        return fleet().view(NAME);
    }

    void awaitJob(JobStatus status) {
        await(() -> view().job().status() == status);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        fleets.close();
        store.close();
    }
}
