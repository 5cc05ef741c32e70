package io.crossfade.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusMeasureTest {

    @TempDir
    Path directory;

    @Test
    void countsWhatParsesAndShowsWhatDoesNot() throws IOException {
        corpus("pg-apps.sql.jsonl", "select name from users where id = ?", "select 1", "selec name from users");
        assertThat(report())
                .contains("| pg-apps | 3 | 2 | 66.67 | 2 | 1 | 50.00 |")
                .contains("- 1 × ")
                .contains("`selec name from users`");
    }

    @Test
    void listsWhatTheDatabaseRejectsAndTheParserReads() throws IOException {
        corpus("pg-apps.sql.jsonl", "select 1");
        corpus("pg-apps.rejected.jsonl", "select id from users", "selec id from users");
        assertThat(report())
                .contains("2 statements, of which 1 parse as one")
                .contains("- `select id from users`")
                .doesNotContain("`selec id from users`");
    }

    @Test
    void refusesToMeasureNothing() {
        assertThatThrownBy(this::report)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no *.sql.jsonl");
    }

    @Test
    void aNameIsInPlaceOnlyWhereItsTextStands() {
        String sql = "select \"a\"\"b\", Cd from u";
        assertThat(isWritten(sql, new Name("a\"b", true, new Span(7, 13)))).isTrue();
        assertThat(isWritten(sql, new Name("cd", false, new Span(15, 17)))).isTrue();
        assertThat(isWritten(sql, new Name("cd", false, new Span(14, 17)))).isFalse();
        assertThat(isWritten(sql, new Name("a\"b", true, new Span(7, 12)))).isFalse();
        assertThat(isWritten(sql, new Name("u", false, new Span(23, 25)))).isFalse();
    }

    @Test
    void failuresAtTheSameWordsHaveOneShape() {
        ParseMeasurement measured = ParseMeasurement.of(List.of(
                new CorpusStatement("pg", "a", "select a from from t", true),
                new CorpusStatement("pg", "a", "select a  from from u where b = 1", true),
                new CorpusStatement("pg", "a", "update t set", true)));
        assertThat(measured.failures()).hasSize(2);
        assertThat(measured.failures().get(0).getValue()).hasSize(2);
    }

    private static boolean isWritten(String sql, Name name) {
        return NameSpans.isWritten(Dialect.POSTGRESQL, sql, name);
    }

    private void corpus(String file, String... statements) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String statement : statements) {
            lines.append("{\"db\":\"pg\",\"source\":\"s\",\"sql\":\"%s\",\"touchesTable\":%s}\n"
                    .formatted(statement, statement.contains("users")));
        }
        Files.writeString(directory.resolve(file), lines);
    }

    private String report() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new CorpusMeasure(new PrintStream(bytes, true, StandardCharsets.UTF_8), 40).report(directory);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
