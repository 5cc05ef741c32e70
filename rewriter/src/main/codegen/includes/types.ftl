/** Type names with modifiers and array bounds, 8 and 4.2.9. */
io.crossfade.sql.Span TypeReference() :
{
    Token start = next();
}
{
    [ LOOKAHEAD({ at("SETOF") }) Word("SETOF") ]
    SimpleType()
    [ LOOKAHEAD({ at("ARRAY") }) Word("ARRAY") ]
    ( LOOKAHEAD({ atKind(T_LBRACKET) }) <T_LBRACKET> [ <T_NUMBER> ] <T_RBRACKET> )*
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
    FunctionOrTypeName() ( LOOKAHEAD({ atKind(T_DOT) }) <T_DOT> Label() )* Modifiers()
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
    [ LOOKAHEAD({ atKind(T_LPAREN) }) Balanced() ]
}

/** Types of casts, MySQL 14.10. */
io.crossfade.sql.Span MySqlCastType() :
{
    io.crossfade.sql.Span type;
}
{
    (
        LOOKAHEAD({ castTypeAhead() }) type = MySqlType()
    |
        type = NoType()
    )
    { return type; }
}

JAVACODE io.crossfade.sql.Span NoType()
{
    throw expected("a type");
}

/** Types of columns, MySQL 13. */
io.crossfade.sql.Span MySqlType() :
{
    Token start = next();
}
{
    AnyWord()
    ( LOOKAHEAD({ at("PRECISION") || at("VARYING") || at("DAY_SECOND") || at("CHAR") || at("VARCHAR") || at("CHARACTER") && !at(2, "SET") }) AnyWord() )*
    [ LOOKAHEAD({ atKind(T_LPAREN) }) Balanced() ]
    (
        LOOKAHEAD({ typeAttributeAhead() })
        (
            LOOKAHEAD({ at("CHARSET") || at(2, "SET") }) CharacterSet()
        |
            LOOKAHEAD({ at("COLLATE") }) Word("COLLATE") ( LOOKAHEAD({ stringAhead(1) }) String() | Label() )
        |
            AnyWord()
        )
    )*
    { return spanFrom(start); }
}
