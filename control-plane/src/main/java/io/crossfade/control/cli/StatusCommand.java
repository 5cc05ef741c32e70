package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        description = "Shows where migrations stand, and whom or what they wait for.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The migration; all that are under way if left out.")
    private @Nullable String name;

    @Option(names = "--watch", description = "Show it anew every second, until interrupted.")
    private boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        Client client = options.client();
        PrintWriter out = options.out();
        do {
            String text = text(client);
            out.print(watch && !options.json() ? CLEAR_SCREEN : "");
            out.println(text);
            out.flush();
            if (watch) {
                TimeUnit.SECONDS.sleep(1);
            }
        } while (watch);
        return 0;
    }

    private String text(Client client) {
        List<JsonNode> all = Optional.ofNullable(name)
                .map(one -> List.of(client.status(one)))
                .orElseGet(() -> underWay(client));
        if (options.json()) {
            return name == null
                    ? Client.JSON.valueToTree(all).toString()
                    : all.get(0).toString();
        }
        if (all.isEmpty()) {
            return "no migration is under way; 'list' shows those of the past";
        }
        String gap = System.lineSeparator() + System.lineSeparator();
        return String.join(
                gap,
                all.stream().map(status -> StatusText.of(status, Instant.now())).toList());
    }

    private static List<JsonNode> underWay(Client client) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode migration : client.list().path("migrations")) {
            String state = migration.path("state").asText();
            if (!state.equals("CANCELLED") && !state.equals("COMPLETE")) {
                all.add(client.status(migration.path("name").asText()));
            }
        }
        return all;
    }
}
