package io.crossfade.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Statements of every form that the grammar covers, one per line of a resource for each dialect. */
final class Corpus {

    private static final String MYSQL_ONLY = "-- Only MySQL";

    private Corpus() {}

    /** One statement. */
    record Text(Dialect dialect, String sql) {

        Statement parse() {
            return parseOne(dialect, sql);
        }

        TreeNode tree() {
            return TreeNode.root(parse());
        }
    }

    static List<Text> all() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> statements(dialect).stream().map(sql -> new Text(dialect, sql)))
                .toList();
    }

    /** PostgreSQL's. */
    static List<String> statements() {
        return statements(Dialect.POSTGRESQL);
    }

    static List<String> statements(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> read("postgresql.sql", 280);
            case MYSQL -> read("mysql.sql", 140);
            case MARIADB -> {
                List<String> mysql = lines("mysql.sql");
                List<String> shared = mysql.subList(0, mysql.indexOf(MYSQL_ONLY));
                yield Stream.concat(shared.stream(), read("mariadb.sql", 30).stream())
                        .filter(Corpus::isStatement)
                        .toList();
            }
        };
    }

    private static List<String> read(String resource, int atLeast) {
        List<String> statements =
                lines(resource).stream().filter(Corpus::isStatement).toList();
        if (statements.size() < atLeast) {
            throw new IllegalStateException("only " + statements.size() + " statements in " + resource);
        }
        return statements;
    }

    private static boolean isStatement(String line) {
        return !line.isBlank() && !line.startsWith("--");
    }

    private static List<String> lines(String name) {
        try (InputStream resource = Corpus.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of PostgreSQL's statements. */
    static Statement parseOne(String sql) {
        return parseOne(Dialect.POSTGRESQL, sql);
    }

    static Statement parseOne(Dialect dialect, String sql) {
        List<Statement> statements = SqlParser.parse(dialect, sql);
        if (statements.size() != 1) {
            throw new IllegalStateException(statements.size() + " statements in " + sql);
        }
        return statements.get(0);
    }
}
