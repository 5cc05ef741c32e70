package io.crossfade.sql;

import static io.crossfade.sql.GeneratedParserConstants.EOF;
import static io.crossfade.sql.GeneratedParserConstants.T_ASSIGN;
import static io.crossfade.sql.GeneratedParserConstants.T_DOLLAR_STRING;
import static io.crossfade.sql.GeneratedParserConstants.T_DOT;
import static io.crossfade.sql.GeneratedParserConstants.T_LBRACE;
import static io.crossfade.sql.GeneratedParserConstants.T_LPAREN;
import static io.crossfade.sql.GeneratedParserConstants.T_NUMBER;
import static io.crossfade.sql.GeneratedParserConstants.T_OPERATOR;
import static io.crossfade.sql.GeneratedParserConstants.T_PARAMETER;
import static io.crossfade.sql.GeneratedParserConstants.T_RPAREN;
import static io.crossfade.sql.GeneratedParserConstants.T_SEMICOLON;
import static io.crossfade.sql.GeneratedParserConstants.T_STRING;

import org.jspecify.annotations.Nullable;

/**
 * What the grammar asks about the tokens to come. A word means something only where it stands; these questions take the
 * place of key word tokens.
 */
abstract class LookAhead extends TokenReader {

    // Tokens.

    final boolean at(String word) {
        return isWord(next(), word);
    }

    final boolean at(int index, String word) {
        return isWord(getToken(index), word);
    }

    final boolean atKind(int kind) {
        return next().kind == kind;
    }

    final boolean atKind(int index, int kind) {
        return getToken(index).kind == kind;
    }

    final boolean atOperator(String symbol) {
        return atOperator(1, symbol);
    }

    final boolean atOperator(int index, String symbol) {
        Token token = getToken(index);
        return token.kind == T_OPERATOR && token.image.equals(symbol);
    }

    /** The name of a character set before a string in MySQL. */
    abstract boolean introducerAhead();

    final boolean stringAhead(int index) {
        return atKind(index, T_STRING) || atKind(index, T_DOLLAR_STRING);
    }

    /** Whether a statement ends here. */
    final boolean endAhead() {
        return atKind(EOF) || atKind(T_SEMICOLON);
    }

    // Names.

    final boolean columnNameAhead(int index) {
        Token token = getToken(index);
        return isQuotedName(token)
                || (isWord(token)
                        && !isPairOfPostgresql(index)
                        && (isMySqlQualifier(index) || !keywords().isReserved(lowerCase(token))));
    }

    final boolean labelAhead(int index) {
        return isQuotedName(getToken(index)) || isWord(getToken(index));
    }

    /** Manual 7.3.2. */
    final boolean bareLabelAhead() {
        return isQuotedName(next()) || (isWord(next()) && keywords().isBareLabel(lowerCase(next())));
    }

    final boolean namedArgumentAhead() {
        return labelAhead(1) && (atKind(2, T_ASSIGN) || atOperator(2, "=>"));
    }

    final boolean aliasAhead() {
        return at("AS") || (columnNameAhead(1) && !(mariadb() && at("WINDOW")));
    }

    /** Behind a name of one or more parts: the number of the token there. */
    private int afterName() {
        int index = 2;
        while (atKind(index, T_DOT) && labelAhead(index + 1)) {
            index += 2;
        }
        return index;
    }

    // Queries and tables.

    /** Whether parentheses with a query in them begin there, and not an expression or a join that begins with one. */
    final boolean queryAhead(int index) {
        return queryAt(getToken(index));
    }

    private boolean queryAt(Token parenthesis) {
        if (parenthesis.kind != T_LPAREN) {
            return false;
        }
        Token inner = following(parenthesis);
        if (inner.kind != T_LPAREN) {
            return startsQuery(inner);
        }
        return firstInside(inner) && queryAt(inner) && continuesQuery(following(closing(inner)));
    }

    /** Spares most nested expressions the search for their closing parenthesis. */
    private boolean firstInside(Token parenthesis) {
        Token token = parenthesis;
        while (token.kind == T_LPAREN) {
            token = following(token);
        }
        return startsQuery(token);
    }

    final boolean queryStartAhead(int index) {
        return startsQuery(getToken(index)) || queryAhead(index);
    }

    private boolean startsQuery(Token token) {
        return isWord(token)
                && switch (lowerCase(token)) {
                    case "select", "with" -> true;
                    case "table" -> !mariadb();
                    case "values" -> startsValues(following(token));
                    default -> false;
                };
    }

    /** Of a word VALUES: in MySQL it may also be a function's. */
    private boolean startsValues(Token token) {
        if (!mysql()) {
            return token.kind == T_LPAREN;
        }
        if (isWord(token, "ROW")) {
            return true;
        }
        return mariadb() && token.kind == T_LPAREN && !(isWord(following(token)) || isQuotedName(following(token)));
    }

