package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.MigrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = "Checks a migration against its database and starts it in its first phase.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "FILE.yaml", description = "The migration.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only check.")
    private boolean dryRun;

    @Override
    public Integer call() {
        String yaml = read();
        JsonNode answer = options.client().start(yaml, dryRun);
        if (options.json()) {
            options.out().println(answer);
            return 0;
        }
        String name = answer.path("name").asText();
        options.out()
                .println(
                        dryRun
                                ? name + " can start"
                                : name + " is in " + answer.path("phase").asText() + " at epoch "
                                        + answer.path("epoch").asText());
        answer.path("notes").forEach(note -> options.out().println("note: " + note.asText()));
        return 0;
    }

    /** Read here too, so that messages carry the file's name. */
    private String read() {
        try {
            String yaml = Files.readString(file);
            var unused = MigrationFile.readYaml(file.toString(), yaml);
            return yaml;
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandException("can't read " + file + ": " + e.getMessage(), e);
        } catch (MigrationException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }
}
