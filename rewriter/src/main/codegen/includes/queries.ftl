/** A query with all its clauses, 7.1. */
Statement.Query QueryExpression() :
{
    Token start = next();
    Statement.With with = null;
    Statement.Query query;
}
{
    [ LOOKAHEAD({ at("WITH") }) with = WithClause() ]
    query = QueryAfterWith(start, with)
    { return query; }
}

/** A query's body and tail; ORDER BY, LIMIT, OFFSET, FETCH and FOR come in any order. SELECT, reference. */
Statement.Query QueryAfterWith(Token start, Statement.With with) :
{
    QueryBody body;
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> limits = new ArrayList<Expr>();
    List<Statement.Locking> locking = new ArrayList<Statement.Locking>();
}
{
    body = Union()
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    (
        LOOKAHEAD({ at("LIMIT") || at("OFFSET") || at("FETCH") || at("FOR") })
        (
            LOOKAHEAD({ at("FOR") }) Locking(locking)
        |
            Limit(limits)
        )
    )*
    { return new Statement.Query(spanFrom(start), with, body, orderBy, limits, locking, null); }
}

/** UNION and EXCEPT, from left to right, 7.4. */
QueryBody Union() :
{
    QueryBody left;
    QueryBody right;
    String operator;
}
{
    left = Intersect()
    (
        LOOKAHEAD({ at("UNION") || at("EXCEPT") })
        operator = SetOperator() right = Intersect()
        { left = new QueryBody.SetOperation(left.span().to(right.span()), operator, left, right); }
    )*
    { return left; }
}

/** INTERSECT binds tighter than the others, 7.4. */
QueryBody Intersect() :
{
    QueryBody left;
    QueryBody right;
    String operator;
}
{
    left = QueryTerm()
    (
        LOOKAHEAD({ at("INTERSECT") })
        operator = SetOperator() right = QueryTerm()
        { left = new QueryBody.SetOperation(left.span().to(right.span()), operator, left, right); }
    )*
    { return left; }
}

/** The word, with ALL if it is there. */
String SetOperator() :
{
    String operator;
}
{
    AnyWord() { operator = upperCase(last()); }
    (
        LOOKAHEAD({ at("ALL") }) Word("ALL") { operator = operator + " ALL"; }
    |
        LOOKAHEAD({ at("DISTINCT") }) Word("DISTINCT")
    |
        {}
    )
    { return operator; }
}

/** What set operations combine: SELECT, VALUES, TABLE or a query in parentheses. */
QueryBody QueryTerm() :
{
    Token start = next();
    QueryBody body;
    Statement.Query query;
}
{
    (
        LOOKAHEAD({ at("SELECT") }) body = Select()
    |
        LOOKAHEAD({ at("VALUES") }) body = Values()
    |
        LOOKAHEAD({ at("TABLE") }) body = TableCommand()
    |
        LOOKAHEAD({ atKind(PG_LPAREN) })
        <PG_LPAREN> query = QueryExpression() <PG_RPAREN>
        { body = new QueryBody.Nested(spanFrom(start), query); }
    |
        body = NoQuery()
    )
    { return body; }
}

JAVACODE QueryBody NoQuery()
{
    throw expected("a query or INSERT, UPDATE, DELETE, MERGE");
}

/** SELECT, 7.2 and 7.3. */
QueryBody Select() :
{
    Token start = next();
    boolean distinct = false;
    Statement.Into into = null;
    List<Expr> distinctOn = new ArrayList<Expr>();
    List<Statement.SelectItem> items = new ArrayList<Statement.SelectItem>();
    List<FromItem> from = new ArrayList<FromItem>();
    Expr where = null;
    List<Expr> groupBy = new ArrayList<Expr>();
    Expr having = null;
    List<Expr.Window> windows = new ArrayList<Expr.Window>();
}
{
    Word("SELECT")
    (
        LOOKAHEAD({ at("ALL") }) Word("ALL")
    |
        LOOKAHEAD({ at("DISTINCT") }) Word("DISTINCT") { distinct = true; }
        [ LOOKAHEAD({ at("ON") }) Word("ON") <PG_LPAREN> ExpressionList(distinctOn) <PG_RPAREN> ]
    |
        {}
    )
    [ LOOKAHEAD({ !selectListEndAhead() }) SelectList(items) ]
    [ LOOKAHEAD({ at("INTO") }) into = Into() ]
    [ LOOKAHEAD({ at("FROM") }) Word("FROM") FromList(from) ]
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    [ LOOKAHEAD({ at("GROUP") }) GroupByClause(groupBy) ]
    [ LOOKAHEAD({ at("HAVING") }) Word("HAVING") having = ValueExpression() ]
    [ LOOKAHEAD({ at("WINDOW") }) Windows(windows) ]
    {
        return new QueryBody.Select(
            spanFrom(start), distinct, distinctOn, List.of(), items, into, from, where, groupBy, having, windows);
    }
}

