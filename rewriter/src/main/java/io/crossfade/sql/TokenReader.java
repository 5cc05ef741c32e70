package io.crossfade.sql;

import io.crossfade.sql.Expr.Operation;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/** What the grammar's productions are made of: words, names, and the places of tokens in the text. */
abstract class TokenReader extends SqlAbstractParserImpl {

    private static final int LONGEST_SHOWN = 40;

    private SqlMode mode = SqlMode.of(Dialect.POSTGRESQL);
    private Dialect dialect = Dialect.POSTGRESQL;
    private Keywords keywords = Keywords.of(dialect);
    private int length;

    /** To be called once, before anything is read. */
    final void prepare(SqlMode mode, String text) {
        this.mode = mode;
        dialect = mode.dialect();
        keywords = Keywords.of(dialect);
        length = text.length();
    }

    final Keywords keywords() {
        return keywords;
    }

    final Dialect dialect() {
        return dialect;
    }

    final boolean mysql() {
        return dialect.isMySql();
    }

    final boolean mariadb() {
        return dialect == Dialect.MARIADB;
    }

    /** The token so many places ahead; 0 is the last one read. */
    public abstract Token getToken(int index);

    /** Reads one token. */
    public abstract Token getNextToken();

    final Token next() {
        return getToken(1);
    }

    /** The token behind a token, read from the text if need be. */
    abstract Token following(Token token);

    final Token last() {
        return getToken(0);
    }

    // Places, which are columns of the one line that TextStream makes of a text.

    final int startOf(Token token) {
        return token.beginColumn - 1;
    }

    private int endOf(Token token) {
        return Math.min(token.endColumn, length);
    }

    /** From a token to the last one read. */
    final Span spanFrom(Token first) {
        return new Span(startOf(first), endOf(last()));
    }

    /** From the start of a node to the last token read. */
    final Span spanFrom(Span first) {
        return new Span(first.start(), endOf(last()));
    }

    /** An operation that begins with its first operand and ends with the last token read. */
    final Operation operation(String operator, Expr... operands) {
        return new Operation(spanFrom(operands[0].span()), operator, List.of(operands));
    }

    /** The operator from a token to the last one read, with one blank between words. */
    final String operatorFrom(Token first) {
        if (first == last()) {
            return upperCase(first);
        }
        StringJoiner operator = new StringJoiner(isWord(first) && isWord(last()) ? " " : "");
        for (Token token = first; token != last(); token = token.next) {
            operator.add(upperCase(token));
        }
        return operator.add(upperCase(last())).toString();
    }

    // Words and symbols.

    static boolean isWord(Token token) {
        return token.kind == GeneratedParserConstants.T_WORD;
    }

    static boolean isQuotedName(Token token) {
        return token.kind == GeneratedParserConstants.T_QUOTED_NAME;
    }

    static boolean isWord(Token token, String word) {
        return isWord(token) && token.image.equalsIgnoreCase(word);
    }

    static String upperCase(Token token) {
        return token.image.toUpperCase(Locale.ROOT);
    }

    static String lowerCase(Token token) {
        return token.image.toLowerCase(Locale.ROOT);
    }

    final void readWord(String word) {
        if (!isWord(next(), word)) {
            throw expected(word);
        }
        getNextToken();
    }

    final void readOneOf(String... words) {
        for (String word : words) {
            if (isWord(next(), word)) {
                getNextToken();
                return;
            }
        }
        throw expected(String.join(" or ", words));
    }

    final void readAnyWord() {
        if (!isWord(next())) {
            throw expected("a key word");
        }
        getNextToken();
    }

    final void readOperator(String symbol) {
        if (next().kind != GeneratedParserConstants.T_OPERATOR || !next().image.equals(symbol)) {
            throw expected(symbol);
        }
        getNextToken();
    }

    final void readBalanced() {
        int depth = 0;
        do {
            switch (getNextToken().kind) {
                case GeneratedParserConstants.T_LPAREN -> depth++;
                case GeneratedParserConstants.T_RPAREN -> depth--;
                default -> {}
            }
            if (next().kind == GeneratedParserConstants.EOF && depth > 0) {
                throw expected(")");
            }
        } while (depth > 0);
    }

    // Names.

    final Name readColumnName() {
        if (isWord(next()) && keywords.isReserved(lowerCase(next())) && !isMySqlQualifier(1)) {
            throw expected("a name");
        }
        return readLabel();
    }

