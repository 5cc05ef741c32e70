/** Function calls, 4.2.6; aggregates, 4.2.7; window functions, 4.2.8. */
Expr Call() :
{
    Token start = next();
    CallParts call;
    List<Name> name = new ArrayList<Name>();
    Name part;
}
{
    part = Label() { name.add(part); }
    ( <T_DOT> part = Label() { name.add(part); } )*
    { call = new CallParts(name); }
    <T_LPAREN>
    (
        LOOKAHEAD({ atOperator("*") }) <T_OPERATOR> { call.star(); }
    |
        LOOKAHEAD({ !atKind(T_RPAREN) })
        [ LOOKAHEAD({ at("DISTINCT") || at("ALL") && !(mysql() && atKind(2, T_LPAREN)) }) AnyWord() ]
        Arguments(call.arguments())
        [ LOOKAHEAD({ at("ORDER") }) OrderByClause(call.orderBy()) ]
        [ LOOKAHEAD({ mysql() && at("SEPARATOR") }) Word("SEPARATOR") String() ]
        [ LOOKAHEAD({ mariadb() && at("LIMIT") }) MySqlLimit(call.arguments()) ]
    |
        {}
    )
    <T_RPAREN>
    CallSuffix(call)
    { return call.at(spanFrom(start)); }
}

/** WITHIN GROUP and FILTER, 4.2.7; OVER, 4.2.8. */
void CallSuffix(CallParts call) :
{
    Expr filter;
    Expr.Window window;
}
{
    [
        LOOKAHEAD({ at("WITHIN") && at(2, "GROUP") && (!mysql() || mariadb()) })
        Word("WITHIN") Word("GROUP") <T_LPAREN> OrderByClause(call.orderBy()) <T_RPAREN>
    ]
    [
        LOOKAHEAD({ at("FILTER") && atKind(2, T_LPAREN) && !mysql() })
        Word("FILTER") <T_LPAREN> Word("WHERE") filter = ValueExpression() <T_RPAREN> { call.filter(filter); }
    ]
    [ LOOKAHEAD({ mysql() && at("FROM") && (at(2, "FIRST") || at(2, "LAST")) && (atNulls(3) || at(3, "OVER")) }) AnyWord() AnyWord() ]
    [ LOOKAHEAD({ mysql() && atNulls(1) }) AnyWord() AnyWord() ]
    [ LOOKAHEAD({ at("OVER") }) Word("OVER") window = WindowReference() { call.over(window); } ]
}

void Arguments(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = Argument() { arguments.add(argument); }
    ( <T_COMMA> argument = Argument() { arguments.add(argument); } )*
}

/** Positional, named and variadic arguments, 4.3 and 36.5.6; with a label, MySQL 15.7.4.1. */
Expr Argument() :
{
    Token start = next();
    Name name;
    Expr value;
}
{
    LOOKAHEAD({ !mysql() && at("VARIADIC") })
    Word("VARIADIC") value = Argument()
    { return new Expr.Operation(spanFrom(start), "VARIADIC", List.of(value)); }
|
    LOOKAHEAD({ !mysql() && namedArgumentAhead() })
    name = Label() ( <T_ASSIGN> | <T_OPERATOR> ) value = ValueExpression()
    { return new Expr.NamedArgument(spanFrom(start), name, value); }
|
    value = ValueExpression() [ LOOKAHEAD({ mysql() && argumentLabelAhead() }) [ LOOKAHEAD({ at("AS") }) Word("AS") ] MySqlLabel() ]
    { return value; }
}

/** A window by name or in parentheses, 4.2.8. */
Expr.Window WindowReference() :
{
    Token start = next();
    Expr.Window window;
}
{
    (
        LOOKAHEAD({ atKind(T_LPAREN) }) window = WindowDefinition()
    |
        ColumnName() { window = new Expr.Window(spanFrom(start), List.of(), List.of(), List.of()); }
    )
    { return window; }
}

/** Window definitions, 4.2.8. */
Expr.Window WindowDefinition() :
{
    Token start = next();
    List<Expr> partitionBy = new ArrayList<Expr>();
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> bounds = new ArrayList<Expr>();
}
{
    <T_LPAREN>
    [ LOOKAHEAD({ baseWindowAhead() }) ColumnName() ]
    [ LOOKAHEAD({ at("PARTITION") }) Word("PARTITION") Word("BY") ExpressionList(partitionBy) ]
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    [ LOOKAHEAD({ at("RANGE") || at("ROWS") || at("GROUPS") }) AnyWord() Frame(bounds) ]
    <T_RPAREN>
    { return new Expr.Window(spanFrom(start), partitionBy, orderBy, bounds); }
}

