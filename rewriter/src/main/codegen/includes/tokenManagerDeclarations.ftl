    private SqlMode mode = SqlMode.of(Dialect.POSTGRESQL);

    /** To be called once, before anything is read. */
    void prepare(SqlMode mode) {
        this.mode = mode;
    }

    private boolean insideComment;

    /** Whether the text ended in a block comment. */
    boolean insideComment() {
        return insideComment;
    }

    /** Reads on to the end of a block comment. */
    private void skipComment(boolean nests) {
        int depth = 1;
        try {
            char before = ' ';
            while (depth > 0) {
                char c = input_stream.readChar();
                if (before == '*' && c == '/') {
                    depth--;
                    c = ' ';
                } else if (nests && before == '/' && c == '*') {
                    depth++;
                    c = ' ';
                }
                before = c;
            }
        } catch (java.io.IOException endOfText) {
            insideComment = true;
        }
    }

    /** Gives back what PostgreSQL doesn't count as part of an operator, manual 4.1.3. */
    private void trimOperator(Token operator) {
        int length = OperatorText.length(operator.image);
        if (length < operator.image.length()) {
            input_stream.backup(operator.image.length() - length);
            operator.image = operator.image.substring(0, length);
            operator.endLine = input_stream.getEndLine();
            operator.endColumn = input_stream.getEndColumn();
        }
    }

    /** Reads on to the closing tag; without one it is unclosed. */
    private void readDollarString(Token string) {
        String tag = string.image;
        StringBuilder text = new StringBuilder(tag);
        try {
            do {
                text.append(input_stream.readChar());
            } while (!endsDollarString(text, tag));
            string.endLine = input_stream.getEndLine();
            string.endColumn = input_stream.getEndColumn();
            string.image = text.toString();
        } catch (java.io.IOException endOfText) {
            string.kind = T_UNCLOSED;
        }
    }

    private static boolean endsDollarString(StringBuilder text, String tag) {
        int closing = text.length() - tag.length();
        return closing >= tag.length()
            && text.charAt(text.length() - 1) == '$'
            && text.indexOf(tag, closing) == closing;
    }

    /** Reads on to the end of a PostgreSQL string and of those on the next lines that continue it. */
    private void readString(Token string) {
        StringBuilder text = new StringBuilder(string.image);
        boolean escapes = text.charAt(0) == 'e' || text.charAt(0) == 'E';
        boolean closed = readToQuote('\'', escapes, text);
        while (closed && readContinuation(text)) {
            closed = readToQuote('\'', escapes, text);
        }
        end(string, closed ? T_STRING : T_UNCLOSED, text);
    }

    /** Reads on to the closing quote of a string or a name in MySQL; without one it is unclosed. */
    private void readQuoted(Token token) {
        StringBuilder text = new StringBuilder(token.image);
        char quote = text.charAt(text.length() - 1);
        boolean name = quote == '`' || (quote == '"' && mode.ansiQuotes());
        boolean closed = readToQuote(quote, !name && mode.backslashEscapes(), text);
        end(token, closed ? name ? T_QUOTED_NAME : T_STRING : T_UNCLOSED, text);
    }

    private void end(Token token, int kind, StringBuilder text) {
        token.kind = kind;
        token.image = text.toString();
        token.endLine = input_stream.getEndLine();
        token.endColumn = input_stream.getEndColumn();
    }

    /** Whether the closing quote is there. */
    private boolean readToQuote(char quote, boolean escapes, StringBuilder text) {
        try {
            while (true) {
                char c = input_stream.readChar();
                text.append(c);
                if (c == '\\' && escapes) {
                    text.append(input_stream.readChar());
                } else if (c == quote && !readAgain(quote, text)) {
                    return true;
                }
            }
        } catch (java.io.IOException endOfText) {
            return false;
        }
    }

    /** Reads blanks and line comments with at least one line end among them, and the quote behind; else nothing. */
    private boolean readContinuation(StringBuilder text) {
        int length = text.length();
        boolean lineEnded = false;
        boolean comment = false;
        try {
            while (true) {
                char c = input_stream.readChar();
                text.append(c);
                if (c == '\n' || c == '\r') {
                    lineEnded = true;
                    comment = false;
                } else if (!comment && c == '\'' && lineEnded) {
                    return true;
                } else if (!comment && c == '-') {
                    text.append(input_stream.readChar());
                    comment = text.charAt(text.length() - 1) == '-';
                    if (!comment) {
                        break;
                    }
                } else if (!comment && " \t\f\u000b".indexOf(c) < 0) {
                    break;
                }
            }
        } catch (java.io.IOException endOfText) {
            // Then it is continued by nothing.
        }
        input_stream.backup(text.length() - length);
        text.setLength(length);
        return false;
    }

    /** Whether the quote is there twice. */
    private boolean readAgain(char quote, StringBuilder text) {
        try {
            if (input_stream.readChar() == quote) {
                text.append(quote);
                return true;
            }
            input_stream.backup(1);
        } catch (java.io.IOException endOfText) {
            // Then it isn't.
        }
        return false;
    }

    /** In MySQL, a dot directly behind a word and before a part of a name makes that part no key word and no number. */
    private void readOnQualified() {
        int read = 0;
        boolean qualified = false;
        try {
            char dot = input_stream.readChar();
            read++;
            if (dot == '.') {
                qualified = MySqlCursor.isWordPart(input_stream.readChar());
                read++;
            }
        } catch (java.io.IOException endOfText) {
            // Then it qualifies nothing.
        }
        input_stream.backup(read);
        SwitchTo(qualified ? MYSQL_QUALIFIED : MYSQL);
    }
