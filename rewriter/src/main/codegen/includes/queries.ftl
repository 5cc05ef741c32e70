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

/** A query within a statement, whose rows can't go elsewhere: SELECT INTO, reference; MySQL 15.2.13.1. */
Statement.Query InnerQuery() :
{
    Statement.Query query;
}
{
    query = QueryExpression()
    { return withoutInto(query); }
}

/** A query's body and tail; ORDER BY, LIMIT, OFFSET, FETCH and FOR come in any order. SELECT, reference. */
Statement.Query QueryAfterWith(Token start, Statement.With with) :
{
    QueryBody body;
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> limits = new ArrayList<Expr>();
    List<Statement.Locking> locking = new ArrayList<Statement.Locking>();
    Statement.Into into = null;
}
{
    body = Union()
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    (
        LOOKAHEAD({ queryTailAhead() })
        (
            LOOKAHEAD({ mysql() && at("INTO") }) into = MySqlInto()
        |
            LOOKAHEAD({ mysql() && at("LIMIT") }) MySqlLimit(limits)
        |
            LOOKAHEAD({ mysql() && (at("FOR") || at("LOCK")) }) MySqlLocking(locking)
        |
            LOOKAHEAD({ at("FOR") }) Locking(locking)
        |
            Limit(limits)
        )
    )*
    { return new Statement.Query(spanFrom(start), with, body, orderBy, limits, locking, into); }
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
        LOOKAHEAD({ at("TABLE") && !mariadb() }) body = TableCommand()
    |
        LOOKAHEAD({ atKind(T_LPAREN) })
        <T_LPAREN> query = QueryExpression() <T_RPAREN>
        { body = new QueryBody.Nested(spanFrom(start), query); }
    |
        body = NoQuery()
    )
    { return body; }
}

JAVACODE QueryBody NoQuery()
{
    throw expected("a query or INSERT, UPDATE, DELETE, " + (mysql() ? "REPLACE" : "MERGE"));
}

/** SELECT, 7.2 and 7.3; MySQL 15.2.13. */
QueryBody Select() :
{
    Token start = next();
    boolean distinct = false;
    Statement.Into into = null;
    List<Expr> distinctOn = new ArrayList<Expr>();
    java.util.EnumSet<Statement.Modifier> modifiers = java.util.EnumSet.noneOf(Statement.Modifier.class);
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
        LOOKAHEAD({ mysql() }) distinct = MySqlSelectOptions(modifiers)
    |
        LOOKAHEAD({ at("ALL") }) Word("ALL")
    |
        LOOKAHEAD({ at("DISTINCT") }) Word("DISTINCT") { distinct = true; }
        [ LOOKAHEAD({ at("ON") }) Word("ON") <T_LPAREN> ExpressionList(distinctOn) <T_RPAREN> ]
    |
        {}
    )
    [ LOOKAHEAD({ mysql() || distinct || !selectListEndAhead() }) SelectList(items) ]
    [ LOOKAHEAD({ at("INTO") }) ( LOOKAHEAD({ mysql() }) into = MySqlInto() | into = Into() ) ]
    [ LOOKAHEAD({ at("FROM") }) Word("FROM") ( LOOKAHEAD({ mysql() && at("DUAL") }) Word("DUAL") | FromList(from) ) ]
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    [ LOOKAHEAD({ at("GROUP") }) GroupByClause(groupBy) ]
    [ LOOKAHEAD({ at("HAVING") }) Word("HAVING") having = ValueExpression() ]
    [ LOOKAHEAD({ at("WINDOW") }) Windows(windows) ]
    {
        return new QueryBody.Select(
            spanFrom(start), distinct, distinctOn, List.copyOf(modifiers), items, into, from, where, groupBy, having, windows);
    }
}

/** Select lists, 7.3. RETURNING has them too. */
void SelectList(List<Statement.SelectItem> items) :
{
    Statement.SelectItem item;
}
{
    item = SelectItem(true) { items.add(item); }
    ( <T_COMMA> item = SelectItem(!mysql()) { items.add(item); } )*
}

/**
 * A star, or an expression and its label: any word behind AS, most words without it, 7.3.2. MySQL allows a star only in
 * front.
 */
Statement.SelectItem SelectItem(boolean starAllowed) :
{
    Token start = next();
    Expr expr;
    Name label = null;
}
{
    (
        LOOKAHEAD({ starAllowed && atOperator("*") }) <T_OPERATOR> { expr = new Expr.Star(spanFrom(start), List.of()); }
    |
        expr = ValueExpression()
        ( LOOKAHEAD({ mysql() && expr instanceof Expr.Star }) {} | label = OptionalLabel() )
    )
    { return new Statement.SelectItem(spanFrom(start), expr, label); }
}

