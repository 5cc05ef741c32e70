/** One expression and nothing behind it. */
Expr WholeExpression() :
{
    Expr expr;
}
{
    expr = ValueExpression() End()
    { return expr; }
}

void ExpressionList(List<Expr> expressions) :
{
    Expr expr;
}
{
    expr = ValueExpression() { expressions.add(expr); }
    ( <T_COMMA> expr = ValueExpression() { expressions.add(expr); } )*
}

/** Value expressions, 4.2; MySQL 11.5. */
Expr ValueExpression() :
{
    Expr expr;
}
{
    expr = Operators(Precedence.OR)
    { return expr; }
}

/** Operands and the operators that bind at least as tight as the given one, 4.1.6. */
Expr Operators(int lowest) :
{
    Expr left;
}
{
    left = Operand()
    ( LOOKAHEAD({ precedenceAhead() >= lowest }) left = Operation(left) )*
    { return left; }
}

/** What follows an operand and takes it in, 4.1.6. */
Expr Operation(Expr left) :
{
    int precedence = precedenceAhead();
    Expr operation;
}
{
    (
        LOOKAHEAD({ precedence == Precedence.IS }) operation = Is(left)
    |
        LOOKAHEAD({ precedence == Precedence.PREDICATE }) operation = Predicate(left)
    |
        LOOKAHEAD({ precedence == Precedence.AT }) operation = AtTimeZone(left)
    |
        LOOKAHEAD({ precedence == Precedence.COLLATE }) operation = Collate(left)
    |
        LOOKAHEAD({ mysql() && at("MEMBER") }) operation = MemberOf(left)
    |
        operation = OperatorChain(left, precedence)
    )
    { return operation; }
}

/** Operators with an operand on each side. A chain of one operator is one node, so that long ones nest nothing. */
Expr OperatorChain(Expr left, int precedence) :
{
    String operator;
    List<Expr> operands = new ArrayList<Expr>();
    Expr right;
}
{
    operator = AnyOperator() right = Operators(precedence + 1)
    { operands.add(left); operands.add(right); }
    (
        LOOKAHEAD({ (mysql() || precedence != Precedence.COMPARISON) && operatorAhead(operator) })
        AnyOperator() right = Operators(precedence + 1) { operands.add(right); }
    )*
    {
        if (!mysql() && precedence == Precedence.COMPARISON && precedenceAhead() == Precedence.COMPARISON) {
            throw expected("parentheses around one of two comparisons in a row");
        }
        return new Expr.Operation(spanFrom(left.span()), operator, operands);
    }
}

/** A symbol, AND, OR or OPERATOR(schema.symbol), 4.2.5. */
String AnyOperator() :
{
    Token start = next();
}
{
    (
        <T_OPERATOR>
    |
        LOOKAHEAD({ at("OPERATOR") })
        Word("OPERATOR") <T_LPAREN> ( LOOKAHEAD({ !atKind(T_OPERATOR) }) Label() <T_DOT> )* <T_OPERATOR> <T_RPAREN>
    |
        LOOKAHEAD({ mysql() }) OneOf("AND", "OR", "XOR", "DIV", "MOD")
    |
        OneOf("AND", "OR")
    )
    { return operatorFrom(start); }
}

/** IS and its short forms, 9.2; IS JSON, 9.16; IS DOCUMENT, 9.15.2; IS NORMALIZED, 9.4. */
Expr Is(Expr operand) :
{
    Token start = next();
    String operator;
    Expr right;
}
{
    LOOKAHEAD({ at("ISNULL") })
    Word("ISNULL") { return operation("IS NULL", operand); }
|
    LOOKAHEAD({ at("NOTNULL") })
    Word("NOTNULL") { return operation("IS NOT NULL", operand); }
|
    Word("IS") [ LOOKAHEAD({ at("NOT") }) Word("NOT") ]
    (
        LOOKAHEAD({ mysql() })
        OneOf("NULL", "TRUE", "FALSE", "UNKNOWN") { return operation(operatorFrom(start), operand); }
    |
        LOOKAHEAD({ at("DISTINCT") })
        Word("DISTINCT") Word("FROM") { operator = operatorFrom(start); }
        right = Operators(Precedence.COMPARISON)
        { return operation(operator, operand, right); }
    |
        LOOKAHEAD({ at("JSON") }) IsJson() { return operation(operatorFrom(start), operand); }
    |
        OneOf("NULL", "TRUE", "FALSE", "UNKNOWN", "DOCUMENT", "NORMALIZED", "NFC", "NFD", "NFKC", "NFKD")
        [ LOOKAHEAD({ at("NORMALIZED") }) Word("NORMALIZED") ]
        { return operation(operatorFrom(start), operand); }
    )
}

