package io.crossfade.sql;

import java.util.Arrays;

/** Turns the lines and columns of JavaCC's tokens, both from 1, into offsets. A tab is one column. */
final class SourcePositions {

    private int[] lineStarts = new int[16];
    private int lines = 1;
    private final int length;

    SourcePositions(String text) {
        length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (endsLine) {
                addLine(i + 1);
            }
        }
    }

    private void addLine(int start) {
        if (lines == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, 2 * lines);
        }
        lineStarts[lines++] = start;
    }

    int offset(int line, int column) {
        return lineStarts[line - 1] + column - 1;
    }

    /** Of the whole text. */
    int length() {
        return length;
    }
}
