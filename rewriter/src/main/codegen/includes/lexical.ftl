/*
 * PostgreSQL's lexical rules (manual 4.1) in a state of their own. No word is a token of its own here: productions tell
 * words apart by context, so a name is never lost to a key word that somebody added.
 */

<POSTGRESQL> SKIP :
{
    " " | "\t" | "\n" | "\r" | "\f" | "\u000b" | "\ufeff"
}

/* Comments, 4.1.5. Block comments nest. */
<POSTGRESQL> SKIP :
{
    < "--" (~["\n","\r"])* >
|
    "/*" { commentDepth = 1; } : POSTGRESQL_COMMENT
}

<POSTGRESQL_COMMENT> SKIP :
{
    "/*" { commentDepth++; }
|
    "*/" { if (--commentDepth == 0) { SwitchTo(POSTGRESQL); } }
|
    < ~[] >
}

/* Constants, 4.1.2. Strings on several lines continue each other. */
<POSTGRESQL> TOKEN :
{
    < PG_STRING:
        ("n" | "u&")? <PG_QUOTED> ( <PG_CONTINUATION> <PG_QUOTED> )*
      | "e" <PG_ESCAPED> ( <PG_CONTINUATION> <PG_ESCAPED> )*
      | ["b","x"] <PG_QUOTED> ( <PG_CONTINUATION> <PG_QUOTED> )*
    >
|
    < #PG_QUOTED: "'" ( ~["'"] | "''" )* "'" >
|
    < #PG_ESCAPED: "'" ( ~["'","\\"] | "\\" ~[] | "''" )* "'" >
|
    < #PG_CONTINUATION:
        ( [" ","\t","\f","\u000b"] | <PG_LINE_COMMENT> )*
        ["\n","\r"]
        ( [" ","\t","\f","\u000b","\n","\r"] | <PG_LINE_COMMENT> ["\n","\r"] )*
    >
|
    < #PG_LINE_COMMENT: "--" (~["\n","\r"])* >
|
    < PG_UNCLOSED:
        ("n" | "u&" | "b" | "x")? "'" ( ~["'"] | "''" )*
      | "e" "'" ( ~["'","\\"] | "\\" ~[] | "''" )*
      | ("u&")? "\"" ( ~["\""] | "\"\"" )*
    >
|
    < PG_DOLLAR_STRING: "$" ( <PG_TAG_START> ( <PG_TAG_START> | ["0"-"9"] )* )? "$" >
    { readDollarString(matchedToken); }
|
    < #PG_TAG_START: ["a"-"z","A"-"Z","_","\u0080"-"\uffff"] >
|
    < PG_NUMBER:
        <PG_DIGITS> ( "." (<PG_DIGITS>)? )? (<PG_EXPONENT>)?
      | "." <PG_DIGITS> (<PG_EXPONENT>)?
      | "0x" ( ("_")? ["0"-"9","a"-"f","A"-"F"] )+
      | "0o" ( ("_")? ["0"-"7"] )+
      | "0b" ( ("_")? ["0"-"1"] )+
    >
|
    < #PG_DIGITS: ["0"-"9"] ( ("_")? ["0"-"9"] )* >
|
    < #PG_EXPONENT: "e" (["+","-"])? <PG_DIGITS> >
}

/* Names and words, 4.1.1. */
<POSTGRESQL> TOKEN :
{
    < PG_WORD: <PG_WORD_START> ( <PG_WORD_START> | ["0"-"9","$","\ufeff"] )* >
|
    < #PG_WORD_START: ["a"-"z","A"-"Z","_","\u0080"-"\ufefe","\uff00"-"\uffff"] >
|
    < PG_QUOTED_NAME: ("u&")? "\"" ( ~["\""] | "\"\"" )+ "\"" >
}

/*
 * Operators, 4.1.3, and special characters, 4.1.4. A lone question mark is JDBC's parameter marker; inside an operator
 * it is written twice.
 */
<POSTGRESQL> TOKEN :
{
    < PG_OPERATOR:
        ( "-" ( <PG_NEITHER_DASH> ( <PG_OPERATOR_PART> )* )?
        | "/" ( <PG_NEITHER_STAR> ( <PG_OPERATOR_PART> )* )?
        | <PG_OPERATOR_START> ( <PG_OPERATOR_PART> )* )
    > { trimOperator(matchedToken); }
|
    < #PG_OPERATOR_PART: ["+","-","*","/","<",">","=","~","!","@","#","%","^","&","|","`"] | "??" >
|
    < #PG_OPERATOR_START: ["+","*","<",">","=","~","!","@","#","%","^","&","|","`"] | "??" >
|
    < #PG_NEITHER_DASH: ["+","*","/","<",">","=","~","!","@","#","%","^","&","|","`"] | "??" >
|
    < #PG_NEITHER_STAR: ["+","-","/","<",">","=","~","!","@","#","%","^","&","|","`"] | "??" >
|
    < PG_PARAMETER: "?" >
|
    < PG_LPAREN: "(" >
|
    < PG_RPAREN: ")" >
|
    < PG_LBRACKET: "[" >
|
    < PG_RBRACKET: "]" >
|
    < PG_LBRACE: "{" >
|
    < PG_RBRACE: "}" >
|
    < PG_COMMA: "," >
|
    < PG_SEMICOLON: ";" >
|
    < PG_DOT: "." >
|
    < PG_COLON: ":" >
|
    < PG_CAST: "::" >
|
    < PG_ASSIGN: ":=" >
|
    < PG_UNKNOWN: ~[] >
}

/* What productions read of words and names; how is told in TokenReader. */

/** The given word. */
JAVACODE void Word(String word)
{
    readWord(word);
}

/** One of the given words. */
JAVACODE void OneOf(String... words)
{
    readOneOf(words);
}

/** A word that look-ahead has chosen already. */
JAVACODE void AnyWord()
{
    readAnyWord();
}

/** The given symbol. */
JAVACODE void Operator(String symbol)
{
    readOperator(symbol);
}

/** A name of a column, a relation or the like: any word that isn't reserved, or one in quotes. */
JAVACODE Name ColumnName()
{
    return readColumnName();
}

/** A name where any word will do. */
JAVACODE Name Label()
{
    return readLabel();
}

/** Parentheses with anything in them. */
JAVACODE void Balanced()
{
    readBalanced();
}

/** A name of a type: any word that may name a function too. */
JAVACODE Name FunctionOrTypeName()
{
    return readFunctionName();
}
