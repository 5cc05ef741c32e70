package io.crossfade.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.processes.Product;
import io.crossfade.scene.Scene;
import io.crossfade.scene.Traffic;
import io.crossfade.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How long a flip takes, and what statements notice of it. Small in a build; {@code -Dflips.busy}, {@code -Dflips.idle} and
 * {@code -Dflips.count} make it as large as one likes, {@code -Dflips.rest} is for how many seconds the control plane is watched
 * at rest, {@code -Dflips.pause} how long at most a busy instance rests between two rounds of statements, {@code
 * -Dflips.between} how long it is from a flip to the next, and
 * {@code -Dflips.limit} what 99 of 100 flips may take, all in milliseconds. The figures are in docs/flip-times.md.
 */
class FlipTimesIT {

    private static final int BUSY = Integer.getInteger("flips.busy", 8);
    private static final int IDLE = Integer.getInteger("flips.idle", 50);
    private static final int COUNT = Integer.getInteger("flips.count", 10);
    private static final int REST_SECONDS = Integer.getInteger("flips.rest", 1);
    /** 0 for none: a time says nothing on a machine that does other things. */
    private static final int LIMIT_MILLIS = Integer.getInteger("flips.limit", 0);

    /** The longest rest between two rounds of some 2.2 statements: with 100, about 40 in a second from each instance. */
    private static final int PAUSE_MILLIS = Integer.getInteger("flips.pause", 100);

    private static final long ROWS = 200;
    private static final long WINDOW_MILLIS = 200;

    /** How long statements are watched behind a flip, before the next one is asked for. */
    private static final long TAIL_MILLIS = Long.getLong("flips.between", 50);

    @Test
    void busyInstancesAcknowledgeAFlipAndNoStatementFails() throws Exception {
        try (Scene scene = Scene.create("flip_busy", ROWS)) {
            List<Traffic> plain = new ArrayList<>();
            try (HikariDataSource delegate = plainPool(BUSY)) {
                for (int i = 0; i < BUSY; i++) {
                    plain.add(new Traffic(delegate, "name", "plain" + i + "-", 1, PAUSE_MILLIS));
                }
                System.out.printf("Flips: slowest statement in %d ms, plain driver: %s%n", WINDOW_MILLIS, quiet(plain));
                plain.forEach(Traffic::close);
                assertThat(plain).allSatisfy(each -> assertThat(each.problems()).isEmpty());
            }
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            List<Traffic> all = new ArrayList<>();
            for (int i = 0; i < BUSY; i++) {
                String instance = "busy" + i;
                HikariDataSource pool = scene.pool(instance, 1, "&crossfade.instance=" + instance);
                all.add(new Traffic(pool, "name", instance + "-", 1, PAUSE_MILLIS));
            }
            try {
                Figures quiet = quiet(all);
                System.out.printf("Flips: slowest statement in %d ms, no flip:      %s%n", WINDOW_MILLIS, quiet);
                BackAndForth road = new BackAndForth(scene);
                Figures flips = new Figures();
                Figures slowest = new Figures();
                long before = statements(all);
                long began = System.nanoTime();
                for (int i = 0; i < COUNT; i++) {
                    flips.add(road.step(road::awaitAcknowledged));
                    Thread.sleep(TAIL_MILLIS);
                    slowest.add(takeLongest(all));
                    assertThat(all)
                            .allSatisfy(each -> assertThat(each.problems()).isEmpty());
                }
                System.out.printf("Flips: slowest statement at each flip:           %s%n", slowest);
                System.out.printf("Flips: added to the slowest statement:           %s%n", slowest.more(quiet));
                System.out.printf("Flips: acknowledged by %d busy instances:        %s%n", BUSY, flips);
                System.out.printf(
                        "Flips: %d statements, %.0f in a second, none failed%n",
                        statements(all), (statements(all) - before) * 1e9 / (System.nanoTime() - began));
                assertWithinLimit(flips);
            } finally {
                all.forEach(Traffic::close);
            }
            assertThat(all).allSatisfy(each -> assertThat(each.problems()).isEmpty());
        }
    }

    @Test
    void idleInstancesAcknowledgeAFlip() throws Exception {
        try (Scene scene = Scene.create("flip_idle", ROWS)) {
            long pid = scene.controlPlane().pid();
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            long emptyHeap = ProcessUse.liveMebibytes(pid);
            ProcessUse empty = ProcessUse.of(pid);
            try (IdleFleet fleet = IdleFleet.open(scene.controlPlane().url(), scene.database(), IDLE)) {
                scene.awaitSettled("EXPAND");
                // What comes of their start isn't rest: they report every second at first.
                Thread.sleep(1_000L * REST_SECONDS);
                ProcessUse before = ProcessUse.of(pid);
                long began = System.nanoTime();
                Thread.sleep(1_000L * REST_SECONDS);
                ProcessUse after = ProcessUse.of(pid);
                System.out.printf(
                        "Flips: control plane with %d idle instances: %.1f %% of a core in %d s%n",
                        IDLE,
                        100e9 * (after.cpuSeconds() - before.cpuSeconds()) / (System.nanoTime() - began),
                        REST_SECONDS);
                System.out.printf(
                        "Flips: %d MiB resident (%d without them), %d MiB of the heap alive (%d)%n",
                        after.mebibytes(), empty.mebibytes(), ProcessUse.liveMebibytes(pid), emptyHeap);
                double flipsFrom = ProcessUse.of(pid).cpuSeconds();
                BackAndForth road = new BackAndForth(scene);
                Figures flips = new Figures();
                for (int i = 0; i < COUNT; i++) {
                    flips.add(road.step(fleet::awaitAcknowledged));
                }
                System.out.printf("Flips: acknowledged by %d idle instances: %s%n", IDLE, flips);
                System.out.printf(
                        "Flips: %.0f ms of a core for a flip, %d MiB resident in the end, %d MiB of the heap alive%n",
                        1000 * (ProcessUse.of(pid).cpuSeconds() - flipsFrom) / COUNT,
                        ProcessUse.of(pid).mebibytes(),
                        ProcessUse.liveMebibytes(pid));
                assertWithinLimit(flips);
            }
        }
    }

    private static void assertWithinLimit(Figures flips) {
        if (LIMIT_MILLIS > 0) {
            assertThat(flips.percentile(99)).as("ms for 99 of 100 flips").isLessThan(LIMIT_MILLIS);
        }
    }

    private static HikariDataSource plainPool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Servers.get(Product.POSTGRESQL).url("flip_busy"));
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    private static long statements(List<Traffic> all) {
        return all.stream().mapToLong(Traffic::statements).sum();
    }

    private static Figures quiet(List<Traffic> all) throws InterruptedException {
        Figures slowest = new Figures();
        for (Traffic each : all) {
            each.awaitMore();
        }
        takeLongest(all);
        for (int i = 0; i < COUNT; i++) {
            Thread.sleep(WINDOW_MILLIS);
            slowest.add(takeLongest(all));
        }
        return slowest;
    }

    private static double takeLongest(List<Traffic> all) {
        return all.stream().mapToDouble(Traffic::takeLongestMillis).max().orElse(0);
    }
}
