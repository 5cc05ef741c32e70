package io.crossfade.control.fleet;

import io.crossfade.control.store.OnLimit;
import io.crossfade.control.store.Patience;
import io.crossfade.migration.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator asks for. One request takes one step at most.
 *
 * @param from the phase the operator believes the migration to be in; if it isn't, the step is refused
 * @param to where the operator wants to arrive, maybe steps later; empty for the next phase
 * @param percent how many of 100 transactions are to read the target from then on
 * @param limit how long it may wait to be acknowledged; empty for the database's usual
 * @param onLimit what happens then; empty for the usual
 * @param dryRun only say what would happen
 */
public record StepRequest(
        Optional<Phase> from,
        Optional<Phase> to,
        OptionalInt percent,
        Optional<Duration> limit,
        Optional<OnLimit> onLimit,
        boolean dryRun) {

    public static StepRequest next() {
        return new StepRequest(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), false);
    }

    public static StepRequest to(Phase phase) {
        return new StepRequest(
                Optional.empty(), Optional.of(phase), OptionalInt.empty(), Optional.empty(), Optional.empty(), false);
    }

    public StepRequest asDryRun() {
        return new StepRequest(from, to, percent, limit, onLimit, true);
    }

    public StepRequest withPercent(int newPercent) {
        return new StepRequest(from, to, OptionalInt.of(newPercent), limit, onLimit, dryRun);
    }

    public StepRequest withLimit(Duration newLimit, OnLimit then) {
        return new StepRequest(from, to, percent, Optional.of(newLimit), Optional.of(then), dryRun);
    }

    Patience patience(Patience usual) {
        return new Patience(limit.map(Duration::toMillis).orElse(usual.limitMillis()), onLimit.orElse(usual.onLimit()));
    }
}
