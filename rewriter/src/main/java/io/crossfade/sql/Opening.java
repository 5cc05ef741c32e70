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
    /** No value starts here. */
    NOTHING
}
