/** JSON constructors and queries, 9.16. */
void JsonArguments(CallParts call) :
{
    Token start = next();
    Statement.Query query;
}
{
    (
        LOOKAHEAD({ queryStartAhead(1) }) query = QueryExpression()
        { call.arguments().add(new Expr.Subquery(spanFrom(start), Expr.Subquery.Kind.PLAIN, query)); }
    |
        LOOKAHEAD({ !atKind(T_RPAREN) && !jsonClauseAhead() })
        JsonArgument(call.arguments()) ( <T_COMMA> JsonArgument(call.arguments()) )*
    |
        {}
    )
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(call.orderBy()) ]
    ( LOOKAHEAD({ jsonClauseAhead() }) JsonClause(call.arguments()) )*
}

/** A value, or a key and a value, 9.16.1. */
void JsonArgument(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = Argument() { arguments.add(argument); }
    [ LOOKAHEAD({ jsonFormatAhead() }) JsonFormat() ]
    [
        LOOKAHEAD({ atKind(T_COLON) || at("VALUE") })
        ( <T_COLON> | Word("VALUE") )
        argument = ValueExpression() { arguments.add(argument); }
        [ LOOKAHEAD({ jsonFormatAhead() }) JsonFormat() ]
    ]
}

void JsonFormat() :
{}
{
    Word("FORMAT") Word("JSON") [ LOOKAHEAD({ at("ENCODING") }) Word("ENCODING") Label() ]
}

/** What follows the arguments, 9.16.1 and 9.16.3. */
void JsonClause(List<Expr> arguments) :
{
    Expr argument;
}
{
    LOOKAHEAD({ at("PASSING") })
    Word("PASSING") JsonPassing(arguments) ( LOOKAHEAD({ atKind(T_COMMA) }) <T_COMMA> JsonPassing(arguments) )*
|
    LOOKAHEAD({ at("RETURNING") }) Word("RETURNING") TypeReference() [ LOOKAHEAD({ jsonFormatAhead() }) JsonFormat() ]
|
    LOOKAHEAD({ at("FORMAT") }) JsonFormat()
|
    LOOKAHEAD({ at("DEFAULT") })
    Word("DEFAULT") argument = ValueExpression() { arguments.add(argument); } Word("ON") OneOf("EMPTY", "ERROR")
|
    LOOKAHEAD({ at(2, "UNIQUE") }) UniqueKeys()
|
    LOOKAHEAD({ at("WITH") || at("WITHOUT") })
    AnyWord()
    [ LOOKAHEAD({ at("CONDITIONAL") || at("UNCONDITIONAL") }) AnyWord() ]
    [ LOOKAHEAD({ at("ARRAY") }) Word("ARRAY") ]
    Word("WRAPPER")
|
    LOOKAHEAD({ at("KEEP") || at("OMIT") })
    AnyWord() Word("QUOTES") [ LOOKAHEAD({ at("ON") }) Word("ON") Word("SCALAR") Word("STRING") ]
|
    OneOf("NULL", "ABSENT", "ERROR", "EMPTY", "TRUE", "FALSE", "UNKNOWN")
    [ LOOKAHEAD({ at("ARRAY") || at("OBJECT") }) AnyWord() ]
    Word("ON") OneOf("NULL", "EMPTY", "ERROR")
}

void JsonPassing(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = ValueExpression() { arguments.add(argument); }
    [ LOOKAHEAD({ jsonFormatAhead() }) JsonFormat() ]
    Word("AS") Label()
}

void UniqueKeys() :
{}
{
    AnyWord() Word("UNIQUE") [ LOOKAHEAD({ at("KEYS") }) Word("KEYS") ]
}

