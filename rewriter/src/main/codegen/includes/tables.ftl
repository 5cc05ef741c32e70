/** FROM, 7.2.1. */
void FromList(List<FromItem> items) :
{
    FromItem item;
}
{
    item = TableReference() { items.add(item); }
    ( <PG_COMMA> item = TableReference() { items.add(item); } )*
}

/** A table and what is joined to it, from left to right, 7.2.1.1. */
FromItem TableReference() :
{
    FromItem left;
}
{
    left = TablePrimary()
    ( LOOKAHEAD({ joinAhead() }) left = Join(left) )*
    { return left; }
}

/** One join, 7.2.1.1. While no condition has come, further joins belong to the right side. */
FromItem Join(FromItem left) :
{
    FromItem right;
    FromItem.Join.Kind kind = FromItem.Join.Kind.INNER;
    io.crossfade.sql.Span natural = null;
    List<Name> using = null;
    Name usingAlias = null;
    Expr on = null;
}
{
    (
        LOOKAHEAD({ at("CROSS") })
        Word("CROSS") Word("JOIN") right = TablePrimary() { kind = FromItem.Join.Kind.CROSS; }
    |
        LOOKAHEAD({ at("NATURAL") })
        Word("NATURAL") { natural = spanFrom(last()); } kind = JoinKind() Word("JOIN") right = TablePrimary()
    |
        kind = JoinKind() Word("JOIN") right = TablePrimary()
        ( LOOKAHEAD({ joinAhead() }) right = Join(right) )*
        (
            LOOKAHEAD({ at("ON") }) Word("ON") on = ValueExpression()
        |
            Word("USING") <PG_LPAREN> { using = new ArrayList<Name>(); } NameList(using) <PG_RPAREN>
            [ LOOKAHEAD({ at("AS") }) Word("AS") usingAlias = ColumnName() ]
        )
    )
    { return new FromItem.Join(spanFrom(left.span()), kind, natural, left, right, using, usingAlias, on); }
}

FromItem.Join.Kind JoinKind() :
{
    FromItem.Join.Kind kind = FromItem.Join.Kind.INNER;
}
{
    (
        LOOKAHEAD({ at("INNER") }) Word("INNER")
    |
        LOOKAHEAD({ at("LEFT") || at("RIGHT") || at("FULL") })
        AnyWord() { kind = FromItem.Join.Kind.valueOf(upperCase(last())); }
        [ LOOKAHEAD({ at("OUTER") }) Word("OUTER") ]
    |
        {}
    )
    { return kind; }
}

/** What joins combine, 7.2.1. */
FromItem TablePrimary() :
{
    FromItem item;
}
{
    (
        LOOKAHEAD({ queryAhead(at("LATERAL") ? 2 : 1) }) item = DerivedTable()
    |
        LOOKAHEAD({ atKind(PG_LPAREN) }) item = NestedJoin()
    |
        LOOKAHEAD({ atKind(PG_LBRACE) }) item = OuterJoinEscape()
    |
        LOOKAHEAD({ at("LATERAL") || tableFunctionAhead() }) item = FunctionTable()
    |
        item = Relation()
    )
    { return item; }
}

/** A query in FROM, 7.2.1.3. */
FromItem DerivedTable() :
{
    Token start = next();
    boolean lateral = false;
    Statement.Query query;
    Alias alias = null;
}
{
    [ LOOKAHEAD({ at("LATERAL") }) Word("LATERAL") { lateral = true; } ]
    <PG_LPAREN> query = QueryExpression() <PG_RPAREN>
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    { return new FromItem.DerivedTable(spanFrom(start), lateral, query, alias); }
}

/** A join in parentheses, 7.2.1.1. */
FromItem NestedJoin() :
{
    Token start = next();
    FromItem item;
    Alias alias = null;
}
{
    <PG_LPAREN> item = TableReference() <PG_RPAREN>
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    { return new FromItem.Nested(spanFrom(start), item, alias); }
}

/** JDBC 13.4.3. */
FromItem OuterJoinEscape() :
{
    Token start = next();
    FromItem item;
}
{
    <PG_LBRACE> Word("OJ") item = TableReference() <PG_RBRACE>
    { return new FromItem.Nested(spanFrom(start), item, null); }
}

/** A function in FROM, 7.2.1.4. */
FromItem FunctionTable() :
{
    Token start = next();
    boolean lateral = false;
    List<Expr> calls = new ArrayList<Expr>();
    List<Name> columns = new ArrayList<Name>();
    Expr call;
    Alias alias = null;
}
{
    [ LOOKAHEAD({ at("LATERAL") }) Word("LATERAL") { lateral = true; } ]
    (
        LOOKAHEAD({ at("ROWS") && at(2, "FROM") }) Word("ROWS") Word("FROM") RowsFrom(calls, columns)
    |
        LOOKAHEAD({ at("XMLTABLE") }) call = XmlTable(columns) { calls.add(call); }
    |
        LOOKAHEAD({ at("JSON_TABLE") }) call = JsonTable(columns) { calls.add(call); }
    |
        call = Primary() { calls.add(call); }
    )
    [ LOOKAHEAD({ at("WITH") && at(2, "ORDINALITY") }) Word("WITH") Word("ORDINALITY") ]
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    { return new FromItem.FunctionTable(spanFrom(start), lateral, calls, columns, alias); }
}

