package io.crossfade.control.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the catalog describes it.
 *
 * @param number {@code attnum}
 * @param type with modifiers, qualified
 * @param bareType the same without a length or precision
 * @param isNumber whether its values are numbers, so that different texts can mean the same
 * @param collation quoted and qualified; null for the type's own
 * @param generated whether it is computed from others
 * @param identity whether it is an identity
 * @param defaultExpression null if there is none
 * @param output the type's output function, quoted and qualified
 * @param settings storage, compression and statistics that were set on purpose, as {@code ALTER COLUMN} takes them
 * @param comment null if there is none
 */
record ColumnFacts(
        int number,
        String name,
        String type,
        String bareType,
        boolean isNumber,
        @Nullable String collation,
        boolean notNull,
        boolean generated,
        boolean identity,
        @Nullable String defaultExpression,
        String output,
        List<String> settings,
        @Nullable String comment) {

    /** The column's value as text, bit for bit, where {@code =} of the type may be looser: case, scale, trailing blanks. */
    String asText() {
        return exact(Quoting.name(name));
    }

    /** The same of any value of the column's type. */
    String exact(String value) {
        return "pg_catalog.textin(" + output + "(" + value + ")) COLLATE pg_catalog.\"C\"";
    }

    ColumnFacts named(String newName) {
        return new ColumnFacts(
                number,
                newName,
                type,
                bareType,
                isNumber,
                collation,
                notNull,
                generated,
                identity,
                defaultExpression,
                output,
                settings,
                comment);
    }
}
