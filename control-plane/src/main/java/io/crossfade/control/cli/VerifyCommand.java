package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what has been compared, or has all rows compared again. */
@Command(
        name = "verify",
        description =
                "Shows where reads of the source and of the target have differed; with --again, has all rows compared"
                        + " and repaired anew.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private @Nullable String name;

    @Option(
            names = "--again",
            description =
                    "Compares all rows anew in VERIFY; from SWITCH_READS that is a step back, and all reads go to the"
                            + " source.")
    private boolean again;

    @Option(names = "--dry-run", description = "With --again: only say what would happen.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Client client = options.client();
        PrintWriter out = options.out();
        String migration = String.valueOf(name);
        if (again) {
            JsonNode result = client.compareAgain(migration, dryRun);
            out.println(options.json() ? result.toString() : said(migration, result));
        } else {
            JsonNode status = client.status(migration);
            JsonNode found = client.differences(migration);
            out.println(options.json() ? both(status, found).toString() : text(status, found));
        }
        out.flush();
        return 0;
    }

    private static ObjectNode both(JsonNode status, JsonNode found) {
        ObjectNode node = Client.JSON.createObjectNode();
        node.put("migration", status.path("name").asText());
        node.put("phase", status.path("phase").asText());
        node.set("comparisons", status.path("comparisons"));
        node.set("differences", found.path("differences"));
        return node;
    }

    private static String said(String migration, JsonNode result) {
        String done = result.path("dryRun").asBoolean()
                ? " would go from "
                : result.path("taken").asBoolean() ? " went from " : " goes from ";
        List<String> lines = new ArrayList<>();
        lines.add("migration '" + migration + "'" + done + result.path("step").asText()
                + ", where all rows are compared");
        result.path("notes").forEach(note -> lines.add("  " + note.asText()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String text(JsonNode status, JsonNode found) {
        List<String> lines = new ArrayList<>(LedgerText.summary(status));
        found.path("differences").forEach(entry -> lines.addAll(LedgerText.entry(entry)));
        return String.join(System.lineSeparator(), lines);
    }
}
