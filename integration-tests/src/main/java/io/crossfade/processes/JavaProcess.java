package io.crossfade.processes;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A JVM of its own. Its standard output and error arrive line by line; it is ended when this JVM ends in good order.
 */
public final class JavaProcess implements AutoCloseable {

    /** They end before the second compiler pays; {@code -Dprocesses.optimized=true} leaves it in, for what is measured. */
    private static final String COMPILERS =
            "-XX:TieredStopAtLevel=" + (Boolean.getBoolean("processes.optimized") ? 4 : 1);

    private final String name;
    private final Process process;
    private final PrintWriter input;
    private final Thread reader;
    private final AtExit atExit;

    private JavaProcess(String name, Process process, Consumer<String> lines) {
        this.name = name;
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.reader = new Thread(() -> read(lines), "output of " + name);
        this.atExit = new AtExit("end " + name, process::destroyForcibly);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a main class.
     *
     * @param lines gets what the process prints, on a thread of its own
     */
    public static JavaProcess main(
            String name, List<Path> classPath, String mainClass, List<String> arguments, Consumer<String> lines) {
        return start(name, List.of("-cp", joined(classPath), mainClass), arguments, lines);
    }

    /**
     * Starts a jar.
     *
     * @param lines gets what the process prints, on a thread of its own
     */
    public static JavaProcess jar(String name, Path jar, List<String> arguments, Consumer<String> lines) {
        return start(name, List.of("-jar", jar.toString()), arguments, lines);
    }

    /** Starts a source file, which the JVM compiles for itself. */
    public static JavaProcess source(
            String name, List<Path> classPath, Path file, List<String> arguments, Consumer<String> lines) {
        return start(name, List.of("-cp", joined(classPath), file.toString()), arguments, lines);
    }

    private static String joined(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static JavaProcess start(String name, List<String> what, List<String> arguments, Consumer<String> lines) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", COMPILERS, "-Dfile.encoding=UTF-8"));
        command.addAll(what);
        command.addAll(arguments);
        try {
            return new JavaProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " didn't start", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to the process's standard input. */
    public void send(String line) {
        input.println(line);
    }

    /**
     * Waits for the end.
     *
     * @return the exit status
     */
    public int await(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " is still running after " + longest.toSeconds() + " s");
        }
        reader.join(longest.toMillis());
        return process.exitValue();
    }

    /** As {@code kill -9} does it: nothing in the process gets a chance to tidy up. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        atExit.forget();
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            while (line != null) {
                lines.accept(line);
                line = output.readLine();
            }
        } catch (IOException e) {
            lines.accept("(no more output: " + e.getMessage() + ")");
        }
    }
}
