/** Values that only MySQL and MariaDB have. */
Expr MySqlPrimary(Opening opening) :
{
    Expr expr;
}
{
    (
        LOOKAHEAD({ opening == Opening.INTERVAL }) expr = Interval()
    |
        LOOKAHEAD({ opening == Opening.MATCH }) expr = Match()
    |
        LOOKAHEAD({ opening == Opening.CONVERT }) expr = Convert()
    |
        LOOKAHEAD({ opening == Opening.COLUMN_DEFAULT || opening == Opening.INSERTED_VALUE })
        expr = OfColumn(opening)
    |
        LOOKAHEAD({ opening == Opening.SEQUENCE }) expr = SequenceValue()
    |
        expr = NoValue()
    )
    { return expr; }
}

/** A variable and what is assigned to it, MySQL 11.4. */
Expr Variable() :
{
    Token start = next();
    Expr variable;
    Expr value;
}
{
    <T_VARIABLE> { variable = new Expr.Variable(spanFrom(start)); }
    [ LOOKAHEAD({ mysql() && atKind(T_ASSIGN) }) <T_ASSIGN> value = ValueExpression() { variable = operation(":=", variable, value); } ]
    { return variable; }
}

/** Intervals, MySQL 11.5. */
Expr Interval() :
{
    Token start = next();
    Expr amount;
}
{
    Word("INTERVAL") amount = ValueExpression() MySqlTimeUnit()
    { return new Expr.Interval(spanFrom(start), amount, upperCase(last())); }
}

/** DAY and the like, MySQL 11.5. */
JAVACODE void MySqlTimeUnit()
{
    readTimeUnit();
}

/** Full-text search, MySQL 14.9. */
Expr Match() :
{
    Token start = next();
    List<Expr.ColumnRef> columns = new ArrayList<Expr.ColumnRef>();
    Expr against;
}
{
    Word("MATCH")
    (
        <T_LPAREN> MatchedColumns(columns) <T_RPAREN>
    |
        MatchedColumns(columns)
    )
    Word("AGAINST") <T_LPAREN> against = Operators(Precedence.OTHER)
    (
        LOOKAHEAD({ at("IN") && at(2, "BOOLEAN") }) Word("IN") Word("BOOLEAN") Word("MODE")
    |
        [ LOOKAHEAD({ at("IN") }) Word("IN") Word("NATURAL") Word("LANGUAGE") Word("MODE") ]
        [ LOOKAHEAD({ at("WITH") }) Word("WITH") Word("QUERY") Word("EXPANSION") ]
    )
    <T_RPAREN>
    { return new Expr.Match(spanFrom(start), columns, against); }
}

void MatchedColumns(List<Expr.ColumnRef> columns) :
{
    Expr.ColumnRef column;
}
{
    column = PlainColumn() { columns.add(column); }
    ( <T_COMMA> column = PlainColumn() { columns.add(column); } )*
}

/** A column with what qualifies it. */
Expr.ColumnRef PlainColumn() :
{
    Token start = next();
    List<Name> parts = new ArrayList<Name>();
    Name part;
}
{
    part = ColumnName() { parts.add(part); }
    ( <T_DOT> part = Label() { parts.add(part); } )*
    { return new Expr.ColumnRef(spanFrom(start), parts); }
}

/** CONVERT, MySQL 14.10. */
Expr Convert() :
{
    Token start = next();
    Name name;
    Expr operand;
    io.crossfade.sql.Span type;
}
{
    name = Label() <T_LPAREN> operand = ValueExpression()
    (
        LOOKAHEAD({ at("USING") })
        Word("USING") ( LOOKAHEAD({ stringAhead(1) }) String() | Label() ) <T_RPAREN>
        {
            CallParts call = new CallParts(List.of(name));
            call.arguments().add(operand);
            return call.at(spanFrom(start));
        }
    |
        <T_COMMA> type = MySqlCastType() <T_RPAREN>
        { return new Expr.Cast(spanFrom(start), operand, type); }
    )
}

/** DEFAULT(a), MySQL 14.23; VALUES(a), MySQL 15.2.7.2. */
Expr OfColumn(Opening opening) :
{
    Token start = next();
    Expr.ColumnRef column;
}
{
    AnyWord() <T_LPAREN> column = PlainColumn() <T_RPAREN>
    {
        return opening == Opening.COLUMN_DEFAULT
            ? new Expr.ColumnDefault(spanFrom(start), column)
            : new Expr.InsertedValue(spanFrom(start), column);
    }
}

/** Sequences, MariaDB: sequence functions. */
Expr SequenceValue() :
{
    Token start = next();
    TableName sequence;
    List<Expr> arguments = new ArrayList<Expr>();
}
{
    (
        LOOKAHEAD({ at("NEXT") || at("PREVIOUS") })
        AnyWord() Word("VALUE") Word("FOR") sequence = TableName()
    |
        AnyWord() <T_LPAREN> sequence = TableName() [ <T_COMMA> ExpressionList(arguments) ] <T_RPAREN>
    )
    { return new Expr.SequenceValue(spanFrom(start), sequence, arguments); }
}

/** Arguments with a syntax of their own. */
void MySqlArguments(CallParts call) :
{
    Expr argument;
}
{
    LOOKAHEAD({ call.is("extract") })
    MySqlTimeUnit() Word("FROM") argument = ValueExpression() { call.arguments().add(argument); }
|
    LOOKAHEAD({ call.is("timestampadd", "timestampdiff") })
    MySqlTimeUnit() <T_COMMA> ExpressionList(call.arguments())
|
    LOOKAHEAD({ call.is("get_format") })
    OneOf("DATE", "TIME", "DATETIME", "TIMESTAMP") <T_COMMA> ExpressionList(call.arguments())
|
    LOOKAHEAD({ call.is("char") })
    ExpressionList(call.arguments())
    [ LOOKAHEAD({ at("USING") }) Word("USING") ( LOOKAHEAD({ stringAhead(1) }) String() | Label() ) ]
|
    LOOKAHEAD({ call.is("weight_string") })
    argument = ValueExpression() { call.arguments().add(argument); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") MySqlType() ]
    [ LOOKAHEAD({ at("LEVEL") || atKind(T_COMMA) }) WeightLevels() ]
|
    LOOKAHEAD({ call.is("column_create", "column_add", "column_get") })
    DynamicColumn(call.arguments()) ( <T_COMMA> DynamicColumn(call.arguments()) )*
|
    LOOKAHEAD({ call.is("json_value") })
    ExpressionList(call.arguments())
    [ LOOKAHEAD({ at("RETURNING") }) Word("RETURNING") MySqlType() ]
    ( LOOKAHEAD({ jsonClauseAhead() }) JsonClause(call.arguments()) )*
}

/** A value and its type, MariaDB: dynamic columns. */
void DynamicColumn(List<Expr> arguments) :
{
    Expr argument;
}
{
    argument = ValueExpression() { arguments.add(argument); }
    [ LOOKAHEAD({ at("AS") }) Word("AS") MySqlType() ]
}

/** WEIGHT_STRING's levels, MySQL 14.8. */
void WeightLevels() :
{}
{
    ( LOOKAHEAD({ !atKind(T_RPAREN) }) ( <T_NUMBER> | <T_COMMA> | <T_OPERATOR> | AnyWord() ) )+
}
