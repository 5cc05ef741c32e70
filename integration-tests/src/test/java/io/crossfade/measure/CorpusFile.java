package io.crossfade.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file with one statement per line, as a JSON object. */
public record CorpusFile(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCEPTED = ".sql.jsonl";
    private static final String REJECTED = ".rejected.jsonl";

    /**
     * The files of a directory that hold what a database accepts.
     *
     * @throws IllegalArgumentException if there are none: a measurement of nothing would look like a success
     */
    public static List<CorpusFile> accepted(Path directory) {
        List<CorpusFile> files = endingWith(directory, ACCEPTED);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no *" + ACCEPTED + " in " + directory);
        }
        return files;
    }

    /** The files of a directory that hold what a database calls a syntax error. */
    static List<CorpusFile> rejected(Path directory) {
        return endingWith(directory, REJECTED);
    }

    private static List<CorpusFile> endingWith(Path directory, String suffix) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .map(CorpusFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return path.getFileName().toString().replace(ACCEPTED, "").replace(REJECTED, "");
    }

    /** @throws IllegalStateException if there are none */
    public List<CorpusStatement> statements() {
        try (Stream<String> lines = Files.lines(path)) {
            List<CorpusStatement> statements =
                    lines.filter(line -> !line.isBlank()).map(this::read).toList();
            if (statements.isEmpty()) {
                throw new IllegalStateException(path + " is empty");
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CorpusStatement read(String line) {
        try {
            return JSON.readValue(line, CorpusStatement.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a line of " + path + " can't be read", e);
        }
    }
}
