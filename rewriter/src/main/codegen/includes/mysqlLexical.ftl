/*
 * MySQL's and MariaDB's lexical rules (MySQL manual 11) in a state of their own. What strings and names in quotes look
 * like depends on the session's mode. The marks of executable comments are blanks by now (MySqlComments).
 */

<MYSQL> SKIP :
{
    " " | "\t" | "\n" | "\r" | "\f" | "\u000b"
}

/* Comments, 11.7. Two dashes begin one only before a blank or a control character. */
<MYSQL> SKIP :
{
    < "#" (~["\n"])* >
|
    < "--" ( "\n" | ["\u0000"-"\t","\u000b"-" "] (~["\n"])* ) >
|
    "/*" { skipComment(false); }
}

/* Literals, 11.1, and names in quotes, 11.2. */
<MYSQL> TOKEN :
{
    < MY_QUOTE: (["n","x","b"])? "'" | "\"" | "`" > { readQuoted(matchedToken); }
|
    < MY_NUMBER:
        <MY_DIGITS> ( "." (<MY_DIGITS>)? )? (<MY_EXPONENT>)?
      | "." <MY_DIGITS> (<MY_EXPONENT>)?
      | "0x" (["0"-"9","a"-"f","A"-"F"])+
      | "0b" (["0"-"1"])+
    > { matchedToken.kind = T_NUMBER; }
|
    < #MY_DIGITS: (["0"-"9"])+ >
|
    < #MY_EXPONENT: "e" (["+","-"])? <MY_DIGITS> >
|
    < MY_NULL: "\\N" > { matchedToken.kind = T_NUMBER; }
}

/* Words may begin with digits, 11.2. */
<MYSQL> TOKEN :
{
    < MY_WORD: (<MY_PART>)+ > { matchedToken.kind = T_WORD; readOnQualified(); }
|
    < #MY_PART: ["a"-"z","A"-"Z","0"-"9","_","$","\u0080"-"\uffff"] >
}

/* Behind a word and a dot, anything is a name, digits too. */
<MYSQL_QUALIFIED> TOKEN :
{
    < MY_DOT: "." > { matchedToken.kind = T_DOT; }
|
    < MY_PART_OF_NAME: (<MY_PART>)+ > { matchedToken.kind = T_WORD; readOnQualified(); }
}

/* User variables, 11.4, and system variables, 7.1.9. */
<MYSQL> TOKEN :
{
    < T_VARIABLE:
        "@" (<MY_PART> | ".")*
      | "@" "'" ( ~["'","\\"] | "''" | "\\" ~[] )* "'"
      | "@" "\"" ( ~["\"","\\"] | "\"\"" | "\\" ~[] )* "\""
      | "@" <MY_BACKTICKS>
      | "@@" ( <MY_BACKTICKS> | (<MY_PART>)+ ) ( "." ( <MY_BACKTICKS> | (<MY_PART>)+ ) )*
    >
|
    < #MY_BACKTICKS: "`" ( ~["`"] | "``" )* "`" >
}

/* Operators, 14.4. */
<MYSQL> TOKEN :
{
    < MY_OPERATOR:
        "<=>" | "->>" | "->" | "<<" | ">>" | "<=" | ">=" | "<>" | "!=" | "||" | "&&"
      | ["+","-","*","/","%","^","~","!","|","&","=","<",">"]
    > { matchedToken.kind = T_OPERATOR; }
}

/* Behind all others: what can't be part of either dialect's texts. */
<POSTGRESQL, MYSQL, MYSQL_QUALIFIED> TOKEN :
{
    < T_UNKNOWN: ~[] >
}
