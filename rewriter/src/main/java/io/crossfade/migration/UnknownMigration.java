package io.crossfade.migration;

import java.util.List;
import java.util.Optional;

/**
 * A migration of which this version understands the name and the tables alone: a later version has a phase, a mapping or a
 * key of it that this one doesn't know. Nothing may be done with its tables.
 *
 * @param tables all that it concerns
 * @param what isn't understood, with its place
 * @param version of whoever has written it; empty if he doesn't say
 */
public record UnknownMigration(String name, List<TableId> tables, String what, Optional<String> version) {

    public UnknownMigration {
        tables = List.copyOf(tables);
    }
}
