package io.crossfade.sql;

/** What a string says, without its quotes and prefix. Good enough to look for names in it, not to compute with. */
final class StringContent {

    private StringContent() {}

    static String of(SqlMode mode, String literal) {
        return mode.dialect().isMySql() ? ofMySql(mode, literal) : ofPostgres(literal);
    }

    private static String ofMySql(SqlMode mode, String literal) {
        boolean prefixed = literal.charAt(0) != '\'' && literal.charAt(0) != '"';
        String quoted = prefixed ? literal.substring(1) : literal;
        char quote = quoted.charAt(0);
        boolean closed = quoted.length() > 1 && quoted.charAt(quoted.length() - 1) == quote;
        String inner = quoted.substring(1, closed ? quoted.length() - 1 : quoted.length());
        String doubled = String.valueOf(quote).repeat(2);
        return mode.backslashEscapes()
                ? withoutBackslashes(inner, quote)
                : inner.replace(doubled, doubled.substring(1));
    }

    private static String ofPostgres(String literal) {
        if (literal.startsWith("$")) {
            int tag = literal.indexOf('$', 1) + 1;
            return literal.substring(tag, Math.max(tag, literal.length() - tag));
        }
        int quote = literal.indexOf('\'');
        boolean escapes = quote == 1 && Character.toLowerCase(literal.charAt(0)) == 'e';
        boolean closed = literal.length() > quote + 1 && literal.endsWith("'");
        String inner = literal.substring(quote + 1, closed ? literal.length() - 1 : literal.length());
        if (QuotedName.hasEscapes(literal)) {
            return QuotedName.unescape(inner.replace("''", "'"), '\\');
        }
        return escapes ? withoutBackslashes(inner, '\'') : inner.replace("''", "'");
    }

    private static String withoutBackslashes(String text, char quote) {
        StringBuilder content = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i++;
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = blankOr(text.charAt(i));
            }
            content.append(c);
        }
        return content.toString();
    }

    /** The letters of control characters stand for blanks here. */
    private static char blankOr(char escaped) {
        return "bfnrt".indexOf(escaped) >= 0 ? ' ' : escaped;
    }
}
