package io.crossfade.migration;

import java.util.List;
import java.util.Optional;

/**
 * A migration as somebody wrote it down, before it has been held against a database.
 *
 * @param name lower-case letters, digits and {@code -}; at most 60 characters
 * @param database the logical database
 * @param schema the table's schema; empty if the database's search path is to find it
 * @param table the table's name as the catalog lists it
 * @param renames at least one
 */
public record MigrationDefinition(
        String name, String database, Optional<String> schema, String table, List<RenamedColumn> renames) {

    public MigrationDefinition {
        renames = List.copyOf(renames);
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw new MigrationException("'" + name
                    + "' can't name a migration: use lower-case letters, digits and '-', at most 60 characters");
        }
        if (renames.isEmpty()) {
            throw new MigrationException(
                    "migration '" + name + "' changes nothing: give it 'rename', or 'add' and" + " 'retire'");
        }
    }

    /** A column's name before and after. */
    public record RenamedColumn(String source, String target) {

        public RenamedColumn {
            if (source.equals(target)) {
                throw new MigrationException("column '" + source + "' is renamed to itself");
            }
        }
    }
}
