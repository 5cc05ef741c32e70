package io.crossfade.sql;

import java.io.IOException;
import java.io.Reader;

/**
 * The characters of a statement for JavaCC's token manager, straight from the text: JavaCC's own stream copies it and keeps a
 * line and a column of each character. Here the whole text is one line, so a token's column less one is its offset. Confined
 * to one thread.
 */
final class TextStream extends SimpleCharStream {

    private final String text;
    private int begin;
    /** Of the character that is read next. */
    private int position;

    TextStream(String text) {
        super(Reader.nullReader(), 1, 1, 1);
        this.text = text;
    }

    /** Comes with each statement, so it has no stack trace. */
    private static final class EndOfText extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    @Override
    public char BeginToken() throws IOException {
        begin = position < text.length() ? position : position - 1;
        return readChar();
    }

    @Override
    public char readChar() throws IOException {
        if (position == text.length()) {
            throw new EndOfText();
        }
        return text.charAt(position++);
    }

    @Override
    public void backup(int amount) {
        position -= amount;
    }

    @Override
    public String GetImage() {
        return text.substring(begin, position);
    }

    @Override
    public char[] GetSuffix(int length) {
        return text.substring(position - length, position).toCharArray();
    }

    @Override
    public int getBeginLine() {
        return 1;
    }

    @Override
    public int getEndLine() {
        return 1;
    }

    @Override
    public int getBeginColumn() {
        return begin + 1;
    }

    @Override
    public int getEndColumn() {
        return position;
    }

    // What the token manager reads by hand.

    /** Whether the quote that closes a string or a name comes; then it is read, else everything is. */
    boolean readToQuote(char quote, boolean backslashes) {
        int i = position;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                position = i + 1;
                return true;
            }
        }
        position = text.length();
        return false;
    }

    /** Whether the closing tag of the dollar string that has just begun comes; then it is read, else everything is. */
    boolean readToTag() {
        String tag = GetImage();
        int closing = text.indexOf(tag, position);
        position = closing < 0 ? text.length() : closing + tag.length();
        return closing >= 0;
    }

    /** Reads blanks and line comments with at least one line end among them, and the quote behind; else nothing. */
    boolean readContinuation() {
        boolean lineEnded = false;
        boolean comment = false;
        for (int i = position; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lineEnded = true;
                comment = false;
            } else if (!comment && c == '\'' && lineEnded) {
                position = i + 1;
                return true;
            } else if (!comment && text.startsWith("--", i)) {
                comment = true;
            } else if (!comment && " \t\f\u000b".indexOf(c) < 0) {
                return false;
            }
        }
        return false;
    }
}
