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

    private TextStream text() {
        return (TextStream) input_stream;
    }

    /** Gives back what PostgreSQL doesn't count as part of an operator, manual 4.1.3. */
    private void trimOperator(Token operator) {
        int length = OperatorText.length(operator.image);
        if (length < operator.image.length()) {
            input_stream.backup(operator.image.length() - length);
            end(operator, operator.kind);
        }
    }

    /** Reads on to the closing tag; without one it is unclosed. */
    private void readDollarString(Token string) {
        end(string, text().readToTag() ? T_DOLLAR_STRING : T_UNCLOSED);
    }

    /** Reads on to the end of a PostgreSQL string and of those on the next lines that continue it. */
    private void readString(Token string) {
        char first = string.image.charAt(0);
        boolean escapes = first == 'e' || first == 'E';
        boolean closed = text().readToQuote('\'', escapes);
        while (closed && text().readContinuation()) {
            closed = text().readToQuote('\'', escapes);
        }
        end(string, closed ? T_STRING : T_UNCLOSED);
    }

    /** Reads on to the closing quote of a string or a name in MySQL; without one it is unclosed. */
    private void readQuoted(Token token) {
        char quote = token.image.charAt(token.image.length() - 1);
        boolean name = quote == '`' || (quote == '"' && mode.ansiQuotes());
        boolean closed = text().readToQuote(quote, !name && mode.backslashEscapes());
        end(token, closed ? name ? T_QUOTED_NAME : T_STRING : T_UNCLOSED);
    }

    /** Behind the last character read. */
    private void end(Token token, int kind) {
        token.kind = kind;
        token.image = input_stream.GetImage();
        token.endColumn = input_stream.getEndColumn();
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
