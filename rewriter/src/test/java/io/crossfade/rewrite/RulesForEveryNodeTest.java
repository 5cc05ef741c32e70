package io.crossfade.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.crossfade.migration.Snapshot;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parser's corpora have each kind of node: a kind without a rule fails here by the name of its class. */
class RulesForEveryNodeTest {

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, postgresql", "MYSQL, mysql", "MARIADB, mariadb"})
    void noKindOfNodeIsUnknownToTheRules(Dialect dialect, String corpus) throws IOException {
        List<String> statements = statements(corpus);
        assertThat(statements).hasSizeGreaterThan(9);
        int read = 0;
        int refused = 0;
        for (String sql : statements) {
            List<Statement> parsed;
            try {
                parsed = SqlParser.parse(dialect, sql);
            } catch (SqlSyntaxException e) {
                continue; // one of the other dialect's
            }
            read++;
            try {
                parsed.forEach(statement -> rewrite(dialect, sql, statement));
            } catch (IllegalStateException e) {
                fail(sql, e);
            } catch (RefusedException e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(statements.size() / 2);
        assertThat(refused).isLessThan(read / 10);
    }

    private static void rewrite(Dialect dialect, String sql, Statement statement) {
        SqlMode mode = SqlMode.of(dialect);
        Tables tables = new Tables(
                mode, Snapshot.empty("shop"), (schema, name) -> Optional.empty(), Set.of(), List.of("public"), 0);
        Context context = new Context(tables, mode, new Edits(sql, Scanner.parameters(mode, sql)), Set.of());
        new Statements(context).statement(statement, null);
    }

    private static List<String> statements(String corpus) throws IOException {
        Path folder = Path.of("src", "test", "resources", "io", "crossfade", "sql");
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(corpus))
                    .sorted()
                    .toList()) {
                all.addAll(Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("--"))
                        .toList());
            }
            return all;
        }
    }
}
