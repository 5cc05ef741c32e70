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
    ( <PG_DOT> part = Label() { name.add(part); } )*
    { call = new CallParts(name); }
    <PG_LPAREN>
    (
        LOOKAHEAD({ atOperator("*") }) <PG_OPERATOR> { call.star(); }
    |
        LOOKAHEAD({ !atKind(PG_RPAREN) })
        [ LOOKAHEAD({ at("DISTINCT") || at("ALL") }) AnyWord() ]
        Arguments(call.arguments())
        [ LOOKAHEAD({ at("ORDER") }) OrderByClause(call.orderBy()) ]
    |
        {}
    )
    <PG_RPAREN>
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
        LOOKAHEAD({ at("WITHIN") && at(2, "GROUP") })
        Word("WITHIN") Word("GROUP") <PG_LPAREN> OrderByClause(call.orderBy()) <PG_RPAREN>
    ]
    [
        LOOKAHEAD({ at("FILTER") && atKind(2, PG_LPAREN) })
        Word("FILTER") <PG_LPAREN> Word("WHERE") filter = ValueExpression() <PG_RPAREN> { call.filter(filter); }
    ]
    [ LOOKAHEAD({ at("OVER") }) Word("OVER") window = WindowReference() { call.over(window); } ]
}

void Arguments(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = Argument() { arguments.add(argument); }
    ( <PG_COMMA> argument = Argument() { arguments.add(argument); } )*
}

/** Positional, named and variadic arguments, 4.3 and 36.5.6. */
Expr Argument() :
{
    Token start = next();
    Name name;
    Expr value;
}
{
    LOOKAHEAD({ at("VARIADIC") })
    Word("VARIADIC") value = Argument()
    { return new Expr.Operation(spanFrom(start), "VARIADIC", List.of(value)); }
|
    LOOKAHEAD({ namedArgumentAhead() })
    name = Label() ( <PG_ASSIGN> | <PG_OPERATOR> ) value = ValueExpression()
    { return new Expr.NamedArgument(spanFrom(start), name, value); }
|
    value = ValueExpression() { return value; }
}

/** A window by name or in parentheses, 4.2.8. */
Expr.Window WindowReference() :
{
    Token start = next();
    Expr.Window window;
}
{
    (
        LOOKAHEAD({ atKind(PG_LPAREN) }) window = WindowDefinition()
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
    <PG_LPAREN>
    [ LOOKAHEAD({ baseWindowAhead() }) ColumnName() ]
    [ LOOKAHEAD({ at("PARTITION") }) Word("PARTITION") Word("BY") ExpressionList(partitionBy) ]
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    [ LOOKAHEAD({ at("RANGE") || at("ROWS") || at("GROUPS") }) AnyWord() Frame(bounds) ]
    <PG_RPAREN>
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
        LOOKAHEAD({ call.is("collation") })
        Word("FOR") argument = Parentheses() { call.arguments().add(argument); }
    |
        <PG_LPAREN>
        (
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
        <PG_RPAREN>
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
    Word("IN") argument = Operators(Precedence.OTHER) { arguments.add(argument); }
}

/** NORMALIZE, 9.4. */
void Normalize(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = ValueExpression() { arguments.add(argument); }
    [ <PG_COMMA> OneOf("NFC", "NFD", "NFKC", "NFKD") ]
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
        LOOKAHEAD({ !atKind(PG_RPAREN) })
        argument = Argument() { arguments.add(argument); }
        (
            LOOKAHEAD({ !atKind(PG_RPAREN) })
            ( <PG_COMMA> | OneOf("FROM", "FOR", "PLACING", "SIMILAR", "ESCAPE") )
            argument = Argument() { arguments.add(argument); }
        )*
    ]
}
