package io.crossfade.control.cli;

import io.crossfade.control.ControlPlane;
import io.crossfade.control.config.ConfigFile;
import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.error.BadInputException;
import io.crossfade.control.job.StopPoints;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Runs a control plane, until stopped.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final String DATA = "crossfade-data";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The databases, in YAML.")
    private Path config = Path.of("");

    @Option(names = "--port", defaultValue = "7400", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to keep the state, if the configuration names no store (default: " + DATA + ").")
    private @Nullable Path data;

    @Option(
            names = "--advertise",
            paramLabel = "URL",
            description = "Where others reach this control plane, as it is told to who asks one that stands by"
                    + " (default: http://HOST:PORT).")
    private @Nullable String advertised;

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure();
        ControlPlaneConfig settings = new ConfigFile(System::getenv).read(config);
        if (settings.store().isPresent() && data != null) {
            throw new BadInputException("the state is kept in the store that " + config
                    + " names, or in the directory that --data names:" + " leave one of them out");
        }
        ControlPlane controlPlane = ControlPlane.start(
                settings,
                Optional.ofNullable(data).orElse(Path.of(DATA)),
                host,
                port,
                Optional.ofNullable(advertised),
                StopPoints.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close, "crossfade-exit"));
        spec.commandLine().getOut().println("the control plane listens on " + controlPlane.uri());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