/** Select lists, 7.3. RETURNING has them too. */
void SelectList(List<Statement.SelectItem> items) :
{
    Statement.SelectItem item;
}
{
    item = SelectItem() { items.add(item); }
    ( <PG_COMMA> item = SelectItem() { items.add(item); } )*
}

/** A star, or an expression and its label: any word behind AS, most words without it, 7.3.2. */
Statement.SelectItem SelectItem() :
{
    Token start = next();
    Expr expr;
    Name label = null;
}
{
    (
        LOOKAHEAD({ atOperator("*") }) <PG_OPERATOR> { expr = new Expr.Star(spanFrom(start), List.of()); }
    |
        expr = ValueExpression() label = OptionalLabel()
    )
    { return new Statement.SelectItem(spanFrom(start), expr, label); }
}

Name OptionalLabel() :
{
    Name label = null;
}
{
    (
        LOOKAHEAD({ at("AS") }) Word("AS") label = Label()
    |
        LOOKAHEAD({ bareLabelAhead() }) label = Label()
    |
        {}
    )
    { return label; }
}

/** SELECT INTO, reference. */
Statement.Into Into() :
{
    Token start = next();
    TableName table;
}
{
    Word("INTO")
    [ LOOKAHEAD({ (at("LOCAL") || at("GLOBAL")) && (at(2, "TEMP") || at(2, "TEMPORARY")) }) AnyWord() ]
    [ LOOKAHEAD({ (at("TEMP") || at("TEMPORARY") || at("UNLOGGED")) && !atKind(2, PG_DOT) }) AnyWord() ]
    [ LOOKAHEAD({ at("TABLE") }) Word("TABLE") ]
    table = TableName()
    { return new Statement.Into.NewTable(spanFrom(start), table); }
}

/** GROUP BY, 7.2.3. */
void GroupByClause(List<Expr> items) :
{}
{
    Word("GROUP") Word("BY")
    [ LOOKAHEAD({ at("ALL") || at("DISTINCT") }) AnyWord() ]
    GroupingList(items)
}

void GroupingList(List<Expr> items) :
{
    Expr item;
}
{
    item = GroupingElement() { items.add(item); }
    ( <PG_COMMA> item = GroupingElement() { items.add(item); } )*
}

/** An expression, the empty grouping set, or sets of sets, 7.2.4. */
Expr GroupingElement() :
{
    Token start = next();
    Expr element;
    List<Expr> members = new ArrayList<Expr>();
    String operator;
}
{
    (
        LOOKAHEAD({ at("GROUPING") && at(2, "SETS") })
        Word("GROUPING") Word("SETS") <PG_LPAREN> GroupingList(members) <PG_RPAREN>
        { element = new Expr.Operation(spanFrom(start), "GROUPING SETS", members); }
    |
        LOOKAHEAD({ (at("ROLLUP") || at("CUBE")) && atKind(2, PG_LPAREN) })
        AnyWord() { operator = upperCase(last()); } <PG_LPAREN> ExpressionList(members) <PG_RPAREN>
        { element = new Expr.Operation(spanFrom(start), operator, members); }
    |
        LOOKAHEAD({ atKind(PG_LPAREN) && atKind(2, PG_RPAREN) })
        <PG_LPAREN> <PG_RPAREN>
        { element = new Expr.Row(spanFrom(start), members); }
    |
        element = ValueExpression()
    )
    { return element; }
}

