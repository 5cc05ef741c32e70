package io.crossfade.sql;

/** Walks over the tokens of a MySQL or MariaDB text, MySQL manual 11. What an executable comment says counts. */
final class MySqlCursor extends TokenCursor {

    private final SqlMode mode;
    private final MySqlComments comments;
    /** Whether the last token is the dot behind a word, with a name to follow. */
    private boolean qualifying;

    MySqlCursor(SqlMode mode, String text, int from) {
        super(text, from);
        this.mode = mode;
        comments = new MySqlComments(mode, text);
    }

    @Override
    int skipBlanks(int from) {
        return comments.skip(from);
    }

    @Override
    void read(char c) {
        if (qualifying) {
            qualifying = false;
            token(Scanner.Kind.WORD, endOfWord(start()));
        } else if (c == '.' && kind() == Scanner.Kind.WORD && end() == start() && isWordPart(at(start() + 1))) {
            // Behind a word and a dot without blanks, anything is a name, digits too.
            qualifying = true;
            token(Scanner.Kind.SYMBOL, start() + 1);
        } else if (isPrefixedString(c)) {
            token(Scanner.Kind.STRING, MySqlComments.closing(text(), start() + 1, mode.backslashEscapes()));
        } else if (isDigit(c) || (c == '.' && isDigit(at(start() + 1)))) {
            numberOrWord();
        } else if (isWordPart(c)) {
            token(Scanner.Kind.WORD, endOfWord(start()));
        } else if (c == '\'' || c == '"' || c == '`') {
            boolean name = c == '`' || (c == '"' && mode.ansiQuotes());
            token(
                    name ? Scanner.Kind.QUOTED_NAME : Scanner.Kind.STRING,
                    MySqlComments.closing(text(), start(), !name && mode.backslashEscapes()));
        } else if (c == '@') {
            token(Scanner.Kind.VARIABLE, variable());
        } else if (c == '\\' && (at(start() + 1) == 'N' || at(start() + 1) == 'n')) {
            token(Scanner.Kind.NUMBER, start() + 2);
        } else if (c == '?') {
            token(Scanner.Kind.PARAMETER, start() + 1);
        } else {
            token(Scanner.Kind.SYMBOL, start() + symbolLength());
        }
    }

    // Names, 11.2.

    static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    private int endOfWord(int from) {
        int i = from;
        while (isWordPart(at(i))) {
            i++;
        }
        return i;
    }

    // Literals, 11.1.

    private boolean isPrefixedString(char c) {
        return at(start() + 1) == '\'' && "nNxXbB".indexOf(c) >= 0;
    }

    private void numberOrWord() {
        int end = number();
        // 1e5 is a number, 1e a word, 1a too.
        if (end < text().length() && isWordPart(at(end)) && at(start()) != '.' && onlyWordParts(end)) {
            token(Scanner.Kind.WORD, endOfWord(start()));
        } else {
            token(Scanner.Kind.NUMBER, end);
        }
    }

    private boolean onlyWordParts(int end) {
        for (int i = start(); i < end; i++) {
            if (!isWordPart(at(i))) {
                return false;
            }
        }
        return true;
    }

    private int number() {
        if (at(start()) == '0' && (at(start() + 1) == 'x' || at(start() + 1) == 'b')) {
            int radix = at(start() + 1) == 'x' ? 16 : 2;
            int i = start() + 2;
            while (at(i) < 0x80 && Character.digit(at(i), radix) >= 0) {
                i++;
            }
            return i > start() + 2 ? i : start() + 1;
        }
        int i = digits(start());
        if (at(i) == '.') {
            i = digits(i + 1);
        }
        int exponent = at(i + 1) == '+' || at(i + 1) == '-' ? i + 2 : i + 1;
        return (at(i) == 'e' || at(i) == 'E') && isDigit(at(exponent)) ? digits(exponent) : i;
    }

    private int digits(int from) {
        int i = from;
        while (isDigit(at(i))) {
            i++;
        }
        return i;
    }

    // Variables, 11.4.

    private int variable() {
        if (at(start() + 1) == '@' && endOfPart(start() + 2) > start() + 2) {
            return systemVariable();
        }
        int i = start() + 1;
        if (at(i) == '`' || at(i) == '\'' || at(i) == '"') {
            return MySqlComments.closing(text(), i, at(i) != '`');
        }
        while (isWordPart(at(i)) || at(i) == '.') {
            i++;
        }
        return i;
    }

    private int systemVariable() {
        int i = endOfPart(start() + 2);
        while (at(i) == '.' && endOfPart(i + 1) > i + 1) {
            i = endOfPart(i + 1);
        }
        return i;
    }

    private int endOfPart(int from) {
        return at(from) == '`' ? MySqlComments.closing(text(), from, false) : endOfWord(from);
    }

    // Operators, 14.4.

    private int symbolLength() {
        for (String symbol : new String[] {"<=>", "->>", "<<", ">>", "<=", ">=", "<>", "!=", "||", "&&", ":=", "->"}) {
            if (text().startsWith(symbol, start())) {
                return symbol.length();
            }
        }
        return 1;
    }
}