void IsJson() :
{}
{
    Word("JSON")
    [ LOOKAHEAD({ at("VALUE") || at("ARRAY") || at("OBJECT") || at("SCALAR") }) AnyWord() ]
    [ LOOKAHEAD({ (at("WITH") || at("WITHOUT")) && at(2, "UNIQUE") }) UniqueKeys() ]
}

/** BETWEEN, 9.2; LIKE and SIMILAR TO, 9.7; IN, 9.24; OVERLAPS, 9.9. */
Expr Predicate(Expr left) :
{
    Token start = next();
    Expr predicate;
}
{
    [ LOOKAHEAD({ at("NOT") }) Word("NOT") ]
    (
        LOOKAHEAD({ at("BETWEEN") }) predicate = Between(left, start)
    |
        LOOKAHEAD({ at("IN") }) predicate = In(left, start)
    |
        LOOKAHEAD({ at("OVERLAPS") }) predicate = Overlaps(left)
    |
        LOOKAHEAD({ mysql() && !at("LIKE") }) predicate = Regexp(left, start)
    |
        predicate = Like(left, start)
    )
    { return predicate; }
}

Expr Between(Expr left, Token start) :
{
    String operator;
    Expr low;
    Expr high;
}
{
    Word("BETWEEN")
    [ LOOKAHEAD({ at("SYMMETRIC") || at("ASYMMETRIC") }) AnyWord() ]
    { operator = operatorFrom(start); }
    low = Operators(mysql() ? Precedence.OTHER : Precedence.COMPARISON)
    Word("AND")
    high = Operators(mysql() ? Precedence.PREDICATE : Precedence.OTHER)
    { return operation(operator, left, low, high); }
}

Expr In(Expr left, Token start) :
{
    String operator;
    List<Expr> operands = new ArrayList<Expr>();
    Expr query;
}
{
    Word("IN") { operator = operatorFrom(start); operands.add(left); }
    (
        LOOKAHEAD({ queryAhead(1) }) query = Subquery() { operands.add(query); }
    |
        <T_LPAREN> ExpressionList(operands) <T_RPAREN>
    )
    { return new Expr.Operation(spanFrom(left.span()), operator, operands); }
}

/** REGEXP, MySQL 14.8.2; SOUNDS LIKE, MySQL 14.8. */
Expr Regexp(Expr left, Token start) :
{
    String operator;
    Expr right;
}
{
    (
        LOOKAHEAD({ at("SOUNDS") }) Word("SOUNDS") Word("LIKE")
    |
        OneOf("REGEXP", "RLIKE")
    )
    { operator = operatorFrom(start); }
    right = Operators(Precedence.OTHER)
    { return operation(operator, left, right); }
}

/** MEMBER OF, MySQL 14.17.3. */
Expr MemberOf(Expr left) :
{
    Expr array;
}
{
    Word("MEMBER") [ LOOKAHEAD({ at("OF") }) Word("OF") ] array = Parentheses()
    { return operation("MEMBER OF", left, array); }
}

Expr Overlaps(Expr left) :
{
    Expr right;
}
{
    Word("OVERLAPS") right = Operators(Precedence.OTHER)
    { return operation("OVERLAPS", left, right); }
}

Expr Like(Expr left, Token start) :
{
    String operator;
    Expr pattern;
    Expr escape;
}
{
    (
        LOOKAHEAD({ at("SIMILAR") }) Word("SIMILAR") Word("TO")
    |
        OneOf("LIKE", "ILIKE")
    )
    { operator = operatorFrom(start); }
    pattern = Operators(Precedence.OTHER)
    (
        LOOKAHEAD({ at("ESCAPE") })
        Word("ESCAPE") escape = Operators(Precedence.OTHER)
        { return operation(operator, left, pattern, escape); }
    |
        LOOKAHEAD({ atKind(T_LBRACE) && at(2, "ESCAPE") })
        <T_LBRACE> Word("ESCAPE") escape = Operators(Precedence.OTHER) <T_RBRACE>
        { return operation(operator, left, pattern, escape); }
    |
        {}
    )
    { return operation(operator, left, pattern); }
}

/** AT TIME ZONE and AT LOCAL, 9.9.4. */
Expr AtTimeZone(Expr left) :
{
    Expr zone;
}
{
    Word("AT")
    (
        LOOKAHEAD({ at("LOCAL") }) Word("LOCAL") { return operation("AT LOCAL", left); }
    |
        Word("TIME") Word("ZONE") zone = Operators(Precedence.AT + 1)
        { return operation("AT TIME ZONE", left, zone); }
    )
}

