package io.crossfade.rewrite;

import java.util.Set;

/**
 * How a database is asked what the columns of a statement's rows are to the application.
 *
 * @param sql a text that gives rows with the same columns, to be prepared and never run
 * @param columnsOnly whether the answer holds only for what is a table's column, and not for expressions
 * @param extremes the places, from 0, of the least or greatest value of a column: they are of its type, as columns are,
 *     also where the server has lost it when the statement runs
 */
public record RowDescription(String sql, boolean columnsOnly, Set<Integer> extremes) {

    public RowDescription {
        extremes = Set.copyOf(extremes);
    }
}
