package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.control.store.OnLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What advance and rollback have in common. */
final class StepOptions implements Walk.Report {

    @Mixin
    private final ClientOptions client = new ClientOptions();

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "PHASE",
            converter = Goal.Converter.class,
            description = "Walk on to this phase, waiting at each gate.")
    private @Nullable Goal to;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Spell.class,
            description = "How long --to may take, for instance 10m (default: as long as it takes).")
    private @Nullable Duration timeout;

    @Option(
            names = "--limit",
            paramLabel = "DURATION",
            converter = Spell.class,
            description =
                    "How long a step may wait for everybody to acknowledge it (default: the database's flipLimit).")
    private @Nullable Duration limit;

    @Option(
            names = "--on-limit",
            paramLabel = "WHAT",
            converter = LimitWord.class,
            description = {
                "What happens then: withdraw (a step forward is taken back; one back waits on), end-sessions (those in"
                        + " the database that hold it up are ended) or wait (default: withdraw)."
            })
    private @Nullable OnLimit onLimit;

    @Option(names = "--dry-run", description = "Only say what would happen now.")
    private boolean dryRun;

    boolean json() {
        return client.json();
    }

    boolean dryRun() {
        return dryRun;
    }

    void say(String line) {
        if (!json()) {
            client.out().println(line);
            client.out().flush();
        }
    }

    Optional<Goal> goal() {
        return Optional.ofNullable(to);
    }

    JsonNode status() {
        return client.client().status(name);
    }

    /** One step, or the walk if a goal is given. */
    int run(String verb, OptionalInt percent) throws InterruptedException {
        if (goal().isPresent() && !dryRun) {
            new Walk(client.client(), this, name, verb, goal().get(), percent, Optional.ofNullable(timeout), body())
                    .run();
            return 0;
        }
        ObjectNode body = body().put("dryRun", dryRun);
        percent.ifPresent(value -> body.put("percent", value));
        goal().filter(phase -> !phase.isCancelled()).ifPresent(phase -> body.put("to", phase.word()));
        step(client.client().step(name, verb, body));
        return 0;
    }

    /** What each step has in common. */
    private ObjectNode body() {
        ObjectNode body = Client.JSON.createObjectNode();
        if (limit != null) {
            body.put("limitMs", limit.toMillis());
        }
        if (onLimit != null) {
            body.put("onLimit", onLimit.name());
        }
        return body;
    }

    @Override
    public void step(JsonNode result) {
        if (json()) {
            client.out().println(result);
            client.out().flush();
            return;
        }
        String done = result.path("dryRun").asBoolean()
                ? "would go from "
                : result.path("taken").asBoolean() ? "went from " : "goes from ";
        say(name + " " + done + result.path("step").asText()
                + (result.path("taken").asBoolean()
                        ? ", epoch " + result.path("epoch").asText()
                        : ""));
        result.path("notes").forEach(note -> say("note: " + note.asText()));
    }

    @Override
    public void waiting(JsonNode status, String line) {
        if (json()) {
            client.out()
                    .println(Client.JSON.createObjectNode().put("waiting", line).set("job", status.path("job")));
            client.out().flush();
            return;
        }
        say("  " + line);
    }

    @Override
    public void reached(JsonNode status) {
        if (json()) {
            client.out().println(status);
            client.out().flush();
            return;
        }
        say(name + " is "
                + (status.path("state").asText().equals("CANCELLED")
                        ? "cancelled"
                        : "in " + status.path("phase").asText()));
    }
}
