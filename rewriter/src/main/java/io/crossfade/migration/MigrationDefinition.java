package io.crossfade.migration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A migration as somebody wrote it down, before it has been held against a database.
 *
 * @param name lower-case letters, digits and {@code -}; at most 60 characters
 * @param database the logical database
 * @param schema the table's schema; empty if the database's search path is to find it
 * @param table the table's name as the catalog lists it
 * @param renames columns that only change their name
 * @param added other columns that the target has and the source doesn't
 * @param retired other columns that the source has and the target doesn't
 * @param lossy whether values may get lost on the way to the target and back
 * @param unaffected what the database's catalog has only a text of, and whose text somebody has read: it doesn't depend on
 *     the source
 * @param triggers whether triggers are to keep both sides in step for sessions that aren't Crossfade's
 */
public record MigrationDefinition(
        String name,
        String database,
        Optional<String> schema,
        String table,
        List<RenamedColumn> renames,
        List<Added> added,
        List<Retired> retired,
        boolean lossy,
        List<String> unaffected,
        boolean triggers) {

    public MigrationDefinition {
        renames = List.copyOf(renames);
        added = List.copyOf(added);
        retired = List.copyOf(retired);
        unaffected = List.copyOf(unaffected);
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw new MigrationException("'" + name
                    + "' can't name a migration: use lower-case letters, digits and '-', at most 60 characters");
        }
        if (renames.isEmpty() && added.isEmpty() && retired.isEmpty()) {
            throw new MigrationException(
                    "migration '" + name
                            + "' changes nothing: give it 'rename', 'change', 'split', 'merge', 'remove', or 'add' and 'retire'");
        }
        Set<String> named = new HashSet<>();
        Stream.of(
                        renames.stream().flatMap(rename -> Stream.of(rename.source(), rename.target())),
                        added.stream().map(Added::column),
                        retired.stream().map(Retired::column))
                .flatMap(names -> names)
                .forEach(column -> {
                    if (!named.add(column)) {
                        throw new MigrationException("migration '" + name + "' names column '" + column + "' twice");
                    }
                });
    }

    /** Without triggers. */
    public MigrationDefinition(
            String name,
            String database,
            Optional<String> schema,
            String table,
            List<RenamedColumn> renames,
            List<Added> added,
            List<Retired> retired,
            boolean lossy,
            List<String> unaffected) {
        this(name, database, schema, table, renames, added, retired, lossy, unaffected, false);
    }

    /** A migration that only renames. */
    public static MigrationDefinition renaming(
            String name, String database, Optional<String> schema, String table, List<RenamedColumn> renames) {
        return new MigrationDefinition(name, database, schema, table, renames, List.of(), List.of(), false, List.of());
    }

    /** A column's name before and after. */
    public record RenamedColumn(String source, String target) {

        public RenamedColumn {
            if (source.equals(target)) {
                throw new MigrationException("column '" + source + "' is renamed to itself");
            }
        }
    }

    /**
     * An SQL expression as written.
     *
     * @param place the document and the place in it, for messages
     */
    public record Expression(String text, String place) {}

    /** How a column gets its value. */
    public sealed interface Source {

        /** By an expression over columns of the other shape. */
        record Computed(Expression expression) implements Source {}

        /** By a cast of one column of the other shape to this column's type. */
        record CastOf(String column, String place) implements Source {}
    }

    /**
     * A column of the target.
     *
     * @param column its name in the database
     * @param name what code written for the target calls it
     * @param type as DDL spells it
     * @param up its value for rows of the source's shape; empty if it only has a default
     * @param nullable empty where it follows from the column that it replaces, otherwise to be taken for nullable
     * @param place where it is defined, for messages
     */
    public record Added(
            String column,
            String name,
            String type,
            Optional<String> collation,
            Optional<Source> up,
            Optional<Expression> defaultValue,
            Optional<Boolean> nullable,
            String place) {}

    /**
     * A column of the source.
     *
     * @param column its name in the database
     * @param down its value for rows of the target's shape
     * @param place where it is named, for messages
     */
    public record Retired(String column, Source down, String place) {}
}
