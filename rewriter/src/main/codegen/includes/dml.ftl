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
    [ LOOKAHEAD({ atKind(PG_LPAREN) && !queryAhead(1) }) columns = TargetColumns() ]
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
    <PG_LPAREN> IndexElement(elements) ( <PG_COMMA> IndexElement(elements) )* <PG_RPAREN>
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
        Word("WITH") <PG_LPAREN> RowName(names) ( <PG_COMMA> RowName(names) )* <PG_RPAREN>
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
    ( <PG_COMMA> assignment = Assignment() { assignments.add(assignment); } )*
}

Statement.Assignment Assignment() :
{
    Token start = next();
    Statement.TargetColumn column;
    Statement.ColumnList columns;
    Expr value;
}
{
    LOOKAHEAD({ atKind(PG_LPAREN) })
    columns = TargetColumns() Operator("=") value = ValueExpression()
    { return new Statement.Assignment.Multiple(spanFrom(start), columns, value); }
|
    column = TargetColumn() Operator("=") value = ValueExpression()
    { return new Statement.Assignment.Single(spanFrom(start), column, value); }
}

Statement.ColumnList TargetColumns() :
{
    Token start = next();
    List<Statement.TargetColumn> columns = new ArrayList<Statement.TargetColumn>();
    Statement.TargetColumn column;
}
{
    <PG_LPAREN>
    column = TargetColumn() { columns.add(column); }
    ( <PG_COMMA> column = TargetColumn() { columns.add(column); } )*
    <PG_RPAREN>
    { return new Statement.ColumnList(spanFrom(start), columns); }
}

/** A column, one of its elements or one of its fields, 8.15.4 and 8.16.4. */
Statement.TargetColumn TargetColumn() :
{
    Token start = next();
    Name name;
    boolean indirection = false;
    List<Expr> subscripts = new ArrayList<Expr>();
}
{
    name = ColumnName()
    (
        <PG_DOT> Label() { indirection = true; }
    |
        Subscripts(subscripts) { indirection = true; }
    )*
    { return new Statement.TargetColumn(spanFrom(start), List.of(), name, indirection, subscripts); }
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
    Expr condition = null;
    Statement.MergeAction action;
}
{
    Word("WHEN")
    [ LOOKAHEAD({ at("NOT") }) Word("NOT") ]
    Word("MATCHED")
    [ LOOKAHEAD({ at("BY") }) Word("BY") OneOf("SOURCE", "TARGET") ]
    [ LOOKAHEAD({ at("AND") }) Word("AND") condition = ValueExpression() ]
    Word("THEN") action = MergeAction()
    { return new Statement.MergeWhen(spanFrom(start), condition, action); }
}

Statement.MergeAction MergeAction() :
{
    Statement.MergeAction action;
    List<Statement.Assignment> assignments = new ArrayList<Statement.Assignment>();
}
{
    (
        LOOKAHEAD({ at("UPDATE") })
        Word("UPDATE") Word("SET") Assignments(assignments)
        { action = new Statement.MergeAction.Update(assignments); }
    |
        LOOKAHEAD({ at("DELETE") }) Word("DELETE") { action = new Statement.MergeAction.Delete(); }
    |
        LOOKAHEAD({ at("DO") }) Word("DO") Word("NOTHING") { action = new Statement.MergeAction.DoNothing(); }
    |
        action = MergeInsert()
    )
    { return action; }
}

Statement.MergeAction MergeInsert() :
{
    Token start = next();
    Statement.ColumnList columns = null;
    Expr.Row values = null;
}
{
    Word("INSERT")
    [ LOOKAHEAD({ atKind(PG_LPAREN) }) columns = TargetColumns() ]
    [ LOOKAHEAD({ at("OVERRIDING") }) Overriding() ]
    (
        LOOKAHEAD({ at("DEFAULT") }) Word("DEFAULT") Word("VALUES")
    |
        Word("VALUES") values = ValuesRow()
    )
    { return new Statement.MergeAction.Insert(spanFrom(start), columns, values); }
}