    /** In MySQL, any word is a name that a dot and another word follow without blanks. */
    final boolean isMySqlQualifier(int index) {
        Token dot = getToken(index + 1);
        return mysql()
                && dot.kind == GeneratedParserConstants.T_DOT
                && touch(getToken(index), dot)
                && isWord(getToken(index + 2))
                && touch(dot, getToken(index + 2));
    }

    private static boolean touch(Token token, Token next) {
        return token.endColumn + 1 == next.beginColumn;
    }

    /** In MySQL, a word directly behind a dot isn't a key word, but one behind a dot and a blank may be. */
    private boolean isKeywordBehindDot(Token word) {
        return mysql()
                && last().kind == GeneratedParserConstants.T_DOT
                && !touch(last(), word)
                && keywords.isReserved(lowerCase(word));
    }

    /** PostgreSQL's scanner makes some pairs of words tokens of their own, wherever they stand. */
    final boolean isPairOfPostgresql(int index) {
        return !mysql()
                && (isPair(index, "FORMAT", "JSON")
                        || isPair(index, "NULLS", "FIRST")
                        || isPair(index, "NULLS", "LAST")
                        || isPair(index, "WITHOUT", "TIME"));
    }

    private boolean isPair(int index, String first, String second) {
        return isWord(getToken(index), first) && isWord(getToken(index + 1), second);
    }

    /** A string that stands where a name is expected. */
    final Name readStringAsName() {
        Token first = getNextToken();
        String value = StringContent.of(mode, first.image);
        return new Name(value, true, spanFrom(first));
    }

    final Name readFunctionName() {
        if (isWord(next()) && keywords.isReservedForFunctions(lowerCase(next()))) {
            throw expected("a name");
        }
        return readLabel();
    }

    final Name readLabel() {
        Token token = next();
        if (isWord(token)) {
            if (isKeywordBehindDot(token) || isPairOfPostgresql(1)) {
                throw expected("a name");
            }
            getNextToken();
            return new Name(dialect.fold(token.image), false, spanFrom(token));
        }
        if (!isQuotedName(token)) {
            throw expected("a name");
        }
        getNextToken();
        if (mysql()) {
            return new Name(QuotedName.withoutQuotes(token.image), true, spanFrom(token));
        }
        char escape = QuotedName.hasEscapes(token.image) ? readEscapeCharacter() : '\\';
        return new Name(QuotedName.decode(token.image, escape), true, spanFrom(token));
    }

    private char readEscapeCharacter() {
        if (!isWord(next(), "UESCAPE")) {
            return '\\';
        }
        getNextToken();
        if (next().kind != GeneratedParserConstants.T_STRING || next().image.length() != "'!'".length()) {
            throw expected("a string of one character");
        }
        return getNextToken().image.charAt(1);
    }

    // Queries.

    /** The query, if its rows don't go elsewhere; the other databases don't call that an error of syntax. */
    final Statement.Query withoutInto(Statement.Query query) {
        if (!mariadb()) {
            return query;
        }
        QueryBody body = query.body();
        while (body instanceof QueryBody.SetOperation operation) {
            body = operation.left();
        }
        boolean inBody = body instanceof QueryBody.Select select && select.into() != null;
        if (inBody || query.into() != null) {
            throw new SqlSyntaxException(
                    "A query within a statement can't have INTO", query.span().start());
        }
        return query;
    }

    // Errors.

    final SqlSyntaxException expected(String what) {
        return expected(what, next());
    }

    final SqlSyntaxException expected(String what, Token found) {
        return new SqlSyntaxException("Expected " + what + " but found " + describe(found), offsetOf(found));
    }

    /** Where the last token read starts; 0 before the first. */
    final int offsetOfLast() {
        return last().beginLine == 0 ? 0 : offsetOf(last());
    }

    /** Where a token starts; the end of the text has no character of its own. */
    private int offsetOf(Token token) {
        return token.kind == GeneratedParserConstants.EOF ? length : startOf(token);
    }

    private static String describe(Token token) {
        String text =
                token.image.length() > LONGEST_SHOWN ? token.image.substring(0, LONGEST_SHOWN) + "\u2026" : token.image;
        return switch (token.kind) {
            case GeneratedParserConstants.EOF -> "the end of the text";
            case GeneratedParserConstants.T_UNCLOSED -> "the unclosed " + text;
            default -> text;
        };
    }
}
