package io.crossfade.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories of the protocol's own code, by chance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final int HISTORIES = 2_000;
    private static final int OUTAGES = 40;

    private Simulation simulation;

    @BeforeAll
    void weave() throws ReflectiveOperationException {
        simulation = new Simulation();
    }

    @Test
    void findsNothingWrong() throws ReflectiveOperationException {
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            String guard = System.getProperty("simulation.without", "");
            var log = simulation.log(only, guard);
            log.forEach(System.out::println);
            assertThat(log.get(0)).as("history " + only).isEmpty();
            return;
        }
        long first = Long.getLong("simulation.first", 1);
        int count = Integer.getInteger("simulation.histories", HISTORIES);
        long begun = System.nanoTime();
        for (long seed = first; seed < first + count; seed++) {
            Optional<String> wrong = simulation.violation(seed, "");
            if (wrong.isPresent()) {
                simulation.log(seed, "").forEach(System.out::println);
            }
            assertThat(wrong)
                    .as("history " + seed + ", again with -Dsimulation.seed=" + seed)
                    .isEmpty();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "simulation: %,d histories from seed %d, %,d steps, in %.1f s%n",
                count, first, simulation.steps(), seconds);
        // Histories in which nothing happens have nothing wrong either.
        assertThat(simulation.steps()).isGreaterThan(300L * count);
    }

    /** An hour of simulated time, and in the middle of it another process begins. */
    @Test
    void applicationsGoOnForAnHourWithoutTheControlPlane() throws ReflectiveOperationException {
        for (long seed = 1; seed <= OUTAGES; seed++) {
            Optional<String> wrong = simulation.outage(seed);
            if (wrong.isPresent()) {
                simulation.outageLog(seed).forEach(System.out::println);
            }
            assertThat(wrong).as("history " + seed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Guard.class)
    void findsWhatEachGuardStandsAgainst(Guard missing) throws ReflectiveOperationException {
        boolean searches = Boolean.getBoolean("simulation.search");
        long first = searches ? 1 : missing.shownBy();
        int most = searches ? 200_000 : 2_000;
        long begun = System.nanoTime();
        for (long seed = first; seed < first + most; seed++) {
            Optional<String> wrong = simulation.violation(seed, missing.name());
            if (wrong.isPresent()) {
                System.out.printf(
                        "simulation: without %s, history %d, %.1f s: %s%n",
                        missing, seed, (System.nanoTime() - begun) / 1e9, wrong.get());
                return;
            }
        }
        assertThat(most)
                .as("histories without " + missing + ", and nothing is wrong in any")
                .isZero();
    }
}
