/** Everything up to the end of the text. */
List<Statement> Statements() :
{
    List<Statement> statements = new ArrayList<Statement>();
}
{
    OptionalStatement(statements)
    ( <T_SEMICOLON> OptionalStatement(statements) )*
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
        LOOKAHEAD({ at("EXPLAIN") && !mysql() }) statement = Explain()
    |
        LOOKAHEAD({ mySqlExplainAhead() }) statement = MySqlExplain()
    |
        LOOKAHEAD({ at("DECLARE") && !mysql() }) statement = DeclareCursor()
    |
        LOOKAHEAD({ at("CREATE") && !mysql() }) statement = CreateAs()
    |
        LOOKAHEAD({ at("PREPARE") && !mysql() }) statement = Prepare()
    |
        LOOKAHEAD({ at("COPY") && !mysql() }) statement = Copy()
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
        LOOKAHEAD({ atKind(T_LPAREN) && !queryAhead(1) }) Balanced()
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

/** EXPLAIN and its synonyms, MySQL 15.8.2; MariaDB's ANALYZE. */
Statement MySqlExplain() :
{
    Token start = next();
    Statement explained;
}
{
    OneOf("EXPLAIN", "DESCRIBE", "DESC", "ANALYZE")
    [ LOOKAHEAD({ at("ANALYZE") || at("EXTENDED") || at("PARTITIONS") }) AnyWord() ]
    [ LOOKAHEAD({ at("FORMAT") }) Word("FORMAT") Operator("=") ( LOOKAHEAD({ stringAhead(1) }) String() | AnyWord() ) ]
    [ LOOKAHEAD({ at("INTO") }) Word("INTO") <T_VARIABLE> ]
    [ LOOKAHEAD({ at("FOR") }) Word("FOR") OneOf("SCHEMA", "DATABASE") ColumnName() ]
    explained = DataStatement()
    { return new Statement.Explain(spanFrom(start), explained); }
}

/** CREATE TABLE AS, CREATE VIEW and CREATE MATERIALIZED VIEW, reference. */
Statement CreateAs() :
{
    Token start = next();
    Statement.CreateAs.Kind kind;
    TableName name;
    List<Name> columns = new ArrayList<Name>();
    Statement.Query query;
}
{
    Word("CREATE")
    [ LOOKAHEAD({ at("OR") }) Word("OR") Word("REPLACE") ]
    (
        LOOKAHEAD({ at("LOCAL") || at("GLOBAL") || at("TEMP") || at("TEMPORARY") || at("UNLOGGED") || at("RECURSIVE") })
        AnyWord()
    )*
    (
        LOOKAHEAD({ at("MATERIALIZED") })
        Word("MATERIALIZED") Word("VIEW") { kind = Statement.CreateAs.Kind.MATERIALIZED_VIEW; }
    |
        LOOKAHEAD({ at("VIEW") }) Word("VIEW") { kind = Statement.CreateAs.Kind.VIEW; }
    |
        Word("TABLE") { kind = Statement.CreateAs.Kind.TABLE; }
    )
    [ LOOKAHEAD({ at("IF") && at(2, "NOT") }) Word("IF") Word("NOT") Word("EXISTS") ]
    name = TableName()
    [ <T_LPAREN> NameList(columns) <T_RPAREN> ]
    ( LOOKAHEAD({ !at("AS") }) CreateOption() )*
    Word("AS") query = QueryExpression()
    [
        LOOKAHEAD({ at("WITH") })
        Word("WITH")
        (
            LOOKAHEAD({ at("CASCADED") || at("LOCAL") || at("CHECK") })
            [ LOOKAHEAD({ !at("CHECK") }) AnyWord() ] Word("CHECK") Word("OPTION")
        |
            [ LOOKAHEAD({ at("NO") }) Word("NO") ] Word("DATA")
        )
    ]
    { return new Statement.CreateAs(spanFrom(start), kind, name, columns, query); }
}

void CreateOption() :
{}
{
    LOOKAHEAD({ at("USING") || at("TABLESPACE") }) AnyWord() ColumnName()
|
    LOOKAHEAD({ at("WITHOUT") }) Word("WITHOUT") Word("OIDS")
|
    LOOKAHEAD({ at("ON") })
    Word("ON") Word("COMMIT")
    (
        LOOKAHEAD({ at("PRESERVE") || at("DELETE") }) AnyWord() Word("ROWS")
    |
        Word("DROP")
    )
|
    Word("WITH") Balanced()
}

/** PREPARE, reference. */
Statement Prepare() :
{
    Token start = next();
    Name name;
    Statement prepared;
}
{
    Word("PREPARE") name = ColumnName() [ LOOKAHEAD({ atKind(T_LPAREN) }) Balanced() ]
    Word("AS") prepared = DataStatement()
    { return new Statement.Prepare(spanFrom(start), name, prepared); }
}

/** COPY of a query, reference. */
Statement Copy() :
{
    Token start = next();
    Statement copied;
}
{
    Word("COPY") <T_LPAREN> copied = DataStatement() <T_RPAREN>
    Word("TO")
    (
        LOOKAHEAD({ at("STDOUT") }) Word("STDOUT")
    |
        [ LOOKAHEAD({ at("PROGRAM") }) Word("PROGRAM") ] String()
    )
    [ LOOKAHEAD({ at("WITH") }) Word("WITH") ]
    (
        LOOKAHEAD({ atKind(T_LPAREN) }) Balanced()
    |
        ( LOOKAHEAD({ !endAhead() }) ( LOOKAHEAD({ stringAhead(1) }) String() | AnyWord() | <T_COMMA> | <T_OPERATOR> ) )*
    )
    { return new Statement.Copy(spanFrom(start), copied); }
}

/** What WITH may lead: a query or a data-modifying statement, 7.8; in MySQL no INSERT, MySQL 15.2.20. */
Statement DataStatement() :
{
    Token start = next();
    Statement.With with = null;
    Statement statement;
}
{
    [ LOOKAHEAD({ at("WITH") }) with = WithClause() ]
    (
        LOOKAHEAD({ mysql() && with == null && (at("INSERT") || at("REPLACE")) && !atKind(2, T_LPAREN) })
        statement = MySqlInsert(start)
    |
        LOOKAHEAD({ mysql() && at("UPDATE") }) statement = MySqlUpdate(start, with)
    |
        LOOKAHEAD({ mysql() && at("DELETE") }) statement = MySqlDelete(start, with)
    |
        LOOKAHEAD({ at("INSERT") && !mysql() }) statement = Insert(start, with)
    |
        LOOKAHEAD({ at("UPDATE") }) statement = Update(start, with)
    |
        LOOKAHEAD({ at("DELETE") }) statement = Delete(start, with)
    |
        LOOKAHEAD({ at("MERGE") && !mysql() }) statement = Merge(start, with)
    |
        statement = QueryAfterWith(start, with)
    )
    { return statement; }
}

/** WITH, 7.8; MySQL 15.2.20. */
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
    ( <T_COMMA> table = CommonTable() { tables.add(table); } )*
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
    [ <T_LPAREN> NameList(columns) <T_RPAREN> ]
    Word("AS")
    [ LOOKAHEAD({ at("NOT") }) Word("NOT") ]
    [ LOOKAHEAD({ at("MATERIALIZED") }) Word("MATERIALIZED") ]
    <T_LPAREN> body = DataStatement() <T_RPAREN>
    [ LOOKAHEAD({ at("SEARCH") }) Search(searched, added) ]
    [ LOOKAHEAD({ at("CYCLE") }) ( LOOKAHEAD({ mysql() }) CycleRestrict(searched) | Cycle(searched, added) ) ]
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

/** CYCLE … RESTRICT of MariaDB, WITH reference. */
void CycleRestrict(List<Name> searched) :
{}
{
    Word("CYCLE") NameList(searched) Word("RESTRICT")
}
