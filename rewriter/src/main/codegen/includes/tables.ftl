/** FROM, 7.2.1. */
void FromList(List<FromItem> items) :
{
    FromItem item;
}
{
    item = TableReference() { items.add(item); }
    ( <T_COMMA> item = TableReference() { items.add(item); } )*
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

/**
 * One join, 7.2.1.1. While no condition has come, further joins belong to the right side. Behind a join that could still have
 * one, MySQL takes the ON of ON DUPLICATE KEY for it, and fails.
 */
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
        LOOKAHEAD({ at("CROSS") && !mysql() })
        Word("CROSS") Word("JOIN") right = TablePrimary() { kind = FromItem.Join.Kind.CROSS; }
    |
        LOOKAHEAD({ at("NATURAL") })
        Word("NATURAL") { natural = spanFrom(last()); } kind = JoinKind() Word("JOIN") right = TablePrimary()
    |
        (
            LOOKAHEAD({ mysql() && at("STRAIGHT_JOIN") }) Word("STRAIGHT_JOIN")
        |
            kind = JoinKind() Word("JOIN")
        )
        right = TablePrimary()
        ( LOOKAHEAD({ joinAhead() }) right = Join(right) )*
        (
            LOOKAHEAD({ mysql() && !kind.isOuter() && !joinConditionAhead() }) {}
        |
            LOOKAHEAD({ at("ON") }) Word("ON") on = ValueExpression()
        |
            Word("USING") <T_LPAREN> { using = new ArrayList<Name>(); } NameList(using) <T_RPAREN>
            [ LOOKAHEAD({ at("AS") && !mysql() }) Word("AS") usingAlias = ColumnName() ]
        )
    )
    {
        if (mysql() && !kind.isOuter()) {
            kind = natural == null && on == null && using == null
                ? FromItem.Join.Kind.CROSS
                : FromItem.Join.Kind.INNER;
        }
        return new FromItem.Join(spanFrom(left.span()), kind, natural, left, right, using, usingAlias, on);
    }
}

