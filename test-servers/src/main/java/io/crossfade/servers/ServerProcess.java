package io.crossfade.servers;

import io.crossfade.processes.Guard;
import io.crossfade.processes.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as a child of this JVM, with its data and its log in a temporary directory. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STARTUP_WAIT = Duration.ofMinutes(2);
    private static final Duration STOP_WAIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path directory;
    private final Guard guard;

    private ServerProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.guard = Guard.over(process.pid(), directory);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param directory deleted when the server stops
     * @param url at which it will answer
     */
    static ServerProcess start(Path directory, List<String> command, String url) {
        ServerProcess server;
        try {
            server = new ServerProcess(launch(directory, command), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " can't be started", e);
        }
        try {
            server.awaitAnswer(command.get(0), url);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Runs a command to its end; what it prints goes to the log. */
    static void run(Path directory, List<String> command, Path input) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory)))
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(ended(command.get(0), process, directory));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " can't be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
        }
    }

    long pid() {
        return process.pid();
    }

    Path directory() {
        return directory;
    }

    @Override
    public synchronized void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        guard.close();
        TemporaryFiles.delete(directory);
    }

    private static Process launch(Path directory, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory)))
                .start();
    }

    private void awaitAnswer(String program, String url) {
        long deadline = System.nanoTime() + STARTUP_WAIT.toNanos();
        while (true) {
            try (Connection answer = DriverManager.getConnection(url)) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException(ended(program, process, directory), e);
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            program + " doesn't answer at " + url + " after " + STARTUP_WAIT.toSeconds() + " s:\n"
                                    + logText(directory),
                            e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server was starting", e);
        }
    }

    /** What it printed names what it lacked, for instance a shared library. */
    private static String ended(String program, Process process, Path directory) {
        return program + " ended with status " + process.exitValue() + ":\n" + logText(directory);
    }

    private static String logText(Path directory) {
        try {
            return Files.readString(log(directory).toPath());
        } catch (IOException e) {
            return "(its log can't be read: " + e + ")";
        }
    }

    private static java.io.File log(Path directory) {
        return directory.resolve("log").toFile();
    }
}
