/** Everything up to the end of the text. */
List<Statement> Statements() :
{
    List<Statement> statements = new ArrayList<Statement>();
}
{
    OptionalStatement(statements)
    ( <PG_SEMICOLON> OptionalStatement(statements) )*
    End()
    { return statements; }
}

void End() :
{}
{
    <EOF>
    {
        if (token_source.insideComment()) {
            throw expected("the end of the comment");
        }
    }
}

/** Nothing at all is a statement too, and left out. */
void OptionalStatement(List<Statement> statements) :
{
    Statement statement;
}
{
    [ LOOKAHEAD({ !endAhead() }) statement = AnyStatement() { statements.add(statement); } ]
}

Statement AnyStatement() :
{
    Statement statement;
}
{
    (
        LOOKAHEAD({ at("EXPLAIN") }) statement = Explain()
    |
        LOOKAHEAD({ at("DECLARE") }) statement = DeclareCursor()
    |
        statement = DataStatement()
    )
    { return statement; }
}

/** EXPLAIN, reference. */
Statement Explain() :
{
    Token start = next();
    Statement explained;
}
{
    Word("EXPLAIN")
    (
        LOOKAHEAD({ atKind(PG_LPAREN) && !queryAhead(1) }) Balanced()
    |
        [ LOOKAHEAD({ at("ANALYZE") || at("ANALYSE") }) AnyWord() ]
        [ LOOKAHEAD({ at("VERBOSE") }) Word("VERBOSE") ]
    )
    explained = AnyStatement()
    { return new Statement.Explain(spanFrom(start), explained); }
}

/** DECLARE, reference. */
Statement DeclareCursor() :
{
    Token start = next();
    Statement.Query query;
}
{
    Word("DECLARE") ColumnName()
    ( LOOKAHEAD({ !at("CURSOR") }) AnyWord() )*
    Word("CURSOR")
    [ LOOKAHEAD({ at("WITH") || at("WITHOUT") }) AnyWord() Word("HOLD") ]
    Word("FOR") query = QueryExpression()
    { return new Statement.DeclareCursor(spanFrom(start), query); }
}

/** What WITH may lead: a query or a data-modifying statement, 7.8. */
Statement DataStatement() :
{
    Token start = next();
    Statement.With with = null;
    Statement statement;
}
{
    [ LOOKAHEAD({ at("WITH") }) with = WithClause() ]
    (
        LOOKAHEAD({ at("INSERT") }) statement = Insert(start, with)
    |
        LOOKAHEAD({ at("UPDATE") }) statement = Update(start, with)
    |
        LOOKAHEAD({ at("DELETE") }) statement = Delete(start, with)
    |
        LOOKAHEAD({ at("MERGE") }) statement = Merge(start, with)
    |
        statement = QueryAfterWith(start, with)
    )
    { return statement; }
}

/** WITH, 7.8. */
Statement.With WithClause() :
{
    Token start = next();
    boolean recursive = false;
    List<Statement.CommonTable> tables = new ArrayList<Statement.CommonTable>();
    Statement.CommonTable table;
}
{
    Word("WITH")
    [ LOOKAHEAD({ at("RECURSIVE") && columnNameAhead(2) }) Word("RECURSIVE") { recursive = true; } ]
    table = CommonTable() { tables.add(table); }
    ( <PG_COMMA> table = CommonTable() { tables.add(table); } )*
    { return new Statement.With(spanFrom(start), recursive, tables); }
}

/** One common table expression, 7.8. */
Statement.CommonTable CommonTable() :
{
    Token start = next();
    Name name;
    List<Name> columns = new ArrayList<Name>();
    Statement body;
    List<Name> searched = new ArrayList<Name>();
    List<Name> added = new ArrayList<Name>();
}
{
    name = ColumnName()
    [ <PG_LPAREN> NameList(columns) <PG_RPAREN> ]
    Word("AS")
    [ LOOKAHEAD({ at("NOT") }) Word("NOT") ]
    [ LOOKAHEAD({ at("MATERIALIZED") }) Word("MATERIALIZED") ]
    <PG_LPAREN> body = DataStatement() <PG_RPAREN>
    [ LOOKAHEAD({ at("SEARCH") }) Search(searched, added) ]
    [ LOOKAHEAD({ at("CYCLE") }) Cycle(searched, added) ]
    { return new Statement.CommonTable(spanFrom(start), name, columns, body, searched, added); }
}

/** SEARCH, 7.8.2.1. */
void Search(List<Name> searched, List<Name> added) :
{
    Name column;
}
{
    Word("SEARCH") OneOf("BREADTH", "DEPTH") Word("FIRST") Word("BY") NameList(searched)
    Word("SET") column = ColumnName() { added.add(column); }
}

/** CYCLE, 7.8.2.2. */
void Cycle(List<Name> searched, List<Name> added) :
{
    Name column;
}
{
    Word("CYCLE") NameList(searched) Word("SET") column = ColumnName() { added.add(column); }
    [ LOOKAHEAD({ at("TO") }) Word("TO") Operand() Word("DEFAULT") Operand() ]
    Word("USING") column = ColumnName() { added.add(column); }
}
