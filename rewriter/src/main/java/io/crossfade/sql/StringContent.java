package io.crossfade.sql;

/** What a string says, without its quotes and prefix. Good enough to look for names in it, not to compute with. */
final class StringContent {

    private StringContent() {}

    static String of(String literal) {
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
        return escapes ? withoutBackslashes(inner) : inner.replace("''", "'");
    }

    private static String withoutBackslashes(String text) {
        StringBuilder content = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
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
