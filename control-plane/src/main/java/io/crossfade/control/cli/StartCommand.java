package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
        String yaml = Files.migration(file);
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
}
