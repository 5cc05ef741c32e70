package io.crossfade.control.store;

import io.crossfade.migration.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A step back that has been decided and is taken as soon as the database has been made ready for it.
 *
 * @param to the phase
 * @param percent of the transactions that read the target from then on
 * @param cancels whether it leads out of the first phase
 * @param patience with its acknowledgement; null for the usual
 */
public record PendingStep(
        Phase to, int percent, boolean cancels, @Nullable Patience patience) {}
