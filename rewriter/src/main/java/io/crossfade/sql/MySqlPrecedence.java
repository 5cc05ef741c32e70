package io.crossfade.sql;

import static io.crossfade.sql.Precedence.ADDITIVE;
import static io.crossfade.sql.Precedence.AND;
import static io.crossfade.sql.Precedence.AT;
import static io.crossfade.sql.Precedence.BIT_AND;
import static io.crossfade.sql.Precedence.COLLATE;
import static io.crossfade.sql.Precedence.COMPARISON;
import static io.crossfade.sql.Precedence.IS;
import static io.crossfade.sql.Precedence.MULTIPLICATIVE;
import static io.crossfade.sql.Precedence.NONE;
import static io.crossfade.sql.Precedence.OR;
import static io.crossfade.sql.Precedence.OTHER;
import static io.crossfade.sql.Precedence.POWER;
import static io.crossfade.sql.Precedence.PREDICATE;
import static io.crossfade.sql.Precedence.SHIFT;
import static io.crossfade.sql.Precedence.XOR;

import java.util.Locale;

/**
 * How tight MySQL's and MariaDB's operators bind, MySQL manual 14.4.1. With PIPES_AS_CONCAT two bars bind tighter than
 * here, which changes no name.
 */
final class MySqlPrecedence {

    private MySqlPrecedence() {}

    /**
     * @param next the word behind, or what else stands there
     * @param afterNext the one behind that
     */
    static int of(Token token, String next, String afterNext) {
        return switch (token.kind) {
            case GeneratedParserConstants.T_OPERATOR -> ofSymbol(token.image);
            case GeneratedParserConstants.T_WORD -> ofWord(token.image, next, afterNext);
            default -> NONE;
        };
    }

    private static int ofSymbol(String symbol) {
        return switch (symbol) {
            case "||" -> OR;
            case "&&" -> AND;
            case "=", "<=>", ">=", ">", "<=", "<", "<>", "!=" -> COMPARISON;
            case "|" -> OTHER;
            case "&" -> BIT_AND;
            case "<<", ">>" -> SHIFT;
            case "+", "-" -> ADDITIVE;
            case "*", "/", "%" -> MULTIPLICATIVE;
            case "^" -> POWER;
            default -> NONE;
        };
    }

    private static int ofWord(String word, String next, String afterNext) {
        if (word.length() > "BETWEEN".length()) {
            return NONE;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "or" -> OR;
            case "xor" -> XOR;
            case "and" -> AND;
            case "is" -> IS;
            case "between", "in", "like", "regexp", "rlike" -> PREDICATE;
            case "sounds" -> next.equalsIgnoreCase("LIKE") ? PREDICATE : NONE;
            case "member" -> next.equalsIgnoreCase("OF") || next.equals("(") ? OTHER : NONE;
            case "not" -> startsNegatedPredicate(next) ? PREDICATE : NONE;
            case "div", "mod" -> MULTIPLICATIVE;
            case "at" -> next.equalsIgnoreCase("TIME") && afterNext.equalsIgnoreCase("ZONE") ? AT : NONE;
            case "collate" -> COLLATE;
            default -> NONE;
        };
    }

    private static boolean startsNegatedPredicate(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "between", "in", "like", "regexp", "rlike" -> true;
            default -> false;
        };
    }
}