/** COLLATE, 4.2.10. */
Expr Collate(Expr left) :
{}
{
    Word("COLLATE")
    ( LOOKAHEAD({ mysql() && (stringAhead(1) || at("BINARY") || at("DEFAULT")) }) CollationName() | TableName() )
    { return new Expr.Collate(spanFrom(left.span()), left); }
}

/** A collation that no name stands for, MySQL 12.8.1. */
void CollationName() :
{}
{
    String()
|
    AnyWord()
}

/** What operators combine: with operators before it, but none behind, 4.1.6. */
Expr Operand() :
{
    Token start = next();
    Expr operand;
    String operator;
}
{
    (
        LOOKAHEAD({ at("NOT") })
        Word("NOT") operand = Operators(Precedence.NOT)
        { operand = new Expr.Operation(spanFrom(start), "NOT", List.of(operand)); }
    |
        LOOKAHEAD({ mysql() && at("BINARY") })
        Word("BINARY") operand = Operand()
        { operand = new Expr.Operation(spanFrom(start), "BINARY", List.of(operand)); }
    |
        LOOKAHEAD({ atOperator("-") || atOperator("+") || mysql() && (atOperator("!") || atOperator("~")) })
        operator = AnyOperator() operand = Operand()
        { operand = new Expr.Operation(spanFrom(start), operator, List.of(operand)); }
    |
        LOOKAHEAD({ !mysql() && precedenceAhead() == Precedence.OTHER })
        operator = AnyOperator() operand = Operators(Precedence.OTHER + 1)
        { operand = new Expr.Operation(spanFrom(start), operator, List.of(operand)); }
    |
        operand = Suffixed()
    )
    { return operand; }
}

/** Casts, subscripts and fields behind a value, 4.2.3, 4.2.4, 4.2.9. */
Expr Suffixed() :
{
    Expr expr;
}
{
    expr = Primary()
    (
        LOOKAHEAD({ suffixAhead() })
        (
            LOOKAHEAD({ mysql() }) expr = JsonArrow(expr)
        |
            expr = CastSuffix(expr)
        |
            expr = SubscriptSuffix(expr)
        |
            expr = FieldSuffix(expr)
        )
    )*
    { return expr; }
}

/** x->'$.a' and x->>'$.a', MySQL 14.17.3. */
Expr JsonArrow(Expr document) :
{
    String operator;
    Expr path;
}
{
    operator = AnyOperator() path = Primary()
    { return operation(operator, document, path); }
}

/** x::type, 4.2.9. */
Expr CastSuffix(Expr operand) :
{
    io.crossfade.sql.Span type;
}
{
    <T_CAST> type = TypeReference()
    { return new Expr.Cast(spanFrom(operand.span()), operand, type); }
}

/** x[1], x[1:2], 4.2.3. */
Expr SubscriptSuffix(Expr operand) :
{
    List<Expr> subscripts = new ArrayList<Expr>();
}
{
    Subscripts(subscripts)
    { return new Expr.Subscript(spanFrom(operand.span()), operand, subscripts); }
}

void Subscripts(List<Expr> subscripts) :
{
    Expr subscript;
}
{
    <T_LBRACKET>
    [
        LOOKAHEAD({ !atKind(T_COLON) && !atKind(T_RBRACKET) })
        subscript = ValueExpression() { subscripts.add(subscript); }
    ]
    [
        <T_COLON>
        [ LOOKAHEAD({ !atKind(T_RBRACKET) }) subscript = ValueExpression() { subscripts.add(subscript); } ]
    ]
    <T_RBRACKET>
}

/** (x).field and (x).*, 4.2.4. */
Expr FieldSuffix(Expr operand) :
{
    Name field;
}
{
    <T_DOT>
    (
        LOOKAHEAD({ atOperator("*") }) <T_OPERATOR>
        { return new Expr.FieldStar(spanFrom(operand.span()), operand); }
    |
        field = Label()
        { return new Expr.FieldAccess(spanFrom(operand.span()), operand, field); }
    )
}

