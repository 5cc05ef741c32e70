package io.crossfade.control.cli;

import io.crossfade.control.ControlPlane;
import io.crossfade.control.config.ConfigFile;
import io.crossfade.control.config.ControlPlaneConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Runs a control plane, until stopped.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

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
            defaultValue = "crossfade-data",
            paramLabel = "DIR",
            description = "Where to keep the state (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure();
        ControlPlaneConfig settings = new ConfigFile(System::getenv).read(config);
        ControlPlane controlPlane = ControlPlane.start(settings, data, host, port);
        Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close, "crossfade-exit"));
        spec.commandLine().getOut().println("the control plane listens on " + controlPlane.uri());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
