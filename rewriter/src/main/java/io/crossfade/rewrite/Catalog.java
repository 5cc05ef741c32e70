package io.crossfade.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the planner needs to know of a database's relations. Implementations are safe for use by several threads. */
public interface Catalog {

    /**
     * A relation by the names of the catalog.
     *
     * @return empty if there is no such relation
     */
    Optional<Relation> relation(String schema, String name);

    /** Whether names of schemas and tables mean the same in upper and lower case, as MySQL can be told. */
    default boolean foldsTableNames() {
        return false;
    }

    /**
     * A table, a view or another relation with columns.
     *
     * @param schema the schema it is in
     * @param columns by their place in the relation, dropped ones left out
     * @param uniqueConstraints the names of the columns of each unique or primary key constraint, by its name
     */
    record Relation(String schema, String name, List<Column> columns, Map<String, List<String>> uniqueConstraints) {

        public Relation {
            columns = List.copyOf(columns);
            uniqueConstraints = Map.copyOf(uniqueConstraints);
        }

        public Optional<Column> column(String columnName) {
            return columns.stream()
                    .filter(column -> column.name().equals(columnName))
                    .findFirst();
        }
    }

    /** How the database makes a column's values itself. */
    enum Generation {
        NONE,
        /** An identity or auto-increment column, which takes a given value as well. */
        IDENTITY,
        /** An identity column that takes given values only where the statement insists. */
        IDENTITY_ALWAYS,
        /** Computed from other columns. */
        COMPUTED
    }

    /**
     * A column.
     *
     * @param name as stored
     * @param type as the database writes it, without length or precision
     * @param ordinal its place as the catalog counts it; unique in the relation, with gaps
     * @param fullType as DDL spells it, with length and precision
     * @param collation as DDL spells it; empty for the type's own
     * @param defaultValue the expression for values that aren't given; empty for none
     */
    record Column(
            String name,
            String type,
            int ordinal,
            String fullType,
            Optional<String> collation,
            Optional<String> defaultValue,
            boolean nullable,
            Generation generation) {

        /** A nullable column without a default, of a type without length and precision. */
        public Column(String name, String type, int ordinal) {
            this(name, type, ordinal, type, Optional.empty(), Optional.empty(), true, Generation.NONE);
        }
    }
}
