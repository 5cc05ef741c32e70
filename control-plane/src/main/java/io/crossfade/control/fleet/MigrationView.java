package io.crossfade.control.fleet;

import io.crossfade.control.store.JobState;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Transition;
import java.util.List;
import java.util.Optional;

/**
 * All there is to say of a migration at a moment.
 *
 * @param next the step that advance would take, in words; empty at the end
 * @param against why that step may not be taken now; empty if it may, or if there is none
 * @param epoch the database's
 * @param flip the last step, if somebody hasn't acknowledged it yet
 * @param ledger what comparing reads has found
 */
public record MigrationView(
        MigrationState state,
        JobState job,
        boolean sourceStale,
        long epoch,
        Optional<String> next,
        List<String> against,
        Optional<Flips.Waiting> flip,
        List<InstanceView> instances,
        List<Departure> departures,
        List<Transition> history,
        Ledger ledger) {}
