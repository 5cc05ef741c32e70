    private SqlMode mode = SqlMode.of(Dialect.POSTGRESQL);

    /** To be called once, before anything is read. */
    void prepare(SqlMode mode) {
        this.mode = mode;
    }

    /** How many block comments are open. */
    private int commentDepth;

    boolean insideComment() {
        return commentDepth > 0;
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

    /** Reads on to the closing quote of a string or a name in MySQL; without one it is unclosed. */
    private void readQuoted(Token token) {
        char quote = token.image.charAt(token.image.length() - 1);
        boolean name = quote == '`' || (quote == '"' && mode.ansiQuotes());
        boolean escapes = !name && mode.backslashEscapes();
        StringBuilder text = new StringBuilder(token.image);
        token.kind = T_UNCLOSED;
        try {
            while (token.kind == T_UNCLOSED) {
                char c = input_stream.readChar();
                text.append(c);
                if (c == '\\' && escapes) {
                    text.append(input_stream.readChar());
                } else if (c == quote && !readAgain(quote, text)) {
                    token.kind = name ? T_QUOTED_NAME : T_STRING;
                }
            }
        } catch (java.io.IOException endOfText) {
            // It stays unclosed.
        }
        token.endLine = input_stream.getEndLine();
        token.endColumn = input_stream.getEndColumn();
        token.image = text.toString();
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
