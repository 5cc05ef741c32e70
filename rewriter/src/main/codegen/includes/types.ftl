/** Type names with modifiers and array bounds, 8 and 4.2.9. */
io.crossfade.sql.Span TypeReference() :
{
    Token start = next();
}
{
    [ LOOKAHEAD({ at("SETOF") }) Word("SETOF") ]
    SimpleType()
    [ LOOKAHEAD({ at("ARRAY") }) Word("ARRAY") ]
    ( LOOKAHEAD({ atKind(PG_LBRACKET) }) <PG_LBRACKET> [ <PG_NUMBER> ] <PG_RBRACKET> )*
    { return spanFrom(start); }
}

void SimpleType() :
{}
{
    LOOKAHEAD({ at("INTERVAL") }) Word("INTERVAL") Modifiers() IntervalFields()
|
    LOOKAHEAD({ at("TIME") || at("TIMESTAMP") })
    AnyWord() Modifiers()
    [ LOOKAHEAD({ (at("WITH") || at("WITHOUT")) && at(2, "TIME") }) AnyWord() Word("TIME") Word("ZONE") ]
|
    LOOKAHEAD({ at("DOUBLE") && at(2, "PRECISION") }) Word("DOUBLE") Word("PRECISION")
|
    LOOKAHEAD({ at("NATIONAL") || at("CHARACTER") || at("CHAR") || at("NCHAR") || at("BIT") })
    [ LOOKAHEAD({ at("NATIONAL") }) Word("NATIONAL") ]
    AnyWord()
    [ LOOKAHEAD({ at("VARYING") }) Word("VARYING") ]
    Modifiers()
|
    FunctionOrTypeName() ( LOOKAHEAD({ atKind(PG_DOT) }) <PG_DOT> Label() )* Modifiers()
}

/** YEAR TO MONTH and the like, 8.5.4. */
void IntervalFields() :
{}
{
    [
        LOOKAHEAD({ intervalFieldAhead() })
        AnyWord() Modifiers()
        [ LOOKAHEAD({ at("TO") }) Word("TO") AnyWord() Modifiers() ]
    ]
}

/** Precision, length and what else stands behind a type in parentheses. */
void Modifiers() :
{}
{
    [ LOOKAHEAD({ atKind(PG_LPAREN) }) Balanced() ]
}
