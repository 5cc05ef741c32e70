package io.crossfade.migration;

import java.util.Optional;

/**
 * A column that the target has and the source doesn't.
 *
 * @param column its name in the database
 * @param name what code written for the target calls it; differs from {@code column} where a column changes its type
 *     and keeps its name
 * @param type as DDL spells it, with length and precision
 * @param collation as DDL spells it; empty for the type's own
 * @param up its value, an expression over the columns of the source by their names in the database; empty for a column
 *     that only has a default
 * @param defaultValue what the database puts where a statement gives no value; an expression without columns
 * @param nullable whether the target accepts NULL
 * @param ordinal its place in the target's shape, as the catalog counts columns
 */
public record AddedColumn(
        String column,
        String name,
        String type,
        Optional<String> collation,
        Optional<String> up,
        Optional<String> defaultValue,
        boolean nullable,
        int ordinal) {

    public AddedColumn {
        if (up.isEmpty() && defaultValue.isEmpty() && !nullable) {
            throw new MigrationException(
                    "column '" + column + "' is to be NOT NULL and has neither 'up' nor 'default'");
        }
        if (ordinal < 1) {
            throw new MigrationException("column '" + column + "' has no place in its table: ordinal " + ordinal);
        }
    }
}
