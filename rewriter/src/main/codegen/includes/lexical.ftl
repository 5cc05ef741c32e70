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
    "/*" { skipComment(true); }
}

/* Constants, 4.1.2. Strings are read on by hand, which takes a tenth of the time. */
<POSTGRESQL> TOKEN :
{
    < T_STRING: ("n" | "u&" | "e" | "b" | "x")? "'" > { readString(matchedToken); }
|
    < T_UNCLOSED: ("u&")? "\"" ( ~["\""] | "\"\"" )* >
|
    < T_DOLLAR_STRING: "$" ( <PG_TAG_START> ( <PG_TAG_START> | ["0"-"9"] )* )? "$" >
    { readDollarString(matchedToken); }
|
    < #PG_TAG_START: ["a"-"z","A"-"Z","_","\u0080"-"\uffff"] >
|
    < T_NUMBER:
        <PG_DIGITS> ( "." (<PG_DIGITS>)? )? (<PG_EXPONENT>)?
      | "." <PG_DIGITS> (<PG_EXPONENT>)?
      | "0x" ( ("_")? ["0"-"9","a"-"f","A"-"F"] )+
      | "0o" ( ("_")? ["0"-"7"] )+
      | "0b" ( ("_")? ["0"-"1"] )+
    >
|
    < PG_JUNK:
        <PG_DIGITS> ( "." (<PG_DIGITS>)? )? (<PG_EXPONENT>)? <PG_WORD_START> ( <PG_WORD_START> | ["0"-"9","$"] )*
      | "." <PG_DIGITS> (<PG_EXPONENT>)? <PG_WORD_START> ( <PG_WORD_START> | ["0"-"9","$"] )*
      | "0" ["x","o","b"] ( ["0"-"9"] | <PG_WORD_START> )*
    > { matchedToken.kind = T_UNKNOWN; }
|
    < #PG_DIGITS: ["0"-"9"] ( ("_")? ["0"-"9"] )* >
|
    < #PG_EXPONENT: "e" (["+","-"])? <PG_DIGITS> >
}

/* Numbered parameters, 4.1.2; JDBC's are question marks. */
<POSTGRESQL> TOKEN :
{
    < PG_NUMBERED: "$" (["0"-"9"])+ > { matchedToken.kind = T_VARIABLE; }
}

/* Names and words, 4.1.1. */
<POSTGRESQL> TOKEN :
{
    < T_WORD: <PG_WORD_START> ( <PG_WORD_START> | ["0"-"9","$","\ufeff"] )* >
|
    < #PG_WORD_START: ["a"-"z","A"-"Z","_","\u0080"-"\ufefe","\uff00"-"\uffff"] >
|
    < T_QUOTED_NAME: ("u&")? "\"" ( ~["\""] | "\"\"" )+ "\"" >
}

/*
 * Operators, 4.1.3, and special characters, 4.1.4. A lone question mark is JDBC's parameter marker; inside an operator
 * it is written twice.
 */
<POSTGRESQL> TOKEN :
{
    < T_OPERATOR:
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
    < T_LBRACKET: "[" >
|
    < T_RBRACKET: "]" >
|
    < T_CAST: "::" >
}

/* Special characters of both lexical states. */
<POSTGRESQL, MYSQL> TOKEN :
{
    < T_PARAMETER: "?" >
|
    < T_LPAREN: "(" >
|
    < T_RPAREN: ")" >
|
    < T_LBRACE: "{" >
|
    < T_RBRACE: "}" >
|
    < T_COMMA: "," >
|
    < T_SEMICOLON: ";" >
|
    < T_DOT: "." >
|
    < T_COLON: ":" >
|
    < T_ASSIGN: ":=" >
}
