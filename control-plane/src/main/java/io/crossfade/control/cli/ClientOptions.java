package io.crossfade.control.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that speaks to a control plane. */
final class ClientOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--control-plane",
            paramLabel = "URL",
            defaultValue = "${env:CROSSFADE_CONTROL_PLANE:-http://localhost:7400}",
            description = "Where the control plane listens; all that share a store, separated by commas (default:"
                    + " $CROSSFADE_CONTROL_PLANE, or http://localhost:7400).")
    private String controlPlane = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:CROSSFADE_TOKEN}",
            description = "The control plane's token (default: $$CROSSFADE_TOKEN).")
    private @Nullable String token;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    Client client() {
        List<URI> all =
                Arrays.stream(controlPlane.split(",", -1)).map(this::uri).toList();
        return new Client(all, Optional.ofNullable(token));
    }

    private URI uri(String given) {
        String url = given.strip();
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw notUrl(url, e);
        }
        throw notUrl(url, null);
    }

    private ParameterException notUrl(String url, @Nullable Throwable cause) {
        return new ParameterException(
                spec.commandLine(), "--control-plane: '" + url + "' isn't a URL like http://localhost:7400", cause);
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
