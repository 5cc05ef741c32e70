package io.crossfade.control.cli;

import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.RefusedException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code java -jar crossfade-control-plane.jar <command>}. */
@Command(
        name = "crossfade",
        description = "Online schema migrations for running Java applications.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            StartCommand.class,
            AdvanceCommand.class,
            RollbackCommand.class,
            EndSessionsCommand.class,
            StatusCommand.class,
            ListCommand.class,
            VerifyCommand.class
        })
public final class Main {

    static final int REFUSED = 1;

    private Main() {}

    /** Exits with 0 if the command was done, 1 if it was refused or has failed, 2 if it wasn't understood. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExitCodeExceptionMapper(e -> e instanceof ParameterException ? CommandLine.ExitCode.USAGE : REFUSED)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
    }

    private static int failed(Exception cause, CommandLine line) throws Exception {
        List<String> reasons = List.of();
        if (cause instanceof CommandException command) {
            reasons = command.reasons();
        } else if (cause instanceof RefusedException refused) {
            reasons = refused.reasons();
        } else if (!(cause instanceof ControlException) && !(cause instanceof UnreachableException)) {
            throw cause;
        }
        PrintWriter err = line.getErr();
        err.println(cause.getMessage());
        reasons.forEach(reason -> err.println("  - " + reason));
        err.flush();
        return REFUSED;
    }
}
