package io.crossfade.sql;

import static io.crossfade.sql.GeneratedParserConstants.EOF;
import static io.crossfade.sql.GeneratedParserConstants.T_COMMA;
import static io.crossfade.sql.GeneratedParserConstants.T_DOT;
import static io.crossfade.sql.GeneratedParserConstants.T_LPAREN;
import static io.crossfade.sql.GeneratedParserConstants.T_NUMBER;
import static io.crossfade.sql.GeneratedParserConstants.T_RPAREN;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the grammar asks about the tokens to come in MySQL's and MariaDB's productions. */
abstract class MySqlLookAhead extends LookAhead {

    // Statements.

    final boolean mySqlExplainAhead() {
        return mysql() && (at("EXPLAIN") || at("DESCRIBE") || at("DESC") || (mariadb() && at("ANALYZE")));
    }

    /** Behind FROM of a DELETE. */
    final boolean severalTargetsAhead() {
        int index = 3;
        while (atKind(index, T_DOT)) {
            if (atOperator(index + 1, "*")) {
                return true;
            }
            index += 2;
        }
        return atKind(index, T_COMMA) || at(index, "USING");
    }

    /** The one table there is; null if there are more or other things. */
    static FromItem.@Nullable TableRef onlyTable(List<FromItem> tables) {
        return tables.size() == 1 && tables.get(0) instanceof FromItem.TableRef table ? table : null;
    }

    final boolean distinctAhead() {
        return at("DISTINCT") || at("DISTINCTROW") || (mariadb() && at("UNIQUE"));
    }

    final boolean modifierAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "high_priority", "straight_join", "sql_calc_found_rows" -> true;
                    case "sql_small_result", "sql_big_result", "sql_buffer_result" -> true;
                    case "sql_no_cache" -> true;
                    case "sql_cache" -> mariadb();
                    default -> false;
                };
    }

    final boolean fileFormatAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "fields", "columns", "lines", "terminated", "optionally", "enclosed", "escaped", "starting" ->
                        true;
                    default -> false;
                };
    }

    // Tables.

    final boolean partitionAhead() {
        return at("PARTITION") && atKind(2, T_LPAREN);
    }

    final boolean joinConditionAhead() {
        return at("ON") || at("USING");
    }

    final boolean indexHintAhead() {
        return indexHintAhead(1);
    }

    final boolean indexHintAhead(int index) {
        return (at(index, "USE") || at(index, "FORCE") || at(index, "IGNORE"))
                && (at(index + 1, "INDEX") || at(index + 1, "KEY"));
    }

    // Expressions.

    /** A label without AS: a name or a string, MySQL 15.2.13. */
    final boolean mySqlLabelAhead() {
        return stringAhead(1) || columnNameAhead(1);
    }

    @Override
    final boolean introducerAhead() {
        return isWord(next())
                && MySqlFunctions.isIntroducer(lowerCase(next()))
                && (stringAhead(2) || atKind(2, T_NUMBER));
    }

    /** What a loadable function calls its argument. */
    final boolean argumentLabelAhead() {
        return at("AS") || (mySqlLabelAhead() && (atKind(2, T_COMMA) || atKind(2, T_RPAREN)));
    }

    final boolean castTypeAhead() {
        return isWord(next()) && MySqlFunctions.isCastType(dialect(), lowerCase(next()));
    }

    final boolean typeAttributeAhead() {
        return isWord(next())
                && switch (lowerCase(next())) {
                    case "unsigned", "signed", "zerofill", "integer", "int", "binary", "ascii", "unicode", "byte" ->
                        true;
                    case "charset", "collate" -> true;
                    case "character", "char" -> at(2, "SET");
                    default -> false;
                };
    }

    final boolean atNulls(int index) {
        return (at(index, "RESPECT") || at(index, "IGNORE")) && at(index + 1, "NULLS");
    }

    @Override
    final Opening mySqlOpening() {
        if (atKind(2, T_DOT)) {
            return nameOpening();
        }
        String word = lowerCase(next());
        return atKind(2, T_LPAREN) ? openingBeforeParenthesis(word) : openingOfWord(word);
    }

    private Opening openingBeforeParenthesis(String word) {
        return switch (word) {
            case "exists" -> Opening.EXISTS;
            case "row" -> Opening.ROW;
            case "cast" -> Opening.CAST;
            case "convert" -> Opening.CONVERT;
            case "case" -> Opening.CASE;
            case "any", "some", "all" -> Opening.QUANTIFIER;
            case "match" -> Opening.MATCH;
            case "interval" -> commaInside(2) ? Opening.CALL : Opening.INTERVAL;
            case "default" -> Opening.COLUMN_DEFAULT;
            case "values" -> Opening.INSERTED_VALUE;
            case "value" -> mariadb() ? Opening.INSERTED_VALUE : Opening.CALL;
            case "nextval", "lastval", "setval" -> mariadb() ? Opening.SEQUENCE : Opening.CALL;
            default -> callOpening(word);
        };
    }

    private Opening callOpening(String word) {
        if (MySqlFunctions.isConstant(word)) {
            return Opening.VALUE_FUNCTION;
        }
        if (MySqlFunctions.isSpecial(word)) {
            return Opening.SPECIAL_CALL;
        }
        boolean callable = MySqlFunctions.mayBeReserved(word) || !keywords().isReserved(word);
        return callable ? Opening.CALL : Opening.NOTHING;
    }

    private Opening openingOfWord(String word) {
        return switch (word) {
            case "null", "true", "false" -> Opening.LITERAL;
            case "default" -> Opening.DEFAULT;
            case "case" -> Opening.CASE;
            case "match" -> Opening.MATCH;
            case "interval" -> Opening.INTERVAL;
            case "next", "previous" -> mariadb() && at(2, "VALUE") && at(3, "FOR") ? Opening.SEQUENCE : Opening.COLUMN;
            case "date", "time", "timestamp" -> stringAhead(2) ? Opening.LITERAL : Opening.COLUMN;
            default -> nameOrConstant(word);
        };
    }

    private Opening nameOrConstant(String word) {
        if (MySqlFunctions.isConstant(word)) {
            return Opening.VALUE_FUNCTION;
        }
        if (introducerAhead()) {
            return Opening.LITERAL;
        }
        return columnNameAhead(1) ? Opening.COLUMN : Opening.NOTHING;
    }

    /** Whether the parentheses there have a comma that isn't in further ones. */
    private boolean commaInside(int index) {
        Token token = getToken(index);
        int depth = 1;
        while (depth > 0 && token.kind != EOF) {
            token = following(token);
            if (depth == 1 && token.kind == T_COMMA) {
                return true;
            }
            depth += token.kind == T_LPAREN ? 1 : token.kind == T_RPAREN ? -1 : 0;
        }
        return false;
    }

    final void readTimeUnit() {
        if (!isWord(next()) || !MySqlFunctions.isUnit(lowerCase(next()))) {
            throw expected("a unit of time");
        }
        getNextToken();
    }

    final Name readMySqlLabel() {
        return stringAhead(1) ? readStringAsName() : readColumnName();
    }
}
