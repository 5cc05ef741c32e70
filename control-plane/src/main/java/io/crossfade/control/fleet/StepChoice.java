package io.crossfade.control.fleet;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.Flip;
import io.crossfade.control.store.MigrationState;
import io.crossfade.migration.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which one step a request means, as a migration stands. */
final class StepChoice {

    private static final int ALL = 100;

    private final MigrationState migration;
    private final StepRequest request;

    StepChoice(MigrationState migration, StepRequest request) {
        this.migration = migration;
        this.request = request;
    }

    Step forward() {
        checkFrom();
        Phase phase = migration.phase();
        int percent = migration.migration().targetPercent();
        Phase goal = request.to().orElse(phase);
        if (place(goal) < place(phase)) {
            throw refused("it is in " + phase + ", behind " + goal + "; to go back use rollback");
        }
        if (phase.readsByPercentage()) {
            if (request.percent().isPresent()
                    && request.percent().getAsInt() != percent
                    && (request.to().isEmpty() || goal == phase)) {
                return new Step(phase, percent, phase, request.percent().getAsInt(), false);
            }
            if (request.to().isPresent() && goal != phase && percent < ALL) {
                return new Step(phase, percent, phase, ALL, false);
            }
        }
        if (request.to().isPresent() && goal == phase) {
            throw refused("it is in " + phase + " already");
        }
        Phase next = phase.next().orElseThrow(() -> refused("it is complete; there is no phase behind " + phase));
        if (request.percent().isPresent() && !next.readsByPercentage()) {
            throw refused("a percentage has no meaning in " + next + "; it is for the phase in which reads switch");
        }
        return new Step(phase, percent, next, percentIn(next), false);
    }

    Step back() {
        checkFrom();
        Phase phase = migration.phase();
        int percent = migration.migration().targetPercent();
        if (phase.irreversible()) {
            throw refused(
                    "it is in " + phase + ", from which there is no way back: the source is being dropped or gone");
        }
        if (request.to().isPresent() && place(request.to().get()) >= place(phase)) {
            throw refused("it is in " + phase + ", not behind " + request.to().get() + "; to go on use advance");
        }
        Optional<Phase> previous = phase.previous();
        return previous.isEmpty()
                ? new Step(phase, percent, phase, percent, true)
                : new Step(phase, percent, previous.get(), previous.get().readsByPercentage() ? ALL : 0, false);
    }

    /** Back to where the last step began. */
    Step withdrawal() {
        checkFrom();
        Flip flip = Objects.requireNonNull(migration.flip());
        return new Step(
                migration.phase(), migration.migration().targetPercent(), flip.from(), flip.fromPercent(), false);
    }

    private int percentIn(Phase phase) {
        if (phase.readsByPercentage()) {
            return request.percent().orElse(ALL);
        }
        return phase.reads(0, 0) == io.crossfade.migration.Side.TARGET ? ALL : 0;
    }

    private void checkFrom() {
        if (request.from().isPresent() && request.from().get() != migration.phase()) {
            throw refused("it isn't in " + request.from().get() + " any more but in " + migration.phase()
                    + "; somebody else has moved it");
        }
    }

    private RefusedException refused(String why) {
        return new RefusedException("migration '" + migration.name() + "' can't take that step: " + why, List.of());
    }

    private static int place(Phase phase) {
        return Arrays.asList(Phase.values()).indexOf(phase);
    }
}
