package io.crossfade.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.processes.Signals;
import io.crossfade.servers.FragileServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of two control planes on one store one leads, and the other takes over: nobody's statement fails, nothing that was acknowledged
 * is lost, and the migration goes on. {@code -Dtakeover.repetitions} and {@code -Dtakeover.seed} say how often, with which timings.
 */
class TakeoverIT {

    private static final int REPETITIONS = Integer.getInteger("takeover.repetitions", 1);
    private static final long SEED = Long.getLong("takeover.seed", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STEPS = 4;

    private static FragileServer store;

    private Pair pair;
    private Random random;
    private ControlPlane leader;

    @BeforeAll
    static void startStore() {
        store = FragileServer.start(Product.POSTGRESQL);
    }

    @AfterAll
    static void stopStore() {
        store.close();
    }

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + REPETITIONS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesOnWhateverHappensToTheOneThatLeads(long seed) throws Exception {
        random = new Random(seed);
        try (Pair made = new Pair(store, "takeover" + seed, seed)) {
            pair = made;
            pair.begin();
            settle("EXPAND");

            killInTheMiddleOfAFlip("DUAL_WRITE");
            killInTheMiddleOfAJob("BACKFILL");
            pauseForLongerThanTheTakeover("VERIFY");
            stepTo("SWITCH_READS");
            restartTheStore("TARGET_ONLY");
            for (String phase : List.of("CONTRACT", "COMPLETE")) {
                stepTo(phase);
            }
            end();
        }
    }

    private void killInTheMiddleOfAFlip(String phase) throws Exception {
        leader = pair.leader();
        Thread operator = new Thread(() -> tryToAdvance(leader, phase), "operator");
        operator.start();
        Thread.sleep(random.nextInt(60));
        takeOver("after kill -9 at the flip to " + phase, leader::kill).restart();
        operator.join();
        stepTo(phase);
    }

    private void killInTheMiddleOfAJob(String phase) throws Exception {
        enter(phase);
        leader = pair.leader();
        MigrationStatus before =
                await("some of " + phase, status -> status.job().done() >= 500 + random.nextInt(1_500));
        takeOver("after kill -9 in " + phase, leader::kill).restart();
        MigrationStatus after =
                await("the status of " + phase, status -> status.phase().equals(phase));
        assertThat(after.job().done())
                .as("rows covered, which the one before had written down")
                .isGreaterThanOrEqualTo(before.job().done());
        settle(phase);
    }

    /** It wakes up in the middle of what it did, with another one leading. */
    private void pauseForLongerThanTheTakeover(String phase) throws Exception {
        enter(phase);
        leader = pair.leader();
        Thread.sleep(random.nextInt(400));
        ControlPlane paused = takeOver("after SIGSTOP in " + phase, () -> Signals.pause(List.of(leader.pid())));
        try {
            settle(phase, () -> pair.leaderBut(paused));
        } finally {
            Signals.resume(List.of(paused.pid()));
        }
        awaitTrue("the one that was paused to stand by", () -> paused.get("/health")
                .contains("STANDBY"));
        awaitTrue("its term to end", () -> paused.output().contains("is over"));
        ControlPlane next = pair.leaderBut(paused);
        MigrationStatus status = pair.status(next);
        assertThat(status.phase()).isEqualTo(phase);
        assertThat(status.settled()).as("%s", status.document()).isTrue();
        // A command that is sent to the one that stands by goes to the other one.
        assertThat(pair.command(paused, next, "list").output()).contains(phase);
    }

    private void restartTheStore(String phase) throws Exception {
        leader = pair.leader();
        Thread operator = new Thread(() -> tryToAdvance(leader, phase), "operator");
        operator.start();
        Thread.sleep(random.nextInt(60));
        pair.store().kill();
        awaitSteps();
        awaitTrue(
                "nobody to lead",
                () -> !pair.controlPlanes().get(0).leads()
                        && !pair.controlPlanes().get(1).leads());
        long began = System.nanoTime();
        pair.store().restart();
        say("after the store was restarted, and answered", began, pair.leader());
        operator.join();
        stepTo(phase);
    }

    private interface Strike {
        void run() throws Exception;
    }

    /** Returns the one that led before. */
    private ControlPlane takeOver(String when, Strike strike) throws Exception {
        ControlPlane before = leader;
        long began = System.nanoTime();
        strike.run();
        ControlPlane next = pair.leaderBut(before);
        say(when, began, next);
        awaitSteps();
        return before;
    }

    private static void say(String when, long began, ControlPlane next) {
        System.out.printf(
                Locale.ROOT,
                "Takeover %s: %s leads after %.1f s%n",
                when,
                next.url(),
                (System.nanoTime() - began) / 1e9);
    }

    private void tryToAdvance(ControlPlane by, String phase) {
        try {
            pair.advance(by, phase);
        } catch (UncheckedIOException | IllegalStateException e) {
            // Whether it was taken, the next one knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stepTo(String phase) throws Exception {
        enter(phase);
        settle(phase);
    }

    /** Whoever leads is asked for it until it is done. */
    private void enter(String phase) throws Exception {
        awaitTrue("the step to " + phase, () -> {
            ControlPlane now = pair.leader();
            if (pair.status(now).phase().equals(phase)) {
                return true;
            }
            pair.advance(now, phase);
            return false;
        });
    }

    private void settle(String phase) throws Exception {
        settle(phase, pair::leader);
    }

    private interface Asked {
        ControlPlane now() throws Exception;
    }

    private void settle(String phase, Asked asked) throws Exception {
        awaitTrue(phase + " to settle", () -> {
            MigrationStatus status = pair.status(asked.now());
            return status.phase().equals(phase) && status.settled();
        });
        awaitSteps();
        check();
    }

    private interface Wanted {
        boolean in(MigrationStatus status) throws Exception;
    }

    private MigrationStatus await(String what, Wanted wanted) throws Exception {
        MigrationStatus[] last = new MigrationStatus[1];
        awaitTrue(what, () -> {
            last[0] = pair.status(pair.leader());
            return wanted.in(last[0]);
        });
        return last[0];
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void awaitTrue(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String why = "";
        while (System.nanoTime() < deadline) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                why = e.toString();
            }
            Thread.sleep(20);
        }
        fail("waited in vain for %s; %s; the control planes printed:\n%s\n--\n%s", what, why, output(0), output(1));
    }

    private String output(int number) {
        return pair.controlPlanes().get(number).output();
    }

    /** Each thread of each application has written several times more. */
    private void awaitSteps() throws Exception {
        List<Long> enough = new ArrayList<>();
        for (RunningWriter application : pair.applications()) {
            enough.add(application.records().steps() + STEPS);
        }
        awaitTrue("the applications to go on", () -> {
            for (int i = 0; i < enough.size(); i++) {
                Records records = pair.applications().get(i).records();
                if (records.steps() < enough.get(i) && records.wrong().isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    private void check() {
        for (RunningWriter application : pair.applications()) {
            assertThat(application.records().wrong()).as(application.name()).isEmpty();
            assertThat(application.records().takeFailures())
                    .as("failed statements of %s", application.name())
                    .isEmpty();
        }
    }

    /** The applications end, and what they know is held against the table. */
    private void end() throws Exception {
        for (RunningWriter application : pair.applications()) {
            application.stop();
        }
        awaitTrue("the applications to stop", () -> pair.applications().stream()
                .allMatch(application -> application.records().hasStopped()));
        check();
        Map<String, Long> versions = pair.versions();
        for (RunningWriter application : pair.applications()) {
            assertThat(application.records().against(versions))
                    .as("what became of %s's acknowledged writes", application.name())
                    .isEmpty();
        }
    }
}
