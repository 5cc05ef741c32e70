package io.crossfade.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossfade.processes.MigrationStatus;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One migration from start to end, with one kind of fault at some moments of it. For one thread. */
final class FaultWalk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STEPS = 4;

    private final Ground ground;
    private final Fault fault;
    private final Timing timing;
    private boolean faulty;

    FaultWalk(Ground ground, Fault fault, Timing timing) {
        this.ground = ground;
        this.fault = fault;
        this.timing = timing;
    }

    void begin() throws InterruptedException {
        ground.begin();
        awaitSteps();
        // Before the first migration there is no fence, so that a busy control plane can keep an application waiting.
        ground.applications().forEach(application -> application.records().takeFailures());
    }

    /** Goes on to a moment, and has the fault strike there or not. */
    void pass(Moment moment, boolean strikes) throws Exception {
        if (moment.flip()) {
            Stepping step = new Stepping(moment.phase());
            step.start();
            if (strikes) {
                struck();
            }
            step.await();
        } else {
            await("to be in " + moment.phase(), () -> isIn(moment.phase()));
            if (strikes) {
                struck();
            }
            await(moment.phase() + " to settle", () -> isSettled(moment.phase()));
        }
        awaitSteps();
        check();
        if (!moment.flip() && moment.hasTwoSides()) {
            assertThat(ground.halfWritten())
                    .as("rows that differ on both sides")
                    .isZero();
        }
        faulty = false;
    }

    private void struck() throws InterruptedException {
        timing.beforeFault();
        faulty = true;
        fault.strike(ground);
        try {
            timing.during(fault);
        } finally {
            fault.mend(ground);
        }
    }

    /** The applications end, and what they know is held against the table. */
    void end() throws Exception {
        for (RunningWriter application : ground.applications()) {
            application.stop();
        }
        await("the applications to stop", () -> ground.applications().stream()
                .allMatch(application -> application.records().hasStopped()));
        check();
        Map<String, Long> versions = ground.versions("full_name");
        for (RunningWriter application : ground.applications()) {
            assertThat(application.records().against(versions))
                    .as("what became of %s's acknowledged writes", application.name())
                    .isEmpty();
        }
    }

    private void check() {
        for (RunningWriter application : ground.applications()) {
            assertThat(application.records().wrong()).as(application.name()).isEmpty();
            List<String> failures = application.records().takeFailures();
            if (!faulty || !fault.statementsFail()) {
                assertThat(failures)
                        .as("failed statements of %s", application.name())
                        .isEmpty();
            }
        }
    }

    /** Each thread of each application has written several times more. */
    private void awaitSteps() throws InterruptedException {
        List<Long> enough = new ArrayList<>();
        for (RunningWriter application : ground.applications()) {
            enough.add(application.records().steps() + STEPS);
        }
        await("the applications to go on", () -> {
            for (int i = 0; i < enough.size(); i++) {
                if (ground.applications().get(i).records().steps() < enough.get(i)) {
                    return !ground.applications().get(i).records().wrong().isEmpty();
                }
            }
            return true;
        });
    }

    private boolean isIn(String phase) {
        return seen(status -> status.phase().equals(phase));
    }

    private boolean isSettled(String phase) {
        return seen(status -> status.phase().equals(phase) && status.settled());
    }

    private interface Wanted {
        boolean in(MigrationStatus status);
    }

    /** A control plane that can't be asked now shows nothing. */
    private boolean seen(Wanted wanted) {
        try {
            return wanted.in(ground.status());
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await(String what, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("waited in vain for %s; %s", what, standing());
            }
            Thread.sleep(20);
        }
    }

    private String standing() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (RunningWriter application : ground.applications()) {
            text.append(application.name())
                    .append(" has failures ")
                    .append(application.records().takeFailures())
                    .append(", wrong ")
                    .append(application.records().wrong())
                    .append("; ");
        }
        try {
            return text.append(ground.status().document()).toString();
        } catch (UncheckedIOException | IllegalStateException e) {
            return text.append("no status: ")
                    .append(e)
                    .append("; the control plane printed:\n")
                    .append(ground.controlPlane().output())
                    .toString();
        }
    }

    /** Asks for a step, again and again while the control plane can't be reached or refuses. */
    private final class Stepping {

        private final String phase;
        private final Thread thread = new Thread(this::run, "operator");

        Stepping(String phase) {
            this.phase = phase;
        }

        void start() {
            thread.start();
        }

        private void run() {
            while (!thread.isInterrupted() && !isIn(phase)) {
                try {
                    ground.advance(phase);
                    Thread.sleep(20);
                } catch (UncheckedIOException | IllegalStateException e) {
                    // Asked again: whether it was taken, the status says.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        void await() throws InterruptedException {
            try {
                FaultWalk.this.await("the step to " + phase, () -> isIn(phase));
            } finally {
                thread.interrupt();
                thread.join();
            }
        }
    }

    @Override
    public void close() {
        ground.close();
    }
}
