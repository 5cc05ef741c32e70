package io.crossfade.sql;

import java.util.Locale;

/** How tight PostgreSQL's operators bind, from its grammar (gram.y) and manual 4.1.6; zero is no operator at all. */
final class Precedence {

    static final int NONE = 0;
    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;
    /** BETWEEN, IN, LIKE and their kin. */
    static final int PREDICATE = 6;
    /** Every symbol without a precedence of its own. */
    static final int OTHER = 7;

    static final int ADDITIVE = 8;
    static final int MULTIPLICATIVE = 9;
    static final int POWER = 10;
    static final int AT = 11;
    static final int COLLATE = 12;

    private Precedence() {}

    static int ofSymbol(String symbol) {
        return switch (symbol) {
            case "<", ">", "=", "<=", ">=", "<>", "!=" -> COMPARISON;
            case "+", "-" -> ADDITIVE;
            case "*", "/", "%" -> MULTIPLICATIVE;
            case "^" -> POWER;
            case "=>" -> NONE;
            default -> OTHER;
        };
    }

    /**
     * @param next the word behind, or what else stands there
     * @param afterNext the one behind that
     */
    static int ofWord(String word, String next, String afterNext) {
        if (word.length() > "OVERLAPS".length()) {
            return NONE;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "or" -> OR;
            case "and" -> AND;
            case "is", "isnull", "notnull" -> IS;
            case "between", "in", "like", "ilike", "overlaps" -> PREDICATE;
            case "similar" -> next.equalsIgnoreCase("TO") ? PREDICATE : NONE;
            case "not" -> startsNegatedPredicate(next, afterNext) ? PREDICATE : NONE;
            case "operator" -> next.equals("(") ? OTHER : NONE;
            case "at" -> next.equalsIgnoreCase("TIME") || next.equalsIgnoreCase("LOCAL") ? AT : NONE;
            case "collate" -> COLLATE;
            default -> NONE;
        };
    }

    private static boolean startsNegatedPredicate(String word, String next) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "between", "in", "like", "ilike" -> true;
            case "similar" -> next.equalsIgnoreCase("TO");
            default -> false;
        };
    }
}
