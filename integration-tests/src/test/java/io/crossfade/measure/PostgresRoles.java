package io.crossfade.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roles of names in PostgreSQL's own tree, from a process that runs {@code roles.mjs}. Confined to one thread. */
final class PostgresRoles implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    PostgresRoles(Path program) {
        try {
            process = new ProcessBuilder("node", program.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "node can't be started: install it, and run npm install beside " + program, e);
        }
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * The roles in a statement.
     *
     * @return empty if PostgreSQL doesn't accept it
     */
    Optional<List<Role>> of(String prepared) {
        ServerText text = ServerText.of(prepared);
        JsonNode answer = ask(text.sql());
        if (answer.has("error")) {
            return Optional.empty();
        }
        List<Role> roles = new ArrayList<>();
        for (JsonNode role : answer.get("roles")) {
            List<String> parts = new ArrayList<>();
            role.get(1).forEach(part -> parts.add(part.textValue()));
            roles.add(new Role(
                    role.get(0).textValue(), parts, text.origin(role.get(2).intValue())));
        }
        return Optional.of(roles);
    }

    /** Whether PostgreSQL's parser accepts a statement. */
    boolean accepts(String prepared) {
        return !ask(ServerText.of(prepared).sql()).has("error");
    }

    private JsonNode ask(String sql) {
        try {
            questions.write(JSON.writeValueAsString(sql));
            questions.write('\n');
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("node ended; its message is above");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
