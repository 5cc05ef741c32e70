package io.crossfade.sql;

/** PostgreSQL's rules for where an operator ends, manual 4.1.3. */
final class OperatorText {

    private OperatorText() {}

    /** Whether an operator may contain it. A question mark is written twice in JDBC. */
    static boolean isPart(char c) {
        return "+-*/<>=~!@#%^&|`".indexOf(c) >= 0;
    }

    /**
     * How many of these characters, all of which may be part of an operator, are one operator: it ends before a comment,
     * and with a sign only if it has one of the characters that the SQL standard doesn't know.
     */
    static int length(String symbols) {
        int end = commentStart(symbols);
        if (!hasUncommonPart(symbols, end)) {
            while (end > 1 && (symbols.charAt(end - 1) == '+' || symbols.charAt(end - 1) == '-')) {
                end--;
            }
        }
        return end;
    }

    private static int commentStart(String symbols) {
        for (int i = 0; i + 1 < symbols.length(); i++) {
            char c = symbols.charAt(i);
            char next = symbols.charAt(i + 1);
            if ((c == '-' && next == '-') || (c == '/' && next == '*')) {
                return i;
            }
        }
        return symbols.length();
    }

    private static boolean hasUncommonPart(String symbols, int end) {
        for (int i = 0; i < end; i++) {
            if ("~!@#%^&|`?".indexOf(symbols.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
