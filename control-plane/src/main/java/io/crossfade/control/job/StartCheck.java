package io.crossfade.control.job;

import io.crossfade.control.store.Facts;
import io.crossfade.migration.Migration;
import java.util.List;

/**
 * A definition that was held against its database and found good.
 *
 * @param migration as it would begin
 * @param facts of the source as it is
 * @param notes what the operator should know before starting
 */
public record StartCheck(Migration migration, Facts facts, List<String> notes) {

    public StartCheck {
        notes = List.copyOf(notes);
    }
}