/** Frame clauses, 4.2.8. */
void Frame(List<Expr> bounds) :
{}
{
    (
        LOOKAHEAD({ at("BETWEEN") }) Word("BETWEEN") FrameBound(bounds) Word("AND") FrameBound(bounds)
    |
        FrameBound(bounds)
    )
    [ LOOKAHEAD({ at("EXCLUDE") }) Word("EXCLUDE") FrameExclusion() ]
}

void FrameBound(List<Expr> bounds) :
{
    Expr bound;
}
{
    LOOKAHEAD({ at("UNBOUNDED") && (at(2, "PRECEDING") || at(2, "FOLLOWING")) }) AnyWord() AnyWord()
|
    LOOKAHEAD({ at("CURRENT") && at(2, "ROW") }) AnyWord() AnyWord()
|
    bound = Operators(Precedence.NOT) { bounds.add(bound); } OneOf("PRECEDING", "FOLLOWING")
}

void FrameExclusion() :
{}
{
    LOOKAHEAD({ at("CURRENT") }) Word("CURRENT") Word("ROW")
|
    LOOKAHEAD({ at("NO") }) Word("NO") Word("OTHERS")
|
    OneOf("GROUP", "TIES")
}

/** Functions without parentheses, 9.9.5 and 9.27.1; times may have a precision. */
Expr ValueFunction() :
{
    Token start = next();
    Name name;
}
{
    name = Label() Modifiers()
    { return new CallParts(List.of(name)).at(spanFrom(start)); }
}

/** Functions with a syntax of their own. */
Expr SpecialCall() :
{
    Token start = next();
    CallParts call;
    Name name;
    Expr argument;
}
{
    name = Label() { call = new CallParts(List.of(name)); }
    (
        LOOKAHEAD({ !mysql() && call.is("collation") })
        Word("FOR") argument = Parentheses() { call.arguments().add(argument); }
    |
        <T_LPAREN>
        (
            LOOKAHEAD({ mysql() && MySqlFunctions.hasSyntax(call) }) MySqlArguments(call)
        |
            LOOKAHEAD({ call.is("extract") }) Extract(call.arguments())
        |
            LOOKAHEAD({ call.is("position") }) Position(call.arguments())
        |
            LOOKAHEAD({ call.is("normalize") }) Normalize(call.arguments())
        |
            LOOKAHEAD({ call.startsWith("xml") }) XmlArguments(call)
        |
            LOOKAHEAD({ call.startsWith("json") }) JsonArguments(call)
        |
            WordSeparated(call.arguments())
        )
        <T_RPAREN>
    )
    CallSuffix(call)
    { return call.at(spanFrom(start)); }
}

/** EXTRACT, 9.9.1. */
void Extract(List<Expr> arguments) :
{
    Expr argument;
}
{
    ( LOOKAHEAD({ stringAhead(1) }) String() | Label() )
    Word("FROM") argument = ValueExpression() { arguments.add(argument); }
}

/** POSITION, 9.4. */
void Position(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = Operators(Precedence.OTHER) { arguments.add(argument); }
    Word("IN")
    argument = Operators(mysql() ? Precedence.OR : Precedence.OTHER) { arguments.add(argument); }
}

/** NORMALIZE, 9.4. */
void Normalize(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = ValueExpression() { arguments.add(argument); }
    [ <T_COMMA> OneOf("NFC", "NFD", "NFKC", "NFKD") ]
}

/** SUBSTRING, OVERLAY and TRIM, 9.4. */
void WordSeparated(List<Expr> arguments) :
{
    Expr argument;
}
{
    [ LOOKAHEAD({ at("BOTH") || at("LEADING") || at("TRAILING") }) AnyWord() ]
    [ LOOKAHEAD({ at("FROM") }) Word("FROM") ]
    [
        LOOKAHEAD({ !atKind(T_RPAREN) })
        argument = Argument() { arguments.add(argument); }
        (
            LOOKAHEAD({ !atKind(T_RPAREN) })
            ( <T_COMMA> | OneOf("FROM", "FOR", "PLACING", "SIMILAR", "ESCAPE") )
            argument = Argument() { arguments.add(argument); }
        )*
    ]
}