    /** Behind a query's body. */
    final boolean queryTailAhead() {
        if (at("LIMIT") || at("FOR")) {
            return true;
        }
        boolean offset = at("OFFSET") || at("FETCH");
        return mysql() ? (mariadb() && offset) || at("LOCK") || at("INTO") : offset;
    }

    private boolean continuesQuery(Token token) {
        if (token.kind == T_RPAREN) {
            return true;
        }
        return isWord(token)
                && switch (lowerCase(token)) {
                    case "union", "intersect", "except", "order", "limit", "for" -> true;
                    case "offset", "fetch" -> !mysql() || mariadb();
                    case "into", "lock" -> mysql();
                    default -> false;
                };
    }

    private Token closing(Token parenthesis) {
        Token token = parenthesis;
        int depth = 1;
        while (depth > 0 && token.kind != EOF) {
            token = following(token);
            if (token.kind == T_LPAREN) {
                depth++;
            } else if (token.kind == T_RPAREN) {
                depth--;
            }
        }
        return token;
    }

    final boolean selectListEndAhead() {
        if (endAhead() || atKind(T_RPAREN)) {
            return true;
        }
        return isWord(next()) && (endsSelectList(lowerCase(next())) || at("ON") || at("RETURNING"));
    }

    private static boolean endsSelectList(String word) {
        return switch (word) {
            case "from", "into", "where", "group", "having", "window" -> true;
            case "union", "intersect", "except" -> true;
            case "order", "limit", "offset", "fetch", "for" -> true;
            default -> false;
        };
    }

