package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "advance",
        description = "Takes a migration one step on, or as far as --to says. Starts a failed job again.",
        mixinStandardHelpOptions = true)
final class AdvanceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final StepOptions options = new StepOptions();

    @Option(
            names = "--percent",
            paramLabel = "N",
            description = "How many of 100 transactions read the target in SWITCH_READS (default: 100).")
    private @Nullable Integer percent;

    @Override
    public Integer call() throws InterruptedException {
        if (percent != null && (percent < 0 || percent > 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--percent: " + percent + " isn't a percentage; 0 to 100 are possible");
        }
        boolean forGood = options.goal()
                .map(goal -> goal.word().equals("CONTRACT") || goal.word().equals("COMPLETE"))
                .orElseGet(() -> leadsToContract(options.status()));
        if (forGood) {
            options.say(
                    "note: from CONTRACT on there is no way back: the source's columns and their values are dropped");
        }
        return options.run("advance", percent == null ? OptionalInt.empty() : OptionalInt.of(percent));
    }

    private static boolean leadsToContract(JsonNode status) {
        return status.path("gate").path("next").asText().endsWith(" to CONTRACT");
    }
}
