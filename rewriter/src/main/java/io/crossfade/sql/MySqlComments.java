package io.crossfade.sql;

/**
 * MySQL's and MariaDB's comments, MySQL manual 11.7. The marks around an executable comment that the server executes are
 * blanks, what stands in it isn't. Confined to one thread.
 */
final class MySqlComments {

    private final SqlMode mode;
    private final String text;
    private boolean insideExecutable;

    MySqlComments(SqlMode mode, String text) {
        this.mode = mode;
        this.text = text;
    }

    /**
     * The text with blanks in the place of executable comments' marks and of those that the server skips, as long as
     * before.
     */
    static String withoutExecutable(SqlMode mode, String text) {
        if (!text.contains("/*!") && !text.contains("/*M!")) {
            return text;
        }
        char[] blanked = text.toCharArray();
        TokenCursor cursor = TokenCursor.of(mode, text);
        int end = 0;
        while (cursor.advance()) {
            blank(blanked, end, cursor.start());
            end = cursor.end();
        }
        blank(blanked, end, text.length());
        return new String(blanked);
    }

    private static void blank(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                text[i] = ' ';
            }
        }
    }

    /** Behind blanks and comments. */
    int skip(int from) {
        int i = from;
        while (i < text.length()) {
            int next = skipOne(i);
            if (next == i) {
                return i;
            }
            i = next;
        }
        return i;
    }

    private int skipOne(int i) {
        char c = text.charAt(i);
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            return i + 1;
        }
        if (c == '#' || (c == '-' && at(i + 1) == '-' && (i + 2 >= text.length() || at(i + 2) <= ' '))) {
            return endOfLine(i);
        }
        if (c == '/' && at(i + 1) == '*') {
            return comment(i);
        }
        if (c == '*' && at(i + 1) == '/' && insideExecutable) {
            insideExecutable = false;
            return i + 2;
        }
        return i;
    }

    private int comment(int i) {
        boolean own = mode.dialect() == Dialect.MARIADB && text.startsWith("M!", i + 2);
        if (!own && at(i + 2) != '!') {
            return endOfComment(i + 2, 0);
        }
        int start = i + (own ? 4 : 3);
        int digits = 0;
        while (digits < 6 && TokenCursor.isDigit(at(start + digits))) {
            digits++;
        }
        boolean versioned = digits >= 5;
        if (versioned && !mode.executes(Integer.parseInt(text, start, start + digits, 10), own)) {
            return endOfComment(start, 1);
        }
        insideExecutable = true;
        return versioned ? start + digits : start;
    }

    /** @param nested how deep comments may stand in each other */
    private int endOfComment(int from, int nested) {
        int i = from;
        while (i < text.length()) {
            if (nested > 0 && text.startsWith("/*", i)) {
                i = endOfComment(i + 2, nested - 1);
            } else if (text.startsWith("*/", i)) {
                return i + 2;
            } else {
                i++;
            }
        }
        return i;
    }

    private int endOfLine(int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text.length() : newline;
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    /** Behind the quote that closes the one at {@code from}. */
    static int closing(String text, int from, boolean backslashes) {
        char quote = text.charAt(from);
        int i = from + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return text.length();
    }
}