    final boolean joinAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "join", "inner", "left", "right", "cross", "natural" -> true;
                    case "full" -> !mysql();
                    case "straight_join" -> mysql();
                    default -> false;
                };
    }

    final boolean tableFunctionAhead() {
        if (at("ROWS") && at(2, "FROM")) {
            return true;
        }
        return switch (opening()) {
            case CALL, VALUE_FUNCTION, SPECIAL_CALL, CAST -> true;
            default -> false;
        };
    }

    final boolean baseWindowAhead() {
        return columnNameAhead(1) && !at("PARTITION") && !at("RANGE") && !at("ROWS") && !at("GROUPS");
    }

    // Expressions.

    /** How tight the operator here binds; {@link Precedence#NONE} if there is none. */
    final int precedenceAhead() {
        Token token = next();
        if (mysql()) {
            return MySqlPrecedence.of(token, getToken(2).image, getToken(3).image);
        }
        if (token.kind == T_OPERATOR) {
            return Precedence.ofSymbol(token.image);
        }
        if (!isWord(token)) {
            return Precedence.NONE;
        }
        int precedence = Precedence.ofWord(token.image, getToken(2).image, getToken(3).image);
        return precedence != Precedence.NONE && isLabelBeforeEnd(token) ? Precedence.NONE : precedence;
    }

    /** Whether a word that is an operator elsewhere is a label, for no operand follows. */
    private boolean isLabelBeforeEnd(Token word) {
        if (isWord(word, "ISNULL") || isWord(word, "NOTNULL")) {
            return false;
        }
        Token token = following(word);
        return switch (token.kind) {
            case EOF, T_SEMICOLON, T_RPAREN, GeneratedParserConstants.T_COMMA -> true;
            default -> isWord(token) && endsSelectList(lowerCase(token));
        };
    }

    /** Whether something follows a value that binds tighter than all operators. */
    final boolean suffixAhead() {
        return switch (next().kind) {
            case T_OPERATOR ->
                mysql() && (next().image.equals("->") || next().image.equals("->>"));
            case GeneratedParserConstants.T_CAST, GeneratedParserConstants.T_LBRACKET, T_DOT -> !mysql();
            default -> false;
        };
    }

    final boolean operatorAhead(String operator) {
        return next().image.equalsIgnoreCase(operator) && precedenceAhead() != Precedence.NONE;
    }

    final boolean intervalFieldAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "year", "month", "day", "hour", "minute", "second" -> true;
                    default -> false;
                };
    }

    final boolean jsonFormatAhead() {
        return at("FORMAT") && at(2, "JSON");
    }

    final boolean jsonClauseAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "passing", "returning", "default", "with", "without" -> true;
                    case "format" -> jsonFormatAhead();
                    case "keep", "omit" -> at(2, "QUOTES");
                    case "null", "absent", "error", "true", "false", "unknown" -> at(2, "ON");
                    case "empty" -> at(2, "ON") || at(2, "ARRAY") || at(2, "OBJECT");
                    default -> false;
                };
    }

    /** What kind of value starts here. */
    final Opening opening() {
        return switch (next().kind) {
            case GeneratedParserConstants.T_WORD -> mysql() ? mySqlOpening() : wordOpening();
            case GeneratedParserConstants.T_QUOTED_NAME -> nameOpening();
            case GeneratedParserConstants.T_VARIABLE -> Opening.VARIABLE;
            case T_NUMBER, T_STRING, T_DOLLAR_STRING -> Opening.LITERAL;
            case T_PARAMETER -> Opening.PARAMETER;
            case T_LPAREN -> queryAhead(1) ? Opening.QUERY : Opening.PARENTHESES;
            case T_LBRACE -> Opening.JDBC_ESCAPE;
            default -> Opening.NOTHING;
        };
    }

    /** The same in MySQL, of a word or a variable. */
    abstract Opening mySqlOpening();

    private Opening wordOpening() {
        String word = lowerCase(next());
        Opening syntax = atKind(2, T_LPAREN) ? functionSyntax(word) : wordSyntax(word);
        if (syntax == Opening.NOTHING) {
            return typedLiteralAhead() ? Opening.LITERAL : Opening.NOTHING;
        }
        if (syntax != null) {
            return syntax;
        }
        return keywords().isReservedForFunctions(word) ? Opening.NOTHING : nameOpening();
    }

    /** Words that mean something of their own before a parenthesis. */
    private static @Nullable Opening functionSyntax(String word) {
        return switch (word) {
            case "exists" -> Opening.EXISTS;
            case "row" -> Opening.ROW;
            case "cast", "treat" -> Opening.CAST;
            case "any", "some", "all" -> Opening.QUANTIFIER;
            case "extract", "position", "substring", "overlay", "trim", "normalize" -> Opening.SPECIAL_CALL;
            case "xmlelement", "xmlforest", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmlexists" ->
                Opening.SPECIAL_CALL;
            case "json", "json_scalar", "json_serialize", "json_object", "json_array" -> Opening.SPECIAL_CALL;
            case "json_objectagg", "json_arrayagg", "json_value", "json_query", "json_exists" -> Opening.SPECIAL_CALL;
            case "current_schema" -> Opening.CALL;
            case "bigint", "bit", "boolean", "char", "character", "dec", "decimal", "float", "int", "integer" ->
                Opening.NOTHING;
            case "interval", "national", "nchar", "numeric", "real", "setof", "smallint", "time", "timestamp" ->
                Opening.NOTHING;
            case "varchar", "between", "values" -> Opening.NOTHING;
            default -> wordSyntaxAnywhere(word);
        };
    }

    private @Nullable Opening wordSyntax(String word) {
        return switch (word) {
            case "collation" -> at(2, "FOR") ? Opening.SPECIAL_CALL : null;
            case "current_schema" -> Opening.VALUE_FUNCTION;
            default -> wordSyntaxAnywhere(word);
        };
    }

    private static @Nullable Opening wordSyntaxAnywhere(String word) {
        return switch (word) {
            case "null", "true", "false" -> Opening.LITERAL;
            case "default" -> Opening.DEFAULT;
            case "case" -> Opening.CASE;
            case "array" -> Opening.ARRAY;
            case "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp" ->
                Opening.VALUE_FUNCTION;
            case "current_catalog", "current_role", "current_user", "session_user", "system_user", "user" ->
                Opening.VALUE_FUNCTION;
            default -> null;
        };
    }

    final Opening nameOpening() {
        if (!mysql() && typedLiteralAhead()) {
            return Opening.LITERAL;
        }
        if (atKind(afterName(), T_LPAREN)) {
            return Opening.CALL;
        }
        return columnNameAhead(1) ? Opening.COLUMN : Opening.NOTHING;
    }

    /** {@code date '…'} and its like, manual 4.1.2.7: the name of a type and a string. */
    private boolean typedLiteralAhead() {
        int second = getToken(2).kind;
        if (second == T_STRING || second == T_DOLLAR_STRING) {
            return true;
        }
        if (second == T_DOT || second == T_LPAREN || isWord(getToken(2))) {
            return stringAhead(afterType());
        }
        return false;
    }

    private int afterType() {
        if (at("DOUBLE") && at(2, "PRECISION")) {
            return 3;
        }
        if (at("TIME") || at("TIMESTAMP")) {
            int index = afterModifiers(2);
            boolean zone =
                    (at(index, "WITH") || at(index, "WITHOUT")) && at(index + 1, "TIME") && at(index + 2, "ZONE");
            return zone ? index + 3 : index;
        }
        int index = at("NATIONAL") ? 3 : afterName();
        return afterModifiers(at(index, "VARYING") ? index + 1 : index);
    }

    /** Behind {@code (3)} or {@code (10, 2)}, if it stands there. */
    private int afterModifiers(int index) {
        if (!atKind(index, T_LPAREN) || !atKind(index + 1, T_NUMBER)) {
            return index;
        }
        if (atKind(index + 2, T_RPAREN)) {
            return index + 3;
        }
        return atKind(index + 3, T_NUMBER) && atKind(index + 4, T_RPAREN) ? index + 5 : index;
    }
}
