package io.crossfade.sql;

/**
 * Walks over the tokens of a text without making objects. Comments and blanks are no tokens. Nothing is an error: what
 * isn't closed runs to the end of the text. Confined to one thread.
 */
abstract class TokenCursor {

    private final String text;
    private Scanner.Kind kind = Scanner.Kind.SYMBOL;
    private int start;
    private int end;

    TokenCursor(String text, int from) {
        this.text = text;
        end = from;
    }

    static TokenCursor of(SqlMode mode, String text) {
        return of(mode, text, 0);
    }

    static TokenCursor of(SqlMode mode, String text, int from) {
        return switch (mode.dialect()) {
            case POSTGRESQL -> new PostgresCursor(text, from);
            case MYSQL, MARIADB -> new MySqlCursor(mode, text, from);
        };
    }

    final Scanner.Kind kind() {
        return kind;
    }

    final int start() {
        return start;
    }

    final int end() {
        return end;
    }

    final boolean isWord(String word) {
        return kind == Scanner.Kind.WORD
                && end - start == word.length()
                && text.regionMatches(true, start, word, 0, word.length());
    }

    final boolean isSymbol(char symbol) {
        return kind == Scanner.Kind.SYMBOL && end - start == 1 && text.charAt(start) == symbol;
    }

    /** Goes to the next token; false at the end of the text. */
    final boolean advance() {
        start = skipBlanks(end);
        if (start == text.length()) {
            end = start;
            return false;
        }
        read(text.charAt(start));
        return true;
    }

    /** Behind blanks and comments. */
    abstract int skipBlanks(int from);

    /** Reads the token that starts here with the given character, and calls {@link #token}. */
    abstract void read(char first);

    final void token(Scanner.Kind kind, int end) {
        this.kind = kind;
        this.end = end;
    }

    final String text() {
        return text;
    }

    /** The character there; behind the text, one that occurs in no token. */
    final char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
