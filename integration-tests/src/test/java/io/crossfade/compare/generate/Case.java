package io.crossfade.compare.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A statement that did something else through Crossfade than on a plain database, with all that it takes to see it again.
 *
 * @param name a sentence once it has been understood; at first the seed
 * @param stages of each migration
 * @param difference what was seen
 */
record Case(String name, World world, List<Stage> stages, Generated statement, String difference) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Case read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), Case.class);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a case can't be written", e);
        }
    }

    /** For a person: what made the tables, what was run, and what came of it. */
    String text() {
        StringBuilder text = new StringBuilder(name + ", " + world.product() + ", " + stages + ", code for the "
                + (statement.ofTarget() ? "target" : "source") + "\n");
        (statement.ofTarget() ? Layout.plainTarget(world, "s") : Layout.plainSource(world, "s"))
                .creation()
                .forEach(sql -> text.append("  ").append(sql).append(";\n"));
        world.moves().forEach(move -> text.append("  migration ").append(move).append('\n'));
        statement.steps().forEach(step -> text.append("  run: ")
                .append(step.sql())
                .append(step.parameters().isEmpty() ? "" : "  with " + step.parameters())
                .append(step.batch().isEmpty() ? "" : "  as a batch of " + step.batch())
                .append(step.keys().isEmpty() ? "" : "  for the keys " + step.keys())
                .append('\n'));
        return text.append("  ").append(difference).toString();
    }
}