/** A value without operators, 4.2. */
Expr Primary() :
{
    Token start = next();
    Opening opening = opening();
    Expr expr;
}
{
    (
        LOOKAHEAD({ opening == Opening.COLUMN }) expr = Column()
    |
        LOOKAHEAD({ opening == Opening.LITERAL }) Constant() { expr = new Expr.Literal(spanFrom(start)); }
    |
        LOOKAHEAD({ opening == Opening.PARAMETER }) <T_PARAMETER> { expr = new Expr.Parameter(spanFrom(start)); }
    |
        LOOKAHEAD({ opening == Opening.CALL }) expr = Call()
    |
        LOOKAHEAD({ opening == Opening.QUERY }) expr = Subquery()
    |
        LOOKAHEAD({ opening == Opening.PARENTHESES }) expr = Parentheses()
    |
        LOOKAHEAD({ opening == Opening.DEFAULT }) Word("DEFAULT") { expr = new Expr.Default(spanFrom(start)); }
    |
        LOOKAHEAD({ opening == Opening.CASE }) expr = Case()
    |
        LOOKAHEAD({ opening == Opening.CAST }) expr = Cast()
    |
        LOOKAHEAD({ opening == Opening.ARRAY }) expr = Array()
    |
        LOOKAHEAD({ opening == Opening.EXISTS }) expr = Exists()
    |
        LOOKAHEAD({ opening == Opening.ROW }) expr = Row()
    |
        LOOKAHEAD({ opening == Opening.QUANTIFIER }) expr = Quantified()
    |
        LOOKAHEAD({ opening == Opening.VALUE_FUNCTION }) expr = ValueFunction()
    |
        LOOKAHEAD({ opening == Opening.SPECIAL_CALL }) expr = SpecialCall()
    |
        LOOKAHEAD({ opening == Opening.JDBC_ESCAPE }) expr = JdbcEscape()
    |
        LOOKAHEAD({ opening == Opening.VARIABLE }) expr = Variable()
    |
        LOOKAHEAD({ mysql() }) expr = MySqlPrimary(opening)
    |
        expr = NoValue()
    )
    { return expr; }
}

JAVACODE Expr NoValue()
{
    throw expected("an expression");
}

/** A column with what qualifies it, or all columns of it, 4.2.1. */
Expr Column() :
{
    Token start = next();
    List<Name> parts = new ArrayList<Name>();
    Name part;
}
{
    part = ColumnName() { parts.add(part); }
    (
        LOOKAHEAD({ atKind(T_DOT) && !atOperator(2, "*") })
        <T_DOT> part = Label() { parts.add(part); }
    )*
    [
        LOOKAHEAD({ atKind(T_DOT) })
        <T_DOT> <T_OPERATOR> { return new Expr.Star(spanFrom(start), parts); }
    ]
    { return new Expr.ColumnRef(spanFrom(start), parts); }
}

/** Constants with or without a type before them, 4.1.2. */
void Constant() :
{}
{
    <T_NUMBER>
|
    LOOKAHEAD({ stringAhead(1) }) String()
|
    LOOKAHEAD({ mysql() }) AnyWord() [ LOOKAHEAD({ stringAhead(1) || atKind(T_NUMBER) }) Constant() ]
|
    LOOKAHEAD({ at("NULL") || at("TRUE") || at("FALSE") }) AnyWord()
|
    LOOKAHEAD({ at("INTERVAL") })
    Word("INTERVAL") Modifiers() String() IntervalFields()
|
    TypeReference() String()
}

/** A string in any of its forms, 4.1.2; several in a row are one, MySQL 11.1.1. */
void String() :
{}
{
    LOOKAHEAD({ mysql() }) [ LOOKAHEAD({ introducerAhead() }) AnyWord() ] ( LOOKAHEAD({ stringAhead(1) }) <T_STRING> )+
|
    ( <T_STRING> | <T_DOLLAR_STRING> )
    [ LOOKAHEAD({ at("UESCAPE") }) Word("UESCAPE") <T_STRING> ]
}

/** A query in parentheses as a value, 4.2.11. */
Expr Subquery() :
{
    Token start = next();
    Statement.Query query;
}
{
    <T_LPAREN> query = InnerQuery() <T_RPAREN>
    { return new Expr.Subquery(spanFrom(start), Expr.Subquery.Kind.PLAIN, query); }
}

/** (x), or with more than one expression a row, 4.2.13. */
Expr Parentheses() :
{
    Token start = next();
    List<Expr> fields = new ArrayList<Expr>();
}
{
    <T_LPAREN> ExpressionList(fields) <T_RPAREN>
    {
        return fields.size() == 1
            ? new Expr.Parens(spanFrom(start), fields.get(0))
            : new Expr.Row(spanFrom(start), fields);
    }
}

