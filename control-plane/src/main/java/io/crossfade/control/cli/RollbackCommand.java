package io.crossfade.control.cli;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rollback",
        description = {
            "Takes a migration one step back, or as far as --to says.",
            "A step back from EXPAND cancels it; so does --to cancelled, from wherever it is."
        },
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private final StepOptions options = new StepOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run("rollback", OptionalInt.empty());
    }
}