Name OptionalLabel() :
{
    Name label = null;
}
{
    (
        LOOKAHEAD({ mysql() && (at("AS") || mySqlLabelAhead()) })
        [ LOOKAHEAD({ at("AS") }) Word("AS") ] label = MySqlLabel()
    |
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
    [ LOOKAHEAD({ (at("TEMP") || at("TEMPORARY") || at("UNLOGGED")) && !atKind(2, T_DOT) }) AnyWord() ]
    [ LOOKAHEAD({ at("TABLE") }) Word("TABLE") ]
    table = TableName()
    { return new Statement.Into.NewTable(spanFrom(start), table); }
}

/** GROUP BY, 7.2.3. */
void GroupByClause(List<Expr> items) :
{}
{
    Word("GROUP") Word("BY")
    (
        LOOKAHEAD({ mysql() }) MySqlGrouping(items)
    |
        [ LOOKAHEAD({ at("ALL") || at("DISTINCT") }) AnyWord() ]
        GroupingList(items)
    )
}

/** GROUP BY with MariaDB's directions and WITH ROLLUP, MySQL 14.19.2. */
void MySqlGrouping(List<Expr> items) :
{
    Token start = next();
    Expr item;
}
{
    item = MySqlGroup() { items.add(item); }
    ( <T_COMMA> item = MySqlGroup() { items.add(item); } )*
    [
        LOOKAHEAD({ at("WITH") })
        Word("WITH") Word("ROLLUP")
        {
            Expr all = new Expr.Operation(spanFrom(start), "WITH ROLLUP", items);
            items.clear();
            items.add(all);
        }
    ]
}

Expr MySqlGroup() :
{
    Expr item;
}
{
    item = ValueExpression()
    [ LOOKAHEAD({ mariadb() && (at("ASC") || at("DESC")) }) AnyWord() { item = operation(upperCase(last()), item); } ]
    { return item; }
}

void GroupingList(List<Expr> items) :
{
    Expr item;
}
{
    item = GroupingElement() { items.add(item); }
    ( <T_COMMA> item = GroupingElement() { items.add(item); } )*
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
        Word("GROUPING") Word("SETS") <T_LPAREN> GroupingList(members) <T_RPAREN>
        { element = new Expr.Operation(spanFrom(start), "GROUPING SETS", members); }
    |
        LOOKAHEAD({ (at("ROLLUP") || at("CUBE")) && atKind(2, T_LPAREN) })
        AnyWord() { operator = upperCase(last()); } <T_LPAREN> ExpressionList(members) <T_RPAREN>
        { element = new Expr.Operation(spanFrom(start), operator, members); }
    |
        LOOKAHEAD({ atKind(T_LPAREN) && atKind(2, T_RPAREN) })
        <T_LPAREN> <T_RPAREN>
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
    ( <T_COMMA> ColumnName() Word("AS") window = WindowDefinition() { windows.add(window); } )*
}

/** VALUES, 7.7; MySQL 15.2.19. */
QueryBody Values() :
{
    Token start = next();
    List<Expr.Row> rows = new ArrayList<Expr.Row>();
    Expr.Row row;
}
{
    Word("VALUES")
    row = ValuesRow(dialect() == Dialect.MYSQL) { rows.add(row); }
    ( <T_COMMA> row = ValuesRow(dialect() == Dialect.MYSQL) { rows.add(row); } )*
    { return new QueryBody.Values(spanFrom(start), rows); }
}

/** A row of VALUES. MySQL needs the word in a query and lets it out in INSERT. */
Expr.Row ValuesRow(boolean wordNeeded) :
{
    Token start = next();
    List<Expr> fields = new ArrayList<Expr>();
}
{
    [ LOOKAHEAD({ wordNeeded || mysql() && at("ROW") }) Word("ROW") ]
    <T_LPAREN> [ LOOKAHEAD({ !mysql() || !atKind(T_RPAREN) }) ExpressionList(fields) ] <T_RPAREN>
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
    ( <T_COMMA> item = OrderItem() { items.add(item); } )*
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
        LOOKAHEAD({ at("USING") && !mysql() }) Word("USING") AnyOperator()
    |
        {}
    )
    [ LOOKAHEAD({ at("NULLS") && !mysql() && (at(2, "FIRST") || at(2, "LAST")) }) AnyWord() AnyWord() ]
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
    [ LOOKAHEAD({ mysql() || at("ROW") || at("ROWS") }) OneOf("ROW", "ROWS") ]
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

/** The words between SELECT and its list, MySQL 15.2.13: whether DISTINCT is among them. */
boolean MySqlSelectOptions(java.util.EnumSet<Statement.Modifier> modifiers) :
{
    boolean distinct = false;
}
{
    (
        LOOKAHEAD({ at("ALL") || distinctAhead() || modifierAhead() })
        (
            LOOKAHEAD({ at("ALL") }) Word("ALL")
        |
            LOOKAHEAD({ distinctAhead() }) AnyWord() { distinct = true; }
        |
            Modifier(modifiers)
        )
    )*
    { return distinct; }
}

void Modifier(java.util.EnumSet<Statement.Modifier> modifiers) :
{}
{
    AnyWord() { modifiers.add(Statement.Modifier.valueOf(upperCase(last()))); }
}

/** SELECT INTO, MySQL 15.2.13.1. */
Statement.Into MySqlInto() :
{
    Token start = next();
}
{
    Word("INTO")
    (
        LOOKAHEAD({ at("OUTFILE") })
        Word("OUTFILE") String()
        [ LOOKAHEAD({ at("CHARACTER") || at("CHARSET") }) CharacterSet() ]
        ( LOOKAHEAD({ fileFormatAhead() }) FileFormat() )*
        { return new Statement.Into.File(spanFrom(start)); }
    |
        LOOKAHEAD({ at("DUMPFILE") }) Word("DUMPFILE") String() { return new Statement.Into.File(spanFrom(start)); }
    |
        MySqlVariable() ( <T_COMMA> MySqlVariable() )*
        { return new Statement.Into.Variables(spanFrom(start)); }
    )
}

/** A user variable, or a stored program's own. */
void MySqlVariable() :
{}
{
    <T_VARIABLE>
|
    ColumnName()
}

/** FIELDS and LINES of a file, MySQL 15.2.9. */
void FileFormat() :
{}
{
    OneOf("FIELDS", "COLUMNS", "LINES", "TERMINATED", "OPTIONALLY", "ENCLOSED", "ESCAPED", "STARTING")
    [ LOOKAHEAD({ at("BY") }) Word("BY") String() ]
}

/** CHARACTER SET, MySQL 12. */
void CharacterSet() :
{}
{
    (
        LOOKAHEAD({ at("CHARSET") }) Word("CHARSET")
    |
        OneOf("CHARACTER", "CHAR") Word("SET")
    )
    ( LOOKAHEAD({ stringAhead(1) }) String() | Label() )
}

/** LIMIT, MySQL 15.2.13, with MariaDB's ROWS EXAMINED. */
void MySqlLimit(List<Expr> limits) :
{}
{
    Word("LIMIT")
    (
        LOOKAHEAD({ mariadb() && at("ROWS") }) RowsExamined(limits)
    |
        LimitOption(limits)
        (
            <T_COMMA> LimitOption(limits)
        |
            LOOKAHEAD({ at("OFFSET") }) Word("OFFSET") LimitOption(limits)
        |
            {}
        )
        [ LOOKAHEAD({ mariadb() && at("ROWS") }) RowsExamined(limits) ]
    )
}

void RowsExamined(List<Expr> limits) :
{}
{
    Word("ROWS") Word("EXAMINED") LimitOption(limits)
}

/** A number, a parameter or a variable of a stored program. */
void LimitOption(List<Expr> limits) :
{
    Token start = next();
    Expr limit;
}
{
    (
        <T_NUMBER> { limit = new Expr.Literal(spanFrom(start)); }
    |
        <T_PARAMETER> { limit = new Expr.Parameter(spanFrom(start)); }
    |
        limit = Column()
    )
    { limits.add(limit); }
}

/** FOR UPDATE and FOR SHARE, MySQL 17.7.2.4; MariaDB waits for a number of seconds. */
void MySqlLocking(List<Statement.Locking> locking) :
{
    Token start = next();
    List<Name> of = new ArrayList<Name>();
}
{
    (
        LOOKAHEAD({ at("LOCK") }) Word("LOCK") Word("IN") Word("SHARE") Word("MODE")
    |
        Word("FOR") OneOf("UPDATE", "SHARE")
        [ LOOKAHEAD({ at("OF") }) Word("OF") LockedTable(of) ( <T_COMMA> LockedTable(of) )* ]
    )
    (
        LOOKAHEAD({ at("NOWAIT") }) Word("NOWAIT")
    |
        LOOKAHEAD({ at("SKIP") }) Word("SKIP") Word("LOCKED")
    |
        LOOKAHEAD({ mariadb() && at("WAIT") }) Word("WAIT") <T_NUMBER>
    |
        {}
    )
    { locking.add(new Statement.Locking(spanFrom(start), of)); }
}

void LockedTable(List<Name> tables) :
{
    TableName table;
}
{
    table = TableName() { tables.add(table.relation()); }
    [ LOOKAHEAD({ atKind(T_DOT) }) <T_DOT> <T_OPERATOR> ]
}
