package io.crossfade.sql;

/**
 * Walks over the tokens of a PostgreSQL text, manual 4.1. Backslashes mean something in {@code E'…'} only, as with
 * {@code standard_conforming_strings} on.
 */
final class PostgresCursor extends TokenCursor {

    PostgresCursor(String text, int from) {
        super(text, from);
    }

    @Override
    void read(char c) {
        if (isWordStart(c)) {
            word();
        } else if (c == '"') {
            token(Scanner.Kind.QUOTED_NAME, closingQuote(start() + 1, '"', false));
        } else if (c == '\'') {
            token(Scanner.Kind.STRING, string(start(), false));
        } else if (isDigit(c) || (c == '.' && isDigit(at(start() + 1)))) {
            token(Scanner.Kind.NUMBER, behindJunk(number(start())));
        } else if (c == '$') {
            dollar();
        } else {
            symbol(c);
        }
    }

    // Blanks and comments, 4.1.5.

    @Override
    int skipBlanks(int from) {
        int i = from;
        while (i < text().length()) {
            char c = text().charAt(i);
            if (isBlank(c)) {
                i++;
            } else if (c == '-' && at(i + 1) == '-') {
                i = endOfLine(i);
            } else if (c == '/' && at(i + 1) == '*') {
                i = endOfComment(i + 2);
            } else {
                return i;
            }
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\ufeff';
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < text().length() && text().charAt(i) != '\n' && text().charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int endOfComment(int from) {
        int depth = 1;
        int i = from;
        while (i < text().length() && depth > 0) {
            if (text().startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text().startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        return i;
    }

    // Names, 4.1.1.

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private void word() {
        char c = Character.toLowerCase(text().charAt(start()));
        char next = at(start() + 1);
        if (next == '\'' && (c == 'e' || c == 'b' || c == 'x' || c == 'n')) {
            token(Scanner.Kind.STRING, string(start() + 1, c == 'e'));
        } else if (c == 'u' && next == '&' && at(start() + 2) == '\'') {
            token(Scanner.Kind.STRING, string(start() + 2, false));
        } else if (c == 'u' && next == '&' && at(start() + 2) == '"') {
            token(Scanner.Kind.QUOTED_NAME, closingQuote(start() + 3, '"', false));
        } else {
            int i = start() + 1;
            while (i < text().length() && isWordPart(text().charAt(i))) {
                i++;
            }
            token(Scanner.Kind.WORD, i);
        }
    }

    // Constants, 4.1.2.

    /** Behind a string and what continues it on further lines. */
    private int string(int quote, boolean backslashes) {
        int i = closingQuote(quote + 1, '\'', backslashes);
        while (true) {
            int next = skipLines(i);
            if (next < 0 || at(next) != '\'') {
                return i;
            }
            i = closingQuote(next + 1, '\'', backslashes);
        }
    }

    /** Behind blanks and line comments with at least one line end among them; negative if there is none. */
    private int skipLines(int from) {
        boolean lineEnded = false;
        int i = from;
        while (i < text().length()) {
            char c = text().charAt(i);
            if (c == '-' && at(i + 1) == '-') {
                i = endOfLine(i);
            } else if (isBlank(c)) {
                lineEnded |= c == '\n' || c == '\r';
                i++;
            } else {
                break;
            }
        }
        return lineEnded ? i : -1;
    }

    private int closingQuote(int from, char quote, boolean backslashes) {
        int i = from;
        while (i < text().length()) {
            char c = text().charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (at(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return text().length();
    }

    private void dollar() {
        if (isDigit(at(start() + 1))) {
            token(Scanner.Kind.VARIABLE, wholeNumber(start() + 1));
            return;
        }
        int tagEnd = start() + 1;
        while (tagEnd < text().length() && text().charAt(tagEnd) != '$' && isWordPart(text().charAt(tagEnd))) {
            tagEnd++;
        }
        if (at(tagEnd) != '$') {
            token(Scanner.Kind.SYMBOL, start() + 1);
            return;
        }
        String tag = text().substring(start(), tagEnd + 1);
        int closing = text().indexOf(tag, tagEnd + 1);
        token(Scanner.Kind.DOLLAR_STRING, closing < 0 ? text().length() : closing + tag.length());
    }

    /** Letters right behind a number are an error of one token. */
    private int behindJunk(int end) {
        int i = end;
        if (isWordStart(at(i))) {
            while (isWordPart(at(i))) {
                i++;
            }
        }
        return i;
    }

    private int wholeNumber(int from) {
        int i = from;
        while (isDigit(at(i))) {
            i++;
        }
        return i;
    }

    private int number(int from) {
        if (text().charAt(from) == '0' && "xXoObB".indexOf(at(from + 1)) >= 0) {
            int i = from + 2;
            while (Character.digit(at(i), 16) >= 0 || at(i) == '_') {
                i++;
            }
            return i;
        }
        int i = digits(from);
        if (at(i) == '.') {
            i = digits(i + 1);
        }
        int exponent = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
        return (at(i) == 'e' || at(i) == 'E') && isDigit(at(exponent)) ? digits(exponent) : i;
    }

    private int digits(int from) {
        int i = from;
        while (isDigit(at(i)) || (at(i) == '_' && isDigit(at(i + 1)))) {
            i++;
        }
        return i;
    }

    // Operators and special characters, 4.1.3 and 4.1.4; a lone question mark is JDBC's parameter marker.

    private void symbol(char c) {
        if (c == '?' && at(start() + 1) != '?') {
            token(Scanner.Kind.PARAMETER, start() + 1);
        } else if (c == '?' || OperatorText.isPart(c)) {
            token(Scanner.Kind.SYMBOL, operator());
        } else {
            boolean twoParts = c == ':' && (at(start() + 1) == ':' || at(start() + 1) == '=');
            token(Scanner.Kind.SYMBOL, twoParts ? start() + 2 : start() + 1);
        }
    }

    private int operator() {
        int i = start();
        while (true) {
            if (at(i) == '?' && at(i + 1) == '?') {
                i += 2;
            } else if (i < text().length() && OperatorText.isPart(text().charAt(i))) {
                i++;
            } else {
                break;
            }
        }
        return i - start() == 1 ? i : start() + OperatorText.length(text().substring(start(), i));
    }
}
