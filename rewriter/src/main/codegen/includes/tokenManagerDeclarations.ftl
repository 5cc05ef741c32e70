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
            string.kind = PG_UNCLOSED;
        }
    }

    private static boolean endsDollarString(StringBuilder text, String tag) {
        int closing = text.length() - tag.length();
        return closing >= tag.length()
            && text.charAt(text.length() - 1) == '$'
            && text.indexOf(tag, closing) == closing;
    }
