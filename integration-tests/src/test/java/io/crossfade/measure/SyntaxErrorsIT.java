package io.crossfade.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Scanner.Token;
import io.crossfade.sql.SqlMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a database rejects as a syntax error isn't rewritten to something that it accepts. The statements are those of the
 * parser's own tests with one token left out, doubled, exchanged with its neighbour or with another of the statement: always
 * the same ones, but for {@code -Dsyntax.seed=N}; {@code -Dsyntax.each=N} makes more of each.
 */
class SyntaxErrorsIT {

    private static final Path CORPORA = Path.of("../rewriter/src/test/resources/io/crossfade/sql");
    private static final long SEED = Long.getLong("syntax.seed", 20260101L);
    private static final int EACH = Integer.getInteger("syntax.each", 3);

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource(Product.class)
    void noneIsMended(Product product) throws Exception {
        Dialect dialect = Dialect.valueOf(product.name());
        DatabaseServer databases = Servers.get(product);
        databases.dropDatabase("syntax_errors");
        databases.createDatabase("syntax_errors");
        try (Connection server = databases.connect("syntax_errors")) {
            RefusalMeasure renames = measure(server, Change.RENAME);
            RefusalMeasure splits = measure(server, Change.SPLIT);
            int rejected = 0;
            for (String sql : corpus(dialect)) {
                for (int i = 0; i < EACH; i++) {
                    CorpusStatement broken = new CorpusStatement(database(dialect), "", broken(dialect, sql), false);
                    if (!ServerSyntax.accepts(dialect, server, broken.sql())) {
                        rejected++;
                        renames.addRejected(broken);
                        splits.addRejected(broken);
                    }
                }
            }
            System.out.println(product + ", seed " + SEED + ": " + rejected + " statements rejected by the server");
            assertThat(rejected).as("rejected by the server").isGreaterThan(EACH * 40);
            assertThat(Stream.of(renames, splits)
                            .map(RefusalMeasure::wronglyPlanned)
                            .flatMap(List::stream))
                    .isEmpty();
        }
    }

    private static RefusalMeasure measure(Connection server, Change change) {
        Acceptance acceptance = (dialect, sql) -> ServerSyntax.accepts(dialect, server, sql) ? "" : "syntax error";
        return new RefusalMeasure(acceptance, change, false, Integer.MAX_VALUE);
    }

    private static String database(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "pg" : dialect.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> corpus(Dialect dialect) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String file : dialect == Dialect.MARIADB ? List.of("mysql", "mariadb") : List.of(database(dialect))) {
            Path path = CORPORA.resolve(file.equals("pg") ? "postgresql.sql" : file + ".sql");
            try (Stream<String> lines = Files.lines(path)) {
                lines.filter(line -> !line.isBlank() && !line.startsWith("--")).forEach(statements::add);
            }
        }
        return statements;
    }

    private String broken(Dialect dialect, String sql) {
        List<Token> tokens = Scanner.tokens(SqlMode.of(dialect), sql);
        Token token = tokens.get(random.nextInt(tokens.size()));
        Token other = tokens.get(random.nextInt(tokens.size()));
        String text = text(sql, token);
        String replacement =
                switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> text + " " + text;
                    case 2 -> text(sql, other) + " " + text;
                    default -> text(sql, other);
                };
        return sql.substring(0, token.span().start())
                + " " + replacement + " "
                + sql.substring(token.span().end());
    }

    private static String text(String sql, Token token) {
        return sql.substring(token.span().start(), token.span().end());
    }
}
