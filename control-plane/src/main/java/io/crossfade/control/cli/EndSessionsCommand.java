package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "end-sessions",
        description = {
            "Ends sessions of the driver in the application's database, with the transactions that are open in them.",
            "For an instance that hangs or can't be reached and so keeps a step waiting. It is written into the history."
        },
        mixinStandardHelpOptions = true)
final class EndSessionsCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            required = true,
            description = "The logical database, as in the configuration.")
    private String database = "";

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Whose whose;

    @Option(names = "--dry-run", description = "Only say which.")
    private boolean dryRun;

    static final class Whose {

        @Option(names = "--instance", paramLabel = "ID", description = "Those of this instance, as status shows it.")
        private @Nullable String instance;

        @Option(names = "--strangers", description = "Those of instances that have never reported.")
        private boolean strangers;
    }

    @Override
    public Integer call() {
        JsonNode ended = whose.strangers || whose.instance == null
                ? options.client().endStrangers(database, dryRun)
                : options.client().endSessions(database, whose.instance, dryRun);
        if (options.json()) {
            options.out().println(ended);
            return 0;
        }
        ended.path("sessions")
                .forEach(session -> options.out().println((dryRun ? "would end " : "ended ") + session.asText()));
        if (ended.path("sessions").isEmpty()) {
            options.out().println("there is no such session");
        }
        return 0;
    }
}
