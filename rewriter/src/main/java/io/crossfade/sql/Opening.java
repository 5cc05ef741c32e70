package io.crossfade.sql;

/** What the first tokens of a value announce. */
enum Opening {
    COLUMN,
    LITERAL,
    PARAMETER,
    CALL,
    QUERY,
    PARENTHESES,
    DEFAULT,
    CASE,
    CAST,
    ARRAY,
    EXISTS,
    ROW,
    QUANTIFIER,
    VALUE_FUNCTION,
    SPECIAL_CALL,
    JDBC_ESCAPE,
    VARIABLE,
    /** Here and below only in MySQL. */
    INTERVAL,
    MATCH,
    CONVERT,
    COLUMN_DEFAULT,
    INSERTED_VALUE,
    SEQUENCE,
    /** No value starts here. */
    NOTHING
}