/** CASE, 9.18.1. */
Expr Case() :
{
    Token start = next();
    Expr operand = null;
    List<Expr> branches = new ArrayList<Expr>();
    Expr branch;
    Expr otherwise = null;
}
{
    Word("CASE")
    [ LOOKAHEAD({ !at("WHEN") }) operand = ValueExpression() ]
    (
        LOOKAHEAD({ at("WHEN") })
        Word("WHEN") branch = ValueExpression() { branches.add(branch); }
        Word("THEN") branch = ValueExpression() { branches.add(branch); }
    )+
    [ LOOKAHEAD({ at("ELSE") }) Word("ELSE") otherwise = ValueExpression() ]
    Word("END")
    { return new Expr.Case(spanFrom(start), operand, branches, otherwise); }
}

/** CAST, 4.2.9. */
Expr Cast() :
{
    Token start = next();
    Expr operand;
    io.crossfade.sql.Span type;
}
{
    OneOf("CAST", "TREAT") <T_LPAREN> operand = ValueExpression() Word("AS")
    ( LOOKAHEAD({ mysql() }) type = MySqlCastType() [ LOOKAHEAD({ at("ARRAY") }) Word("ARRAY") ] | type = TypeReference() )
    <T_RPAREN>
    { return new Expr.Cast(spanFrom(start), operand, type); }
}

/** ARRAY, 4.2.12. */
Expr Array() :
{
    Token start = next();
    Statement.Query query;
    List<Expr> elements;
}
{
    Word("ARRAY")
    (
        <T_LPAREN> query = InnerQuery() <T_RPAREN>
        { return new Expr.Subquery(spanFrom(start), Expr.Subquery.Kind.ARRAY, query); }
    |
        elements = ArrayElements() { return new Expr.ArrayConstructor(spanFrom(start), elements); }
    )
}

List<Expr> ArrayElements() :
{
    List<Expr> elements = new ArrayList<Expr>();
}
{
    <T_LBRACKET>
    [
        LOOKAHEAD({ !atKind(T_RBRACKET) })
        ArrayElement(elements) ( <T_COMMA> ArrayElement(elements) )*
    ]
    <T_RBRACKET>
    { return elements; }
}

/** Inner arrays need no word. */
void ArrayElement(List<Expr> elements) :
{
    Token start = next();
    Expr element;
    List<Expr> inner;
}
{
    (
        inner = ArrayElements() { element = new Expr.ArrayConstructor(spanFrom(start), inner); }
    |
        element = ValueExpression()
    )
    { elements.add(element); }
}

/** EXISTS, 9.24.1. */
Expr Exists() :
{
    Token start = next();
    Statement.Query query;
}
{
    Word("EXISTS") <T_LPAREN> query = InnerQuery() <T_RPAREN>
    { return new Expr.Subquery(spanFrom(start), Expr.Subquery.Kind.EXISTS, query); }
}

/** ROW, 4.2.13. */
Expr Row() :
{
    Token start = next();
    List<Expr> fields = new ArrayList<Expr>();
}
{
    Word("ROW") <T_LPAREN> [ LOOKAHEAD({ !atKind(T_RPAREN) }) ExpressionList(fields) ] <T_RPAREN>
    { return new Expr.Row(spanFrom(start), fields); }
}

/** ANY, SOME and ALL over a query or an array, 9.24.3 and 9.25.3. */
Expr Quantified() :
{
    Token start = next();
    Expr inner;
}
{
    OneOf("ANY", "SOME", "ALL")
    (
        LOOKAHEAD({ queryAhead(1) }) inner = Subquery()
    |
        inner = Parentheses()
    )
    { return new Expr.Operation(spanFrom(start), upperCase(start), List.of(inner)); }
}

/** JDBC 13.4: {d '…'}, {t '…'}, {ts '…'}, {fn f(…)}; any word instead of these, MySQL 11.1.3 and 11.5. */
Expr JdbcEscape() :
{
    Token start = next();
    Expr expr;
}
{
    <T_LBRACE>
    (
        LOOKAHEAD({ at("FN") })
        Word("FN") expr = Primary() <T_RBRACE> { return JdbcEscape.function(expr, spanFrom(start)); }
    |
        LOOKAHEAD({ mysql() && !stringAhead(2) })
        Label() expr = ValueExpression() <T_RBRACE> { return new Expr.Parens(spanFrom(start), expr); }
    |
        LOOKAHEAD({ mysql() }) AnyWord() String() <T_RBRACE> { return new Expr.Literal(spanFrom(start)); }
    |
        OneOf("D", "T", "TS") String() <T_RBRACE> { return new Expr.Literal(spanFrom(start)); }
    )
}
