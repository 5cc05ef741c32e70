package io.crossfade.rewrite;

/**
 * How a database is asked what the columns of a statement's rows are to the application.
 *
 * @param sql a text that gives rows with the same columns, to be prepared and never run
 * @param columnsOnly whether the answer holds only for what is a table's column, and not for expressions
 */
public record RowDescription(String sql, boolean columnsOnly) {}
