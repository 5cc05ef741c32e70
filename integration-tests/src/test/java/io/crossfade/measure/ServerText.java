package io.crossfade.measure;

import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import java.util.Arrays;
import java.util.List;

/**
 * A statement as PostgreSQL's JDBC driver sends it: {@code $1} for {@code ?}, and {@code ?} for {@code ??}.
 *
 * @param sql the text for the server
 * @param origins for each of its characters the offset in the application's text
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record ServerText(String sql, int[] origins) {

    static ServerText of(String prepared) {
        Writer writer = new Writer(prepared);
        List<Span> parameters = Scanner.parameters(prepared);
        for (int i = 0; i < parameters.size(); i++) {
            writer.copyTo(parameters.get(i).start());
            writer.replace(parameters.get(i), " $" + (i + 1) + " ");
        }
        writer.copyTo(prepared.length());
        return writer.text();
    }

    int origin(int offset) {
        return offset < 0 ? offset : origins[offset];
    }

    private static final class Writer {

        private final String prepared;
        private final boolean[] operators;
        private final StringBuilder sql = new StringBuilder();
        private int[] origins;
        private int done;

        Writer(String prepared) {
            this.prepared = prepared;
            this.operators = operators(prepared);
            this.origins = new int[prepared.length() * 2 + 16];
        }

        /** Which characters belong to operators: only there does a doubled question mark stand for one. */
        private static boolean[] operators(String prepared) {
            boolean[] operators = new boolean[prepared.length()];
            for (Scanner.Token token : Scanner.tokens(prepared)) {
                if (token.kind() == Scanner.Kind.SYMBOL) {
                    Arrays.fill(operators, token.span().start(), token.span().end(), true);
                }
            }
            return operators;
        }

        void copyTo(int end) {
            while (done < end) {
                boolean doubled = prepared.startsWith("??", done) && operators[done];
                append(String.valueOf(prepared.charAt(done)), done);
                done += doubled ? 2 : 1;
            }
        }

        void replace(Span span, String text) {
            append(text, span.start());
            done = span.end();
        }

        private void append(String text, int origin) {
            if (sql.length() + text.length() > origins.length) {
                origins = Arrays.copyOf(origins, origins.length * 2 + text.length());
            }
            Arrays.fill(origins, sql.length(), sql.length() + text.length(), origin);
            sql.append(text);
        }

        ServerText text() {
            return new ServerText(sql.toString(), Arrays.copyOf(origins, sql.length()));
        }
    }
}