/** WINDOW, 4.2.8. */
void Windows(List<Expr.Window> windows) :
{
    Expr.Window window;
}
{
    Word("WINDOW")
    ColumnName() Word("AS") window = WindowDefinition() { windows.add(window); }
    ( <PG_COMMA> ColumnName() Word("AS") window = WindowDefinition() { windows.add(window); } )*
}

/** VALUES, 7.7. */
QueryBody Values() :
{
    Token start = next();
    List<Expr.Row> rows = new ArrayList<Expr.Row>();
    Expr.Row row;
}
{
    Word("VALUES")
    row = ValuesRow() { rows.add(row); }
    ( <PG_COMMA> row = ValuesRow() { rows.add(row); } )*
    { return new QueryBody.Values(spanFrom(start), rows); }
}

Expr.Row ValuesRow() :
{
    Token start = next();
    List<Expr> fields = new ArrayList<Expr>();
}
{
    <PG_LPAREN> ExpressionList(fields) <PG_RPAREN>
    { return new Expr.Row(spanFrom(start), fields); }
}

/** TABLE, SELECT reference. */
QueryBody TableCommand() :
{
    Token start = next();
    Target target;
}
{
    Word("TABLE") target = Target()
    { return new QueryBody.TableCommand(spanFrom(start), target.table()); }
}

/** ORDER BY, 7.5. */
void OrderByClause(List<Statement.OrderItem> items) :
{
    Statement.OrderItem item;
}
{
    Word("ORDER") Word("BY")
    item = OrderItem() { items.add(item); }
    ( <PG_COMMA> item = OrderItem() { items.add(item); } )*
}

Statement.OrderItem OrderItem() :
{
    Token start = next();
    Expr expr;
}
{
    expr = ValueExpression()
    (
        LOOKAHEAD({ at("ASC") || at("DESC") }) AnyWord()
    |
        LOOKAHEAD({ at("USING") }) Word("USING") AnyOperator()
    |
        {}
    )
    [ LOOKAHEAD({ at("NULLS") && (at(2, "FIRST") || at(2, "LAST")) }) AnyWord() AnyWord() ]
    { return new Statement.OrderItem(spanFrom(start), expr); }
}

/** LIMIT, OFFSET and FETCH, 7.6. */
void Limit(List<Expr> limits) :
{
    Expr limit;
}
{
    LOOKAHEAD({ at("LIMIT") })
    Word("LIMIT")
    (
        LOOKAHEAD({ at("ALL") }) Word("ALL")
    |
        limit = ValueExpression() { limits.add(limit); }
    )
|
    LOOKAHEAD({ at("OFFSET") })
    Word("OFFSET") limit = ValueExpression() { limits.add(limit); }
    [ LOOKAHEAD({ at("ROW") || at("ROWS") }) AnyWord() ]
|
    Word("FETCH") OneOf("FIRST", "NEXT")
    [ LOOKAHEAD({ !at("ROW") && !at("ROWS") }) limit = Operand() { limits.add(limit); } ]
    OneOf("ROW", "ROWS")
    (
        LOOKAHEAD({ at("WITH") }) Word("WITH") Word("TIES")
    |
        Word("ONLY")
    )
}

/** FOR UPDATE and its weaker kin, 13.3.2. FOR READ ONLY means nothing. */
void Locking(List<Statement.Locking> locking) :
{
    Token start = next();
    List<Name> of = new ArrayList<Name>();
}
{
    Word("FOR")
    (
        LOOKAHEAD({ at("READ") }) Word("READ") Word("ONLY")
    |
        (
            LOOKAHEAD({ at("NO") }) Word("NO") Word("KEY") Word("UPDATE")
        |
            LOOKAHEAD({ at("KEY") }) Word("KEY") Word("SHARE")
        |
            OneOf("UPDATE", "SHARE")
        )
        [ LOOKAHEAD({ at("OF") }) Word("OF") NameList(of) ]
        (
            LOOKAHEAD({ at("NOWAIT") }) Word("NOWAIT")
        |
            LOOKAHEAD({ at("SKIP") }) Word("SKIP") Word("LOCKED")
        |
            {}
        )
        { locking.add(new Statement.Locking(spanFrom(start), of)); }
    )
}
