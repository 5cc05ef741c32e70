package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists all migrations, past ones too.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        JsonNode list = options.client().list();
        if (options.json()) {
            options.out().println(list.path("migrations"));
            return 0;
        }
        if (list.path("migrations").isEmpty()) {
            options.out().println("no migrations yet; begin one with 'start FILE.yaml'");
        }
        for (JsonNode migration : list.path("migrations")) {
            options.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-30s %-12s %-12s %-10s since %s",
                            migration.path("name").asText(),
                            migration.path("database").asText(),
                            migration.path("phase").asText(),
                            migration.path("state").asText(),
                            migration.path("since").asText()));
        }
        return 0;
    }
}
