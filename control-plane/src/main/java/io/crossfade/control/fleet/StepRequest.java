package io.crossfade.control.fleet;

import io.crossfade.migration.Phase;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator asks for. One request takes one step at most.
 *
 * @param from the phase the operator believes the migration to be in; if it isn't, the step is refused
 * @param to where the operator wants to arrive, maybe steps later; empty for the next phase
 * @param percent how many of 100 transactions are to read the target from then on
 * @param dryRun only say what would happen
 */
public record StepRequest(Optional<Phase> from, Optional<Phase> to, OptionalInt percent, boolean dryRun) {

    public static StepRequest next() {
        return new StepRequest(Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
    }

    public static StepRequest to(Phase phase) {
        return new StepRequest(Optional.empty(), Optional.of(phase), OptionalInt.empty(), false);
    }

    public StepRequest asDryRun() {
        return new StepRequest(from, to, percent, true);
    }

    public StepRequest withPercent(int newPercent) {
        return new StepRequest(from, to, OptionalInt.of(newPercent), dryRun);
    }
}
