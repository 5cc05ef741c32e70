package io.crossfade.sql;

import java.util.Locale;

/** How tight PostgreSQL's operators bind, from its grammar (gram.y) and manual 4.1.6; zero is no operator at all. */
final class Precedence {

    static final int NONE = 0;
    static final int OR = 1;
    /** Only in MySQL. */
    static final int XOR = 2;

    static final int AND = 3;
    static final int NOT = 4;
    static final int IS = 5;
    static final int COMPARISON = 6;
    /** BETWEEN, IN, LIKE and their kin. */
    static final int PREDICATE = 7;
    /** Every symbol without a precedence of its own; in MySQL the bits' OR. */
    static final int OTHER = 8;
    /** Only in MySQL, as is the next. */
    static final int BIT_AND = 9;

    static final int SHIFT = 10;
    static final int ADDITIVE = 11;
    static final int MULTIPLICATIVE = 12;
    static final int POWER = 13;
    static final int AT = 14;
    static final int COLLATE = 15;

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
