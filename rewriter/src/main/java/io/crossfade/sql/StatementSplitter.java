package io.crossfade.sql;

import java.util.ArrayList;
import java.util.List;

/** Finds the semicolons that end statements. Confined to one thread. */
final class StatementSplitter {

    private static final int NONE = -1;

    private final List<Span> statements = new ArrayList<>();
    private int start = NONE;
    private int end;
    private int parentheses;

    /** How many END words the body of an SQL function still needs, CREATE FUNCTION reference. */
    private int openBlocks;

    private boolean begun;

    void add(TokenCursor token) {
        if (token.isSymbol(';') && parentheses == 0 && openBlocks == 0) {
            finish();
            return;
        }
        if (start == NONE) {
            start = token.start();
        }
        end = token.end();
        countParentheses(token);
        countBlocks(token);
    }

    private void countParentheses(TokenCursor token) {
        if (token.isSymbol('(')) {
            parentheses++;
        } else if (token.isSymbol(')') && parentheses > 0) {
            parentheses--;
        }
    }

    private void countBlocks(TokenCursor token) {
        if (begun && token.isWord("ATOMIC")) {
            openBlocks = 1;
        } else if (openBlocks > 0 && token.isWord("CASE")) {
            openBlocks++;
        } else if (openBlocks > 0 && token.isWord("END")) {
            openBlocks--;
        }
        begun = token.isWord("BEGIN");
    }

    private void finish() {
        if (start != NONE) {
            statements.add(new Span(start, end));
        }
        start = NONE;
        parentheses = 0;
        openBlocks = 0;
        begun = false;
    }

    /** To be called once, behind the last token. */
    List<Span> statements() {
        finish();
        return statements;
    }
}
