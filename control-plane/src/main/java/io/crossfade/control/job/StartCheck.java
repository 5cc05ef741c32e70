package io.crossfade.control.job;

import io.crossfade.control.store.Facts;
import io.crossfade.migration.Migration;
import java.util.List;

/**
 * A definition that was held against its database and understood.
 *
 * @param migration as it would begin
 * @param facts of the source as it is
 * @param obstacles why it can't be started as things stand, each a sentence
 * @param notes what the operator should know before starting
 */
public record StartCheck(Migration migration, Facts facts, List<String> obstacles, List<String> notes) {

    public StartCheck {
        obstacles = List.copyOf(obstacles);
        notes = List.copyOf(notes);
    }
}