/** JSON_TABLE, 9.16.4. */
Expr JsonTable(List<Name> columns) :
{
    Token start = next();
    CallParts call;
    Name name;
    Expr argument;
}
{
    name = Label() { call = new CallParts(List.of(name)); }
    <T_LPAREN>
    argument = ValueExpression() { call.arguments().add(argument); } [ LOOKAHEAD({ jsonFormatAhead() }) JsonFormat() ]
    <T_COMMA> argument = ValueExpression() { call.arguments().add(argument); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") Label() ]
    ( LOOKAHEAD({ !at("COLUMNS") }) JsonClause(call.arguments()) )*
    JsonColumns(call.arguments(), columns)
    ( LOOKAHEAD({ !atKind(T_RPAREN) }) JsonClause(call.arguments()) )*
    <T_RPAREN>
    { return call.at(spanFrom(start)); }
}

void JsonColumns(List<Expr> arguments, List<Name> columns) :
{}
{
    Word("COLUMNS") <T_LPAREN> JsonColumn(arguments, columns) ( <T_COMMA> JsonColumn(arguments, columns) )* <T_RPAREN>
}

void JsonColumn(List<Expr> arguments, List<Name> columns) :
{
    Name column;
}
{
    LOOKAHEAD({ at("NESTED") && (at(2, "PATH") || stringAhead(2)) })
    Word("NESTED") [ LOOKAHEAD({ at("PATH") }) Word("PATH") ] String()
    [ LOOKAHEAD({ at("AS") }) Word("AS") Label() ]
    JsonColumns(arguments, columns)
|
    column = ColumnName() { columns.add(column); }
    (
        LOOKAHEAD({ at("FOR") }) Word("FOR") Word("ORDINALITY")
    |
        ( LOOKAHEAD({ mysql() }) MySqlType() | TypeReference() )
        [ LOOKAHEAD({ at("EXISTS") }) Word("EXISTS") ]
        (
            LOOKAHEAD({ !atKind(T_COMMA) && !atKind(T_RPAREN) })
            ( LOOKAHEAD({ at("PATH") }) Word("PATH") String() | JsonClause(arguments) )
        )*
    )
}

/** XML functions, 9.15.1. */
void XmlArguments(CallParts call) :
{}
{
    XmlArgument(call) ( <T_COMMA> XmlArgument(call) )*
}

void XmlArgument(CallParts call) :
{}
{
    LOOKAHEAD({ at("NAME") && labelAhead(2) && call.is("xmlelement", "xmlpi") }) Word("NAME") Label()
|
    LOOKAHEAD({ at("XMLATTRIBUTES") }) Word("XMLATTRIBUTES") <T_LPAREN> XmlArguments(call) <T_RPAREN>
|
    LOOKAHEAD({ at("VERSION") && at(2, "NO") && call.is("xmlroot") }) Word("VERSION") Word("NO") Word("VALUE")
|
    LOOKAHEAD({ at("STANDALONE") && call.is("xmlroot") })
    Word("STANDALONE") OneOf("YES", "NO") [ LOOKAHEAD({ at("VALUE") }) Word("VALUE") ]
|
    XmlValue(call)
}

void XmlValue(CallParts call) :
{
    Expr value;
}
{
    [ LOOKAHEAD({ at("VERSION") && call.is("xmlroot") }) Word("VERSION") ]
    [ LOOKAHEAD({ call.is("xmlparse", "xmlserialize") }) OneOf("DOCUMENT", "CONTENT") ]
    value = ValueExpression() { call.arguments().add(value); }
    [ LOOKAHEAD({ at("PASSING") }) XmlPassing(call.arguments()) ]
    (
        LOOKAHEAD({ at("AS") && call.is("xmlserialize") })
        Word("AS") TypeReference() [ LOOKAHEAD({ at("NO") }) Word("NO") ] [ LOOKAHEAD({ at("INDENT") }) Word("INDENT") ]
    |
        LOOKAHEAD({ at("AS") }) Word("AS") Label()
    |
        {}
    )
    [ LOOKAHEAD({ at("PRESERVE") || at("STRIP") }) AnyWord() Word("WHITESPACE") ]
}

void XmlPassing(List<Expr> arguments) :
{
    Expr argument;
}
{
    Word("PASSING") PassingMechanism()
    argument = Operand() { arguments.add(argument); }
    PassingMechanism()
}

void PassingMechanism() :
{}
{
    [ LOOKAHEAD({ at("BY") }) Word("BY") OneOf("REF", "VALUE") ]
}

/** XMLTABLE, 9.15.3.3. */
Expr XmlTable(List<Name> columns) :
{
    Token start = next();
    CallParts call;
    Name name;
    Expr argument;
}
{
    name = Label() { call = new CallParts(List.of(name)); }
    <T_LPAREN>
    [
        LOOKAHEAD({ at("XMLNAMESPACES") })
        Word("XMLNAMESPACES") <T_LPAREN>
        XmlNamespace(call) ( <T_COMMA> XmlNamespace(call) )*
        <T_RPAREN> <T_COMMA>
    ]
    argument = ValueExpression() { call.arguments().add(argument); }
    XmlPassing(call.arguments())
    Word("COLUMNS") XmlColumn(call.arguments(), columns) ( <T_COMMA> XmlColumn(call.arguments(), columns) )*
    <T_RPAREN>
    { return call.at(spanFrom(start)); }
}

void XmlNamespace(CallParts call) :
{
    Expr uri;
}
{
    [ LOOKAHEAD({ at("DEFAULT") }) Word("DEFAULT") ]
    uri = Operators(Precedence.COMPARISON) { call.arguments().add(uri); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") Label() ]
}

void XmlColumn(List<Expr> arguments, List<Name> columns) :
{
    Name column;
    Expr argument;
}
{
    column = ColumnName() { columns.add(column); }
    (
        LOOKAHEAD({ at("FOR") }) Word("FOR") Word("ORDINALITY")
    |
        TypeReference()
        (
            LOOKAHEAD({ at("PATH") || at("DEFAULT") || at("NOT") || at("NULL") })
            (
                LOOKAHEAD({ at("PATH") || at("DEFAULT") })
                AnyWord() argument = Operators(Precedence.COMPARISON) { arguments.add(argument); }
            |
                [ LOOKAHEAD({ at("NOT") }) Word("NOT") ] Word("NULL")
            )
        )*
    )
}
