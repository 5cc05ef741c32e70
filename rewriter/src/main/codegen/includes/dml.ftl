/** INSERT, 6.1 and reference. */
Statement Insert(Token start, Statement.With with) :
{
    TableName table;
    Name alias = null;
    Statement.ColumnList columns = null;
    Statement.Query source = null;
    Statement.OnConflict onConflict = null;
    Statement.Returning returning = null;
}
{
    Word("INSERT") Word("INTO") table = TableName()
    [ LOOKAHEAD({ at("AS") }) Word("AS") alias = ColumnName() ]
    [ LOOKAHEAD({ atKind(T_LPAREN) && !queryAhead(1) }) columns = TargetColumns() ]
    [ LOOKAHEAD({ at("OVERRIDING") }) Overriding() ]
    (
        LOOKAHEAD({ at("DEFAULT") }) Word("DEFAULT") Word("VALUES")
    |
        source = QueryExpression()
    )
    [ LOOKAHEAD({ at("ON") }) onConflict = OnConflict() ]
    [ LOOKAHEAD({ at("RETURNING") }) returning = Returning() ]
    {
        return new Statement.Insert(
            spanFrom(start),
            with,
            Statement.Insert.Kind.INSERT,
            List.of(),
            table,
            List.of(),
            alias,
            columns,
            null,
            source,
            null,
            onConflict,
            null,
            returning);
    }
}

void Overriding() :
{}
{
    Word("OVERRIDING") OneOf("SYSTEM", "USER") Word("VALUE")
}