/** ROWS FROM, 7.2.1.4. */
void RowsFrom(List<Expr> calls, List<Name> columns) :
{}
{
    <PG_LPAREN> RowsFromItem(calls, columns) ( <PG_COMMA> RowsFromItem(calls, columns) )* <PG_RPAREN>
}

void RowsFromItem(List<Expr> calls, List<Name> columns) :
{
    Expr call;
}
{
    call = Primary() { calls.add(call); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") <PG_LPAREN> ColumnDefinitions(columns) <PG_RPAREN> ]
}

/** A table by name, 7.2.1; TABLESAMPLE, SELECT reference. */
FromItem.TableRef Relation() :
{
    Token start = next();
    Target target;
    Alias alias = null;
    FromItem.Sample sample = null;
    io.crossfade.sql.Span relation;
}
{
    target = Target() { relation = spanFrom(start); }
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    [
        LOOKAHEAD({ at("TABLESAMPLE") }) sample = TableSample()
        {
            if (alias == null) {
                relation = spanFrom(start);
            }
        }
    ]
    {
        return new FromItem.TableRef(
            spanFrom(start), relation, target.table(), target.only(), List.of(), null, sample, alias, List.of());
    }
}

/** The table that UPDATE, DELETE and MERGE change. */
FromItem.TableRef TargetRelation() :
{
    Token start = next();
    Target target;
    Alias alias = null;
    Name name;
    io.crossfade.sql.Span relation;
    Token aliasStart;
}
{
    target = Target() { relation = spanFrom(start); aliasStart = next(); }
    (
        LOOKAHEAD({ at("AS") })
        Word("AS") name = ColumnName() { alias = new Alias(spanFrom(aliasStart), name, List.of()); }
    |
        LOOKAHEAD({ columnNameAhead(1) && !at("SET") })
        name = ColumnName() { alias = new Alias(spanFrom(aliasStart), name, List.of()); }
    |
        {}
    )
    {
        return new FromItem.TableRef(
            spanFrom(start), relation, target.table(), target.only(), List.of(), null, null, alias, List.of());
    }
}

/** A table with or without those that inherit from it, 5.11. */
Target Target() :
{
    TableName table;
    boolean only = false;
}
{
    (
        LOOKAHEAD({ at("ONLY") })
        Word("ONLY") { only = true; }
        ( <PG_LPAREN> table = TableName() <PG_RPAREN> | table = TableName() )
    |
        table = TableName() [ LOOKAHEAD({ atOperator("*") }) <PG_OPERATOR> ]
    )
    { return new Target(table, only); }
}

FromItem.Sample TableSample() :
{
    Token start = next();
    Expr seed;
    List<Expr> arguments = new ArrayList<Expr>();
}
{
    Word("TABLESAMPLE") TableName() <PG_LPAREN> ExpressionList(arguments) <PG_RPAREN>
    [ LOOKAHEAD({ at("REPEATABLE") }) Word("REPEATABLE") <PG_LPAREN> seed = ValueExpression() <PG_RPAREN> { arguments.add(seed); } ]
    { return new FromItem.Sample(spanFrom(start), arguments); }
}

/** Table and column aliases, 7.2.1.2; column definitions of functions, 7.2.1.4. */
Alias Alias() :
{
    Token start = next();
    Name name = null;
    List<Name> columns = new ArrayList<Name>();
}
{
    [ LOOKAHEAD({ at("AS") }) Word("AS") ]
    (
        <PG_LPAREN> ColumnDefinitions(columns) <PG_RPAREN>
    |
        name = ColumnName()
        [ <PG_LPAREN> ColumnDefinitions(columns) <PG_RPAREN> ]
    )
    { return new Alias(spanFrom(start), name, columns); }
}

void ColumnDefinitions(List<Name> columns) :
{}
{
    ColumnDefinition(columns) ( <PG_COMMA> ColumnDefinition(columns) )*
}

void ColumnDefinition(List<Name> columns) :
{
    Name column;
}
{
    column = ColumnName() { columns.add(column); }
    [
        LOOKAHEAD({ !atKind(PG_COMMA) && !atKind(PG_RPAREN) })
        TypeReference() [ LOOKAHEAD({ at("COLLATE") }) Word("COLLATE") TableName() ]
    ]
}

/** A possibly qualified name of a relation, a type or the like. */
TableName TableName() :
{
    Token start = next();
    List<Name> parts = new ArrayList<Name>();
    Name part;
}
{
    part = ColumnName() { parts.add(part); }
    ( <PG_DOT> part = Label() { parts.add(part); } )*
    { return new TableName(spanFrom(start), parts); }
}

void NameList(List<Name> names) :
{
    Name name;
}
{
    name = ColumnName() { names.add(name); }
    ( <PG_COMMA> name = ColumnName() { names.add(name); } )*
}
