package io.crossfade.faults;

import io.crossfade.processes.Product;
import io.crossfade.servers.FragileServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/**
 * Each fault at each moment: no acknowledged write is lost, no value is read that was never current, no row is half written, and the
 * migration comes to its end. In a build a handful; {@code -Dfaults.only=REGEX} chooses among all by their names, {@code .*} is
 * all. {@code -Dfaults.repetitions}, {@code -Dfaults.seed} and {@code -Dfaults.pauseMillis} say how often, with which timings, and
 * how long something is stopped or cut.
 */
class FaultsIT {

    private static final String IN_A_BUILD =
            "PostgreSQL: kill -9 of the control plane, (in EXPAND|at the flip to DUAL_WRITE|in DUAL_WRITE)"
                    + "|MariaDB: an application cut off from the control plane, at the flip to (DUAL_WRITE|BACKFILL)";
    private static final Pattern ONLY = Pattern.compile(System.getProperty("faults.only", IN_A_BUILD));
    private static final int REPETITIONS = Integer.getInteger("faults.repetitions", 1);
    private static final long SEED = Long.getLong("faults.seed", 1);
    private static final long PAUSE_MILLIS = Long.getLong("faults.pauseMillis", 2_500);

    private static final Map<Product, FragileServer> SERVERS = new EnumMap<>(Product.class);

    private static long began;
    private static int passed;
    private static int databases;

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(FragileServer::close);
    }

    @TestFactory
    Stream<DynamicNode> faults() {
        List<Repetition> all = new ArrayList<>();
        for (int i = 0; i < REPETITIONS; i++) {
            for (Product product : Product.values()) {
                for (Fault fault : Fault.values()) {
                    Repetition repetition = new Repetition(product, fault, SEED + i);
                    if (!repetition.moments().isEmpty()) {
                        all.add(repetition);
                    }
                }
            }
        }
        int cases = all.stream().mapToInt(each -> each.moments().size()).sum();
        if (cases == 0) {
            throw new IllegalStateException("no case is named like " + ONLY);
        }
        began = System.nanoTime();
        return all.stream().map(repetition -> repetition.node(cases));
    }

    private static String name(Product product, Fault fault, Moment moment) {
        return product + ": " + fault + ", " + moment;
    }

    private static synchronized void say(int cases, String name, long seed) {
        passed++;
        double minutes = (System.nanoTime() - began) / 60e9;
        System.out.printf(
                Locale.ROOT,
                "Faults: %d of %d, %.1f in a minute, %.0f min left; %s (seed %d)%n",
                passed,
                cases,
                passed / minutes,
                minutes / passed * (cases - passed),
                name,
                seed);
    }

    /** One walk; the moments that weren't chosen are passed without a fault. */
    private static final class Repetition {

        private final Product product;
        private final Fault fault;
        private final long seed;
        private FaultWalk walk;
        private boolean broken;

        Repetition(Product product, Fault fault, long seed) {
            this.product = product;
            this.fault = fault;
            this.seed = seed;
        }

        List<Moment> moments() {
            return Moment.all().stream().filter(this::isChosen).toList();
        }

        private boolean isChosen(Moment moment) {
            return ONLY.matcher(name(product, fault, moment)).matches();
        }

        DynamicNode node(int cases) {
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest("begins", () -> unlessBroken(this::begin)));
            for (Moment moment : Moment.all()) {
                String name = name(product, fault, moment);
                boolean chosen = isChosen(moment);
                tests.add(DynamicTest.dynamicTest(
                        chosen ? name : "without a fault " + moment,
                        () -> unlessBroken(() -> {
                            walk.pass(moment, chosen);
                            if (chosen) {
                                say(cases, name, seed);
                            }
                        })));
            }
            tests.add(DynamicTest.dynamicTest("has lost nothing in the end", () -> unlessBroken(() -> walk.end())));
            tests.add(DynamicTest.dynamicTest("ends", () -> {
                if (walk != null) {
                    walk.close();
                }
            }));
            return DynamicContainer.dynamicContainer(product + ": " + fault + ", seed " + seed, tests);
        }

        private void begin() throws Exception {
            FragileServer server = SERVERS.computeIfAbsent(product, FragileServer::start);
            Ground ground = new Ground(server, "faults" + ++databases, seed);
            walk = new FaultWalk(ground, fault, new Timing(seed, PAUSE_MILLIS));
            walk.begin();
        }

        private interface Action {
            void run() throws Exception;
        }

        private void unlessBroken(Action action) throws Exception {
            if (broken) {
                throw new TestAbortedException("what came before has failed");
            }
            broken = true;
            action.run();
            broken = false;
        }
    }
}
