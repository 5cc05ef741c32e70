package io.crossfade.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Statements of every form that the grammar covers, one per line of a resource. */
final class Corpus {

    private static final int EXPECTED_AT_LEAST = 250;

    private Corpus() {}

    static List<String> statements() {
        try (InputStream resource = Corpus.class.getResourceAsStream("corpus.sql")) {
            if (resource == null) {
                throw new IllegalStateException("corpus.sql is missing");
            }
            List<String> statements = new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
            if (statements.size() < EXPECTED_AT_LEAST) {
                throw new IllegalStateException("only " + statements.size() + " statements in corpus.sql");
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Statement parseOne(String sql) {
        List<Statement> statements = SqlParser.parse(Dialect.POSTGRESQL, sql);
        if (statements.size() != 1) {
            throw new IllegalStateException(statements.size() + " statements in " + sql);
        }
        return statements.get(0);
    }
}
