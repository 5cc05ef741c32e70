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

/** What MySQL takes for a label behind AS, MySQL 15.2.13: a name or a string. */
JAVACODE Name MySqlLabel()
{
    return readMySqlLabel();
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
