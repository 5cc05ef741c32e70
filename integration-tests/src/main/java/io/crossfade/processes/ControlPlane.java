package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The control plane as an operator has it: its jar in a JVM of its own, driven by its command line and HTTP. */
public final class ControlPlane implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Duration COMMAND = Duration.ofMinutes(2);
    private static final Duration REQUEST = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    /** Whether its state is in a store that its configuration names. */
    private final boolean shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private JavaProcess process;

    private ControlPlane(Path directory, int port, boolean shared) {
        this.directory = directory;
        this.port = port;
        this.shared = shared;
        this.process = serve();
    }

    /**
     * What a command printed and how it ended.
     *
     * @param status 0 done, 1 refused or failed, 2 usage
     */
    public record Result(int status, String output) {}

    /**
     * Starts a control plane and waits until it answers.
     *
     * @param directory for its configuration and its state
     * @param configuration the configuration file's content
     */
    public static ControlPlane start(Path directory, String configuration) throws InterruptedException {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("crossfade.yaml"), configuration);
            ControlPlane controlPlane = new ControlPlane(directory, Ports.free(), configuration.startsWith("store:"));
            controlPlane.awaitAnswer();
            return controlPlane;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The configuration for one database.
     *
     * @param url with the user in it, and the password if there is one
     */
    public static String configuration(String database, String url, String... settings) {
        StringBuilder yaml = new StringBuilder("databases:\n  " + database + ":\n    url: "
                + url.replaceFirst("\\?.*", "") + "\n    user: " + property(url, "user", "postgres")
                + "\n    password: \""
                + property(url, "password", "") + "\"\n");
        for (String setting : settings) {
            yaml.append("    ").append(setting).append('\n');
        }
        return yaml.toString();
    }

    /** The lines that make the state be kept in a store, to be put before those of {@link #configuration}. */
    public static String sharedStore(String url, int leaseSeconds) {
        return "store: {url: \"" + url.replaceFirst("\\?.*", "") + "\", user: " + property(url, "user", "postgres")
                + ", leaseSeconds: " + leaseSeconds + "}\n";
    }

    private static String property(String url, String name, String byDefault) {
        java.util.regex.Matcher found =
                java.util.regex.Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
        return found.find() ? found.group(1) : byDefault;
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** What the server has printed. */
    public String output() {
        return String.join("\n", List.copyOf(output));
    }

    /** As {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same state and the same port. */
    public void restart() throws InterruptedException {
        process.close();
        process = serve();
        awaitAnswer();
    }

    /** Runs a command of the command line in a JVM of its own. */
    public Result command(String... arguments) throws InterruptedException {
        return commandTo(url(), arguments);
    }

    /** The same for the control planes at these URLs. */
    public Result commandTo(String urls, String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--control-plane");
        all.add(urls);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (JavaProcess command = JavaProcess.jar("crossfade " + arguments[0], Jars.controlPlane(), all, lines::add)) {
            int status = command.await(COMMAND);
            return new Result(status, String.join("\n", List.copyOf(lines)));
        }
    }

    /** Runs a command that has to succeed. */
    public String mustDo(String... arguments) throws InterruptedException {
        Result result = command(arguments);
        if (result.status() != 0) {
            throw new IllegalStateException("crossfade " + String.join(" ", arguments) + " ended with status "
                    + result.status() + ": " + result.output());
        }
        return result.output();
    }

    /** Where a migration stands. */
    public MigrationStatus status(String migration) throws InterruptedException {
        return MigrationStatus.read(get("/v1/migrations/" + migration));
    }

    /** Writes a migration's file and starts it. */
    public String startMigration(String yaml) throws InterruptedException {
        try {
            Path file = Files.writeString(Files.createTempFile(directory, "migration", ".yaml"), yaml);
            return mustDo("start", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private JavaProcess serve() {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--config", directory.resolve("crossfade.yaml").toString(), "--port", Integer.toString(port)));
        if (!shared) {
            arguments.addAll(List.of("--data", directory.resolve("state").toString()));
        }
        return JavaProcess.jar("control plane", Jars.controlPlane(), arguments, output::add);
    }

    /** Whether it leads, as it says itself; false if it doesn't answer. */
    public boolean leads() throws InterruptedException {
        try {
            return get("/health").contains("\"role\":\"LEADER\"");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                // It listens before it has read its state.
                if (!get("/health").contains("is being started")) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // Not even that yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the control plane doesn't answer: " + output());
    }

    /** What it answers to a GET, without a JVM for a command. */
    public String get(String path) throws InterruptedException {
        return mustBeDone(send(request(path)));
    }

    /** What it answers to a POST. */
    public String post(String path, String contentType, String body) throws InterruptedException {
        return mustBeDone(send(posting(path, contentType, body)));
    }

    /**
     * Takes a step towards a phase, if the gate is open.
     *
     * @return whether it has been taken
     */
    public boolean advance(String migration, String phase) throws InterruptedException {
        HttpResponse<String> response = send(
                posting("/v1/migrations/" + migration + "/advance", "application/json", "{\"to\": \"" + phase + "\"}"));
        return response.statusCode() != 409 && !mustBeDone(response).isEmpty();
    }

    /**
     * Asks for a step.
     *
     * @param direction {@code advance} or {@code rollback}
     * @return what it answers, also if it refuses since a gate isn't open
     */
    public String step(String migration, String direction, String body) throws InterruptedException {
        HttpResponse<String> response =
                send(posting("/v1/migrations/" + migration + "/" + direction, "application/json", body));
        return response.statusCode() == 409 ? response.body() : mustBeDone(response);
    }

    private static String mustBeDone(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.request().method() + " "
                    + response.uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(REQUEST);
    }

    private HttpRequest.Builder posting(String path, String contentType, String body) {
        return request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath(), e);
        }
    }
}
