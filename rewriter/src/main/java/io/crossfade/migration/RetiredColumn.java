package io.crossfade.migration;

import java.util.Optional;

/**
 * A column that the source has and the target doesn't.
 *
 * @param column its name in the database, which is also what code written for the source calls it
 * @param type as DDL spells it, with length and precision
 * @param collation as DDL spells it; empty for the type's own
 * @param down its value, an expression over the columns of the target by their names in the database
 * @param defaultValue what the database put, when the migration began, where a statement gave no value; empty for NULL
 * @param nullable whether the source accepts NULL
 * @param ordinal its place in the table when the migration began, as for a rename
 */
public record RetiredColumn(
        String column,
        String type,
        Optional<String> collation,
        String down,
        Optional<String> defaultValue,
        boolean nullable,
        int ordinal) {

    public RetiredColumn {
        if (ordinal < 1) {
            throw new MigrationException("column '" + column + "' has no place in its table: ordinal " + ordinal);
        }
    }
}