FromItem.Join.Kind JoinKind() :
{
    FromItem.Join.Kind kind = FromItem.Join.Kind.INNER;
}
{
    (
        LOOKAHEAD({ at("INNER") }) Word("INNER")
    |
        LOOKAHEAD({ mysql() && at("CROSS") }) Word("CROSS") { kind = FromItem.Join.Kind.CROSS; }
    |
        LOOKAHEAD({ at("LEFT") || at("RIGHT") || at("FULL") && !mysql() })
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
        LOOKAHEAD({ mysql() }) item = MySqlTablePrimary()
    |
        LOOKAHEAD({ queryAhead(at("LATERAL") ? 2 : 1) }) item = DerivedTable()
    |
        LOOKAHEAD({ atKind(T_LPAREN) }) item = NestedJoin()
    |
        LOOKAHEAD({ atKind(T_LBRACE) }) item = OuterJoinEscape()
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
    FromItem.Period period = null;
    Alias alias = null;
}
{
    [ LOOKAHEAD({ at("LATERAL") }) Word("LATERAL") { lateral = true; } ]
    <T_LPAREN> query = InnerQuery() <T_RPAREN>
    [ LOOKAHEAD({ mariadb() && at("FOR") && at(2, "SYSTEM_TIME") }) period = Period() ]
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    { return new FromItem.DerivedTable(spanFrom(start), lateral, query, period, alias); }
}

/** A join in parentheses, 7.2.1.1. */
FromItem NestedJoin() :
{
    Token start = next();
    FromItem item;
    Alias alias = null;
}
{
    <T_LPAREN> item = TableReference() <T_RPAREN>
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
    <T_LBRACE> Word("OJ") item = TableReference() <T_RBRACE>
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
    <T_LPAREN> RowsFromItem(calls, columns) ( <T_COMMA> RowsFromItem(calls, columns) )* <T_RPAREN>
}

void RowsFromItem(List<Expr> calls, List<Name> columns) :
{
    Expr call;
}
{
    call = Primary() { calls.add(call); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") <T_LPAREN> ColumnDefinitions(columns) <T_RPAREN> ]
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
        ( <T_LPAREN> table = TableName() <T_RPAREN> | table = TableName() )
    |
        table = TableName() [ LOOKAHEAD({ atOperator("*") }) <T_OPERATOR> ]
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
    Word("TABLESAMPLE") TableName() <T_LPAREN> ExpressionList(arguments) <T_RPAREN>
    [ LOOKAHEAD({ at("REPEATABLE") }) Word("REPEATABLE") <T_LPAREN> seed = ValueExpression() <T_RPAREN> { arguments.add(seed); } ]
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
        <T_LPAREN> ColumnDefinitions(columns) <T_RPAREN>
    |
        name = ColumnName()
        [ LOOKAHEAD({ atKind(T_LPAREN) }) <T_LPAREN> ColumnDefinitions(columns) <T_RPAREN> ]
    )
    { return new Alias(spanFrom(start), name, columns); }
}

void ColumnDefinitions(List<Name> columns) :
{}
{
    ColumnDefinition(columns) ( <T_COMMA> ColumnDefinition(columns) )*
}

void ColumnDefinition(List<Name> columns) :
{
    Name column;
}
{
    column = ColumnName() { columns.add(column); }
    [
        LOOKAHEAD({ !atKind(T_COMMA) && !atKind(T_RPAREN) })
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
    (
        LOOKAHEAD({ atKind(T_DOT) && !atOperator(2, "*") && parts.size() < (mysql() ? 2 : 3) })
        <T_DOT> part = Label() { parts.add(part); }
    )*
    { return new TableName(spanFrom(start), parts); }
}

void NameList(List<Name> names) :
{
    Name name;
}
{
    name = ColumnName() { names.add(name); }
    ( <T_COMMA> name = ColumnName() { names.add(name); } )*
}

/** What joins combine in MySQL, MySQL 15.2.13.2. */
FromItem MySqlTablePrimary() :
{
    FromItem item;
}
{
    (
        LOOKAHEAD({ queryAhead(at("LATERAL") ? 2 : 1) }) item = DerivedTable()
    |
        LOOKAHEAD({ atKind(T_LPAREN) }) item = NestedTables()
    |
        LOOKAHEAD({ atKind(T_LBRACE) }) item = OuterJoinEscape()
    |
        LOOKAHEAD({ at("JSON_TABLE") && atKind(2, T_LPAREN) }) item = MySqlJsonTable()
    |
        item = MySqlTable()
    )
    { return item; }
}

/** Tables in parentheses, MySQL 15.2.13.2: commas between them join, too. */
FromItem NestedTables() :
{
    Token start = next();
    FromItem item;
    FromItem right;
}
{
    <T_LPAREN>
    item = TableReference()
    (
        <T_COMMA> right = TableReference()
        {
            item = new FromItem.Join(
                item.span().to(right.span()), FromItem.Join.Kind.CROSS, null, item, right, null, null, null);
        }
    )*
    <T_RPAREN>
    { return new FromItem.Nested(spanFrom(start), item, null); }
}

FromItem MySqlJsonTable() :
{
    Token start = next();
    Expr call;
    List<Name> columns = new ArrayList<Name>();
    Alias alias = null;
}
{
    call = JsonTable(columns)
    [ LOOKAHEAD({ aliasAhead() }) alias = Alias() ]
    { return new FromItem.FunctionTable(spanFrom(start), false, List.of(call), columns, alias); }
}

/** A table with partitions, MySQL 26.5; MariaDB's history; an alias; index hints, MySQL 10.9.4. */
FromItem.TableRef MySqlTable() :
{
    Token start = next();
    TableName table;
    List<Name> partitions = new ArrayList<Name>();
    FromItem.Period period = null;
    Alias alias = null;
    io.crossfade.sql.Span relation;
    List<FromItem.IndexHint> hints = new ArrayList<FromItem.IndexHint>();
}
{
    table = TableName()
    [ LOOKAHEAD({ partitionAhead() }) Partitions(partitions) ]
    [ LOOKAHEAD({ mariadb() && at("FOR") && (at(2, "SYSTEM_TIME") || at(2, "PORTION")) }) period = Period() ]
    { relation = spanFrom(start); }
    [ LOOKAHEAD({ aliasAhead() }) alias = MySqlAlias() ]
    [
        LOOKAHEAD({ indexHintAhead() })
        IndexHint(hints) ( LOOKAHEAD({ indexHintAhead() || atKind(T_COMMA) && indexHintAhead(2) }) [ <T_COMMA> ] IndexHint(hints) )*
    ]
    {
        return new FromItem.TableRef(
            spanFrom(start), relation, table, false, partitions, period, null, alias, hints);
    }
}

Alias MySqlAlias() :
{
    Token start = next();
    Name name;
}
{
    [ LOOKAHEAD({ at("AS") }) Word("AS") ]
    name = ColumnName()
    { return new Alias(spanFrom(start), name, List.of()); }
}

/** PARTITION, MySQL 26.5. */
void Partitions(List<Name> partitions) :
{}
{
    Word("PARTITION") <T_LPAREN> NameList(partitions) <T_RPAREN>
}

/** FOR SYSTEM_TIME and FOR PORTION OF, MariaDB: system-versioned tables and application-time periods. */
FromItem.Period Period() :
{
    Token start = next();
    Name name = null;
    List<Expr> bounds = new ArrayList<Expr>();
}
{
    Word("FOR")
    (
        LOOKAHEAD({ at("PORTION") }) Word("PORTION") Word("OF") name = ColumnName() PeriodRange("FROM", "TO", bounds)
    |
        Word("SYSTEM_TIME")
        (
            LOOKAHEAD({ at("ALL") }) Word("ALL")
        |
            LOOKAHEAD({ at("AS") }) Word("AS") Word("OF") PeriodBound(bounds)
        |
            LOOKAHEAD({ at("BETWEEN") }) PeriodRange("BETWEEN", "AND", bounds)
        |
            PeriodRange("FROM", "TO", bounds)
        )
    )
    { return new FromItem.Period(spanFrom(start), name, bounds); }
}

void PeriodRange(String first, String second, List<Expr> bounds) :
{}
{
    Word(first) PeriodBound(bounds) Word(second) PeriodBound(bounds)
}

void PeriodBound(List<Expr> bounds) :
{
    Expr bound;
}
{
    [ LOOKAHEAD({ at("TRANSACTION") || at("TIMESTAMP") && !stringAhead(2) && !atKind(2, T_LPAREN) }) AnyWord() ]
    bound = Operators(Precedence.OTHER) { bounds.add(bound); }
}

/** Index hints, MySQL 10.9.4. */
void IndexHint(List<FromItem.IndexHint> hints) :
{
    Token start = next();
    List<Name> indexes = new ArrayList<Name>();
}
{
    OneOf("USE", "FORCE", "IGNORE") { boolean mayBeEmpty = upperCase(last()).equals("USE"); } OneOf("INDEX", "KEY")
    [
        LOOKAHEAD({ at("FOR") })
        Word("FOR")
        (
            LOOKAHEAD({ at("JOIN") }) Word("JOIN")
        |
            OneOf("ORDER", "GROUP") Word("BY")
        )
    ]
    <T_LPAREN> [ LOOKAHEAD({ !mayBeEmpty || !atKind(T_RPAREN) }) IndexName(indexes) ( <T_COMMA> IndexName(indexes) )* ] <T_RPAREN>
    { hints.add(new FromItem.IndexHint(spanFrom(start), indexes)); }
}

void IndexName(List<Name> indexes) :
{
    Name index;
}
{
    ( LOOKAHEAD({ at("PRIMARY") }) index = Label() | index = ColumnName() )
    { indexes.add(index); }
}
