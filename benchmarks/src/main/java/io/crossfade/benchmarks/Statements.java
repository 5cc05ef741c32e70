package io.crossfade.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Statements as applications send them. */
final class Statements {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Statements() {}

    /** The ones in the repository. */
    static List<String> sample(Dialect dialect) throws IOException {
        String file = shortName(dialect) + ".sql";
        try (InputStream resource = Statements.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .toList();
        }
    }

    /** The ones of a directory of corpora, as {@code docs/grammar.md} describes it. */
    static List<String> corpus(Dialect dialect, Path directory) throws IOException {
        List<String> statements = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(shortName(dialect) + "-apps.sql.jsonl"))) {
            JsonNode statement = JSON.readTree(line);
            statements.add(statement.get("sql").textValue());
        }
        return statements;
    }

    private static String shortName(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "pg";
            case MYSQL -> "mysql";
            case MARIADB -> "mariadb";
        };
    }
}
