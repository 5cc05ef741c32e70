package io.crossfade.sql;

/** Reads names in quotes, manual 4.1.1. */
final class QuotedName {

    private QuotedName() {}

    /** Whether a name or string has Unicode escapes. */
    static boolean hasEscapes(String text) {
        return text.length() > 2 && text.charAt(1) == '&';
    }

    /** What {@code "…"} or {@code U&"…"} stands for. */
    static String decode(String text, char escape) {
        int opening = text.indexOf('"');
        boolean closed = text.length() > opening + 1 && text.endsWith("\"");
        String inner = text.substring(opening + 1, closed ? text.length() - 1 : text.length())
                .replace("\"\"", "\"");
        return hasEscapes(text) ? unescape(inner, escape) : inner;
    }

    /** What stands between quotes of any kind, those written twice undone. */
    static String withoutQuotes(String text) {
        String quote = text.substring(0, 1);
        boolean closed = text.length() > 1 && text.endsWith(quote);
        return text.substring(1, closed ? text.length() - 1 : text.length()).replace(quote + quote, quote);
    }

    /** Replaces the escapes of {@code U&} strings and names. */
    static String unescape(String text, char escape) {
        StringBuilder name = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean escaped = c == escape && i + 1 < text.length();
            if (!escaped) {
                name.append(c);
                i++;
            } else if (text.charAt(i + 1) == escape) {
                name.append(escape);
                i += 2;
            } else {
                boolean wide = text.charAt(i + 1) == '+';
                i = appendCodePoint(name, text, i, wide ? i + 2 : i + 1, wide ? 6 : 4);
            }
        }
        return name.toString();
    }

    /** Appends the character whose number stands at {@code from}, or the text as it is where none does. */
    private static int appendCodePoint(StringBuilder name, String text, int start, int from, int digits) {
        int end = Math.min(from + digits, text.length());
        int codePoint = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            codePoint = digit < 0 ? Character.MAX_CODE_POINT + 1 : codePoint * 16 + digit;
        }
        if (end - from == digits && Character.isValidCodePoint(codePoint)) {
            name.appendCodePoint(codePoint);
        } else {
            name.append(text, start, end);
        }
        return end;
    }
}