/** ON CONFLICT, INSERT reference. */
Statement.OnConflict OnConflict() :
{
    Token start = next();
    Statement.ConflictTarget target = null;
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
    Expr where = null;
}
{
    Word("ON") Word("CONFLICT")
    [ LOOKAHEAD({ !at("DO") }) target = ConflictTarget() ]
    Word("DO")
    (
        LOOKAHEAD({ at("NOTHING") }) Word("NOTHING")
    |
        Word("UPDATE") Word("SET") Assignments(assignments)
        [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    )
    { return new Statement.OnConflict(spanFrom(start), target, assignments, where); }
}

Statement.ConflictTarget ConflictTarget() :
{
    Token start = next();
    List<Expr> elements = new ArrayList<Expr>();
    Expr where = null;
    Name constraint;
}
{
    LOOKAHEAD({ at("ON") })
    Word("ON") Word("CONSTRAINT") constraint = ColumnName()
    { return new Statement.ConflictTarget.Constraint(spanFrom(start), constraint); }
|
    <T_LPAREN> IndexElement(elements) ( <T_COMMA> IndexElement(elements) )* <T_RPAREN>
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    { return new Statement.ConflictTarget.Index(spanFrom(start), elements, where); }
}

/** A column or an expression of an index, with collation and operator class. */
void IndexElement(List<Expr> elements) :
{
    Expr element;
}
{
    element = Primary() { elements.add(element); }
    [ LOOKAHEAD({ at("COLLATE") }) Word("COLLATE") TableName() ]
    [ LOOKAHEAD({ columnNameAhead(1) && !at("NULLS") }) TableName() Modifiers() ]
    [ LOOKAHEAD({ at("ASC") || at("DESC") }) AnyWord() ]
    [ LOOKAHEAD({ at("NULLS") }) Word("NULLS") OneOf("FIRST", "LAST") ]
}

/** RETURNING, 6.4. */
Statement.Returning Returning() :
{
    Token start = next();
    RowNames names = new RowNames();
    List<Statement.SelectItem> items = new ArrayList<Statement.SelectItem>();
}
{
    Word("RETURNING")
    [
        LOOKAHEAD({ at("WITH") })
        Word("WITH") <T_LPAREN> RowName(names) ( <T_COMMA> RowName(names) )* <T_RPAREN>
    ]
    SelectList(items)
    { return new Statement.Returning(spanFrom(start), names.oldName(), names.newName(), items); }
}

/** OLD AS o, NEW AS n. */
void RowName(RowNames names) :
{
    Token which = next();
    Name name;
}
{
    OneOf("OLD", "NEW") Word("AS") name = ColumnName() { names.put(upperCase(which), name); }
}

/** UPDATE, 6.2 and reference. */
Statement Update(Token start, Statement.With with) :
{
    FromItem.TableRef target;
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
    List<FromItem> from = new ArrayList<FromItem>();
    Expr where = null;
    Statement.Returning returning = null;
}
{
    Word("UPDATE") target = TargetRelation()
    Word("SET") Assignments(assignments)
    [ LOOKAHEAD({ at("FROM") }) Word("FROM") FromList(from) ]
    [ LOOKAHEAD({ at("WHERE") }) where = ChangeCondition() ]
    [ LOOKAHEAD({ at("RETURNING") }) returning = Returning() ]
    {
        return new Statement.Update(
            spanFrom(start), with, List.of(), target, assignments, from, where, List.of(), List.of(), returning);
    }
}

/** DELETE, 6.3 and reference. */
Statement Delete(Token start, Statement.With with) :
{
    FromItem.TableRef target;
    List<FromItem> using = new ArrayList<FromItem>();
    Expr where = null;
    Statement.Returning returning = null;
}
{
    Word("DELETE") Word("FROM") target = TargetRelation()
    [ LOOKAHEAD({ at("USING") }) Word("USING") FromList(using) ]
    [ LOOKAHEAD({ at("WHERE") }) where = ChangeCondition() ]
    [ LOOKAHEAD({ at("RETURNING") }) returning = Returning() ]
    {
        return new Statement.Delete(
            spanFrom(start), with, List.of(), target, using, where, List.of(), List.of(), returning);
    }
}

/** WHERE of a change, which may mean a cursor's row. UPDATE, reference. */
Expr ChangeCondition() :
{
    Token start;
    Name cursor;
    Expr condition;
}
{
    Word("WHERE") { start = next(); }
    (
        LOOKAHEAD({ at("CURRENT") && at(2, "OF") })
        Word("CURRENT") Word("OF") cursor = ColumnName()
        { condition = new Expr.CurrentOf(spanFrom(start), cursor); }
    |
        condition = ValueExpression()
    )
    { return condition; }
}

/** SET, UPDATE reference. */
void Assignments(List<Statement.Assignment> assignments) :
{
    Statement.Assignment assignment;
}
{
    assignment = Assignment() { assignments.add(assignment); }
    ( <T_COMMA> assignment = Assignment() { assignments.add(assignment); } )*
}

Statement.Assignment Assignment() :
{
    Token start = next();
    Statement.TargetColumn column;
    Statement.ColumnList columns;
    Expr value;
}
{
    LOOKAHEAD({ atKind(T_LPAREN) && !mysql() })
    columns = TargetColumns() Operator("=") value = ValueExpression()
    { return new Statement.Assignment.Multiple(spanFrom(start), columns, value); }
|
    column = TargetColumn()
    ( LOOKAHEAD({ mysql() && atKind(T_ASSIGN) }) <T_ASSIGN> | Operator("=") )
    value = ValueExpression()
    { return new Statement.Assignment.Single(spanFrom(start), column, value); }
}

Statement.ColumnList TargetColumns() :
{
    Token start = next();
    List<Statement.TargetColumn> columns = new ArrayList<Statement.TargetColumn>();
    Statement.TargetColumn column;
}
{
    <T_LPAREN>
    [
        LOOKAHEAD({ !mysql() || !atKind(T_RPAREN) })
        column = TargetColumn() { columns.add(column); }
        ( <T_COMMA> column = TargetColumn() { columns.add(column); } )*
    ]
    <T_RPAREN>
    { return new Statement.ColumnList(spanFrom(start), columns); }
}

/** A column, one of its elements or one of its fields, 8.15.4 and 8.16.4. */
Statement.TargetColumn TargetColumn() :
{
    Token start = next();
    Name name;
    List<Name> qualifier = new ArrayList<Name>();
    boolean indirection = false;
    List<Expr> subscripts = new ArrayList<Expr>();
}
{
    name = ColumnName()
    ( LOOKAHEAD({ mysql() && atKind(T_DOT) }) <T_DOT> { qualifier.add(name); } name = Label() )*
    (
        <T_DOT> Label() { indirection = true; }
    |
        Subscripts(subscripts) { indirection = true; }
    )*
    { return new Statement.TargetColumn(spanFrom(start), qualifier, name, indirection, subscripts); }
}

/** MERGE, reference. */
Statement Merge(Token start, Statement.With with) :
{
    FromItem.TableRef target;
    FromItem source;
    Expr on;
    List<Statement.MergeWhen> branches = new ArrayList<Statement.MergeWhen>();
    Statement.MergeWhen branch;
    Statement.Returning returning = null;
}
{
    Word("MERGE") Word("INTO") target = TargetRelation()
    Word("USING") source = TableReference()
    Word("ON") on = ValueExpression()
    ( LOOKAHEAD({ at("WHEN") }) branch = MergeWhen() { branches.add(branch); } )+
    [ LOOKAHEAD({ at("RETURNING") }) returning = Returning() ]
    { return new Statement.Merge(spanFrom(start), with, target, source, on, branches, returning); }
}

Statement.MergeWhen MergeWhen() :
{
    Token start = next();
    boolean inserts = false;
    Expr condition = null;
    Statement.MergeAction action;
}
{
    Word("WHEN")
    [
        LOOKAHEAD({ at("NOT") }) Word("NOT") { inserts = true; }
    ]
    Word("MATCHED")
    [
        LOOKAHEAD({ inserts && at("BY") })
        Word("BY") OneOf("SOURCE", "TARGET") { inserts = upperCase(last()).equals("TARGET"); }
    ]
    [ LOOKAHEAD({ at("AND") }) Word("AND") condition = ValueExpression() ]
    Word("THEN") action = MergeAction(inserts)
    { return new Statement.MergeWhen(spanFrom(start), condition, action); }
}

Statement.MergeAction MergeAction(boolean inserts) :
{
    Statement.MergeAction action;
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
}
{
    (
        LOOKAHEAD({ at("UPDATE") && !inserts })
        Word("UPDATE") Word("SET") Assignments(assignments)
        { action = new Statement.MergeAction.Update(assignments); }
    |
        LOOKAHEAD({ at("DELETE") && !inserts }) Word("DELETE") { action = new Statement.MergeAction.Delete(); }
    |
        LOOKAHEAD({ at("DO") }) Word("DO") Word("NOTHING") { action = new Statement.MergeAction.DoNothing(); }
    |
        LOOKAHEAD({ at("INSERT") && inserts }) action = MergeInsert()
    |
        action = NoAction()
    )
    { return action; }
}

JAVACODE Statement.MergeAction NoAction()
{
    throw expected("an action that goes with the rows");
}

Statement.MergeAction MergeInsert() :
{
    Token start = next();
    Statement.ColumnList columns = null;
    Expr.Row values = null;
}
{
    Word("INSERT")
    [ LOOKAHEAD({ atKind(T_LPAREN) }) columns = TargetColumns() ]
    [ LOOKAHEAD({ at("OVERRIDING") }) Overriding() ]
    (
        LOOKAHEAD({ at("DEFAULT") }) Word("DEFAULT") Word("VALUES")
    |
        Word("VALUES") values = ValuesRow(false)
    )
    { return new Statement.MergeAction.Insert(spanFrom(start), columns, values); }
}

/** INSERT and REPLACE, MySQL 15.2.7 and 15.2.12; RETURNING, MariaDB. */
Statement MySqlInsert(Token start) :
{
    Statement.Insert.Kind kind;
    java.util.EnumSet<Statement.Modifier> modifiers = java.util.EnumSet.noneOf(Statement.Modifier.class);
    TableName table;
    List<Name> partitions = new ArrayList<Name>();
    Statement.ColumnList columns = null;
    Statement.SetClause set = null;
    Statement.Query source = null;
    Alias rowAlias = null;
    Statement.SetClause onDuplicateKey = null;
    Statement.Returning returning = null;
}
{
    OneOf("INSERT", "REPLACE") { kind = Statement.Insert.Kind.valueOf(upperCase(last())); }
    ( LOOKAHEAD({ at("LOW_PRIORITY") || at("HIGH_PRIORITY") || at("DELAYED") || at("IGNORE") }) Modifier(modifiers) )*
    [ LOOKAHEAD({ at("INTO") }) Word("INTO") ]
    table = TableName()
    [ LOOKAHEAD({ partitionAhead() }) Partitions(partitions) ]
    [ LOOKAHEAD({ atKind(T_LPAREN) && !queryAhead(1) }) columns = TargetColumns() ]
    (
        LOOKAHEAD({ at("SET") && columns == null }) set = InsertSet()
    |
        LOOKAHEAD({ at("VALUES") || at("VALUE") }) source = InsertValues()
    |
        source = QueryExpression()
    )
    [ LOOKAHEAD({ at("AS") && !mariadb() }) rowAlias = Alias() ]
    [ LOOKAHEAD({ at("ON") }) onDuplicateKey = OnDuplicateKey() ]
    [ LOOKAHEAD({ mariadb() && at("RETURNING") }) returning = Returning() ]
    {
        return new Statement.Insert(
            spanFrom(start),
            null,
            kind,
            List.copyOf(modifiers),
            table,
            partitions,
            null,
            columns,
            set,
            source,
            rowAlias,
            null,
            onDuplicateKey,
            returning);
    }
}

Statement.SetClause InsertSet() :
{
    Token start = next();
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
}
{
    Word("SET") Assignments(assignments)
    { return new Statement.SetClause(spanFrom(start), assignments); }
}

/** VALUES of INSERT, MySQL 15.2.7: no query, for it has no tail. */
Statement.Query InsertValues() :
{
    Token start = next();
    List<Expr.Row> rows = new ArrayList<Expr.Row>();
    Expr.Row row;
}
{
    OneOf("VALUES", "VALUE")
    row = ValuesRow(false) { rows.add(row); }
    ( <T_COMMA> row = ValuesRow(false) { rows.add(row); } )*
    {
        io.crossfade.sql.Span span = spanFrom(start);
        return new Statement.Query(
            span, null, new QueryBody.Values(span, rows), List.of(), List.of(), List.of(), null);
    }
}

/** ON DUPLICATE KEY UPDATE, MySQL 15.2.7.2. */
Statement.SetClause OnDuplicateKey() :
{
    Token start = next();
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
}
{
    Word("ON") Word("DUPLICATE") Word("KEY") Word("UPDATE") Assignments(assignments)
    { return new Statement.SetClause(spanFrom(start), assignments); }
}

/** UPDATE, MySQL 15.2.17. */
Statement MySqlUpdate(Token start, Statement.With with) :
{
    java.util.EnumSet<Statement.Modifier> modifiers = java.util.EnumSet.noneOf(Statement.Modifier.class);
    List<FromItem> tables = new ArrayList<FromItem>();
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
    Expr where = null;
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> limits = new ArrayList<Expr>();
}
{
    Word("UPDATE")
    ( LOOKAHEAD({ at("LOW_PRIORITY") || at("IGNORE") }) Modifier(modifiers) )*
    FromList(tables)
    Word("SET") Assignments(assignments)
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    [ LOOKAHEAD({ at("LIMIT") }) Word("LIMIT") LimitOption(limits) ]
    {
        List<Statement.Modifier> words = List.copyOf(modifiers);
        FromItem.TableRef target = onlyTable(tables);
        return target == null
            ? new Statement.MultiUpdate(spanFrom(start), with, words, tables, assignments, where, orderBy, limits)
            : new Statement.Update(
                spanFrom(start), with, words, target, assignments, List.of(), where, orderBy, limits, null);
    }
}

/** DELETE from one table or from several, MySQL 15.2.2. */
Statement MySqlDelete(Token start, Statement.With with) :
{
    java.util.EnumSet<Statement.Modifier> modifiers = java.util.EnumSet.noneOf(Statement.Modifier.class);
    Statement statement;
}
{
    Word("DELETE")
    ( LOOKAHEAD({ at("LOW_PRIORITY") || at("QUICK") || at("IGNORE") }) Modifier(modifiers) )*
    (
        LOOKAHEAD({ at("FROM") && !severalTargetsAhead() })
        statement = DeleteFromOne(start, with, List.copyOf(modifiers))
    |
        statement = DeleteFromSeveral(start, with, List.copyOf(modifiers))
    )
    { return statement; }
}

Statement DeleteFromOne(Token start, Statement.With with, List<Statement.Modifier> modifiers) :
{
    FromItem.TableRef target;
    Expr where = null;
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> limits = new ArrayList<Expr>();
    Statement.Returning returning = null;
}
{
    Word("FROM") target = DeletedTable()
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    [ LOOKAHEAD({ at("ORDER") }) OrderByClause(orderBy) ]
    [ LOOKAHEAD({ at("LIMIT") }) Word("LIMIT") LimitOption(limits) ]
    [ LOOKAHEAD({ mariadb() && at("RETURNING") }) returning = Returning() ]
    {
        return new Statement.Delete(
            spanFrom(start), with, modifiers, target, List.of(), where, orderBy, limits, returning);
    }
}

/** The table of DELETE, MySQL 15.2.2: partitions stand behind the alias. */
FromItem.TableRef DeletedTable() :
{
    Token start = next();
    TableName table;
    FromItem.Period period = null;
    io.crossfade.sql.Span relation;
    Alias alias = null;
    List<Name> partitions = new ArrayList<Name>();
}
{
    table = TableName()
    [ LOOKAHEAD({ mariadb() && at("FOR") }) period = Period() ]
    { relation = spanFrom(start); }
    [ LOOKAHEAD({ aliasAhead() }) alias = MySqlAlias() ]
    [
        LOOKAHEAD({ partitionAhead() })
        Partitions(partitions)
        {
            if (alias == null) {
                relation = spanFrom(start);
            }
        }
    ]
    {
        return new FromItem.TableRef(
            spanFrom(start), relation, table, false, partitions, period, null, alias, List.of());
    }
}

Statement DeleteFromSeveral(Token start, Statement.With with, List<Statement.Modifier> modifiers) :
{
    List<TableName> targets = new ArrayList<TableName>();
    List<FromItem> tables = new ArrayList<FromItem>();
    Expr where = null;
    List<Statement.OrderItem> orderBy = new ArrayList<Statement.OrderItem>();
    List<Expr> limits = new ArrayList<Expr>();
}
{
    (
        LOOKAHEAD({ at("FROM") }) Word("FROM") DeleteTargets(targets) Word("USING")
    |
        DeleteTargets(targets) Word("FROM")
    )
    FromList(tables)
    [ LOOKAHEAD({ at("WHERE") }) Word("WHERE") where = ValueExpression() ]
    [ LOOKAHEAD({ mariadb() && at("ORDER") }) OrderByClause(orderBy) ]
    [ LOOKAHEAD({ mariadb() && at("LIMIT") }) Word("LIMIT") LimitOption(limits) ]
    {
        return new Statement.MultiDelete(
            spanFrom(start), with, modifiers, targets, tables, where, orderBy, limits);
    }
}

void DeleteTargets(List<TableName> targets) :
{
    TableName target;
}
{
    target = DeleteTarget() { targets.add(target); }
    ( <T_COMMA> target = DeleteTarget() { targets.add(target); } )*
}

TableName DeleteTarget() :
{
    TableName target;
}
{
    target = TableName() [ <T_DOT> <T_OPERATOR> ]
    { return target; }
}
