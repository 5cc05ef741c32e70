package io.crossfade.demo;

import io.crossfade.demo.app.Application;
import io.crossfade.processes.Jars;
import io.crossfade.processes.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application in a JVM of its own, and what it has said so far. */
final class RunningApp implements AutoCloseable {

    private static final Pattern STATS =
            Pattern.compile("stats t=(\\d+) statements=(\\d+) errors=(\\d+) wrong=(\\d+) longestMicros=(\\d+)");
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final String column;
    private final Path records;
    private final Stalls stalls;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean finished = new AtomicBoolean();
    private final LongAdder statements = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder wrongReads = new LongAdder();
    private final List<String> problems = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final JavaProcess process;

    private RunningApp(String name, String column, List<String> arguments, Path records, Stalls stalls) {
        this.column = column;
        this.records = records;
        this.stalls = stalls;
        List<Path> classPath = new ArrayList<>(Jars.applicationLibraries());
        classPath.add(Jars.driver());
        classPath.add(Jars.jarOf(Application.class.getName()));
        this.process = JavaProcess.main(name, classPath, Application.class.getName(), arguments, this::read);
    }

    /**
     * Starts an application.
     *
     * @param column the name that its code knows
     * @param firstTenant its threads own the rows of this tenant and the following ones
     */
    static RunningApp start(
            String name, String url, String column, int firstTenant, int threads, DemoOptions options, Stalls stalls) {
        Path records = options.directory().resolve(name + ".records");
        List<String> arguments = List.of(
                url,
                column,
                Integer.toString(firstTenant),
                Integer.toString(threads),
                Long.toString(options.rows()),
                "20260101",
                records.toString());
        return new RunningApp(name, column, arguments, records, stalls);
    }

    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (!ready.await(100, TimeUnit.MILLISECONDS)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(process.name() + " didn't get ready:\n  " + told());
            }
        }
    }

    /** Lets every thread finish what it does. */
    void stop() throws InterruptedException {
        process.send("stop");
        if (!stopped.await(STARTUP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(process.name() + " doesn't stop:\n  " + told());
        }
    }

    /** Lets the application hold the database against its records. */
    void check() throws InterruptedException {
        process.send("check");
        int status = process.await(STARTUP);
        if (status != 0 || !finished.get()) {
            problem("ended with status " + status + " before it had checked its rows");
            errors.increment();
        }
    }

    String name() {
        return process.name();
    }

    /** The name that its code knows the column by. */
    String column() {
        return column;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path records() {
        return records;
    }

    long statements() {
        return statements.sum();
    }

    long errors() {
        return errors.sum();
    }

    long wrongReads() {
        return wrongReads.sum();
    }

    synchronized List<String> losses() {
        return List.copyOf(losses);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    /** All that it printed beside its reports. */
    String told() {
        return String.join("\n  ", problems());
    }

    @Override
    public void close() {
        process.close();
    }

    private void read(String line) {
        Matcher stats = STATS.matcher(line);
        if (stats.matches()) {
            statements.add(Long.parseLong(stats.group(2)));
            errors.add(Long.parseLong(stats.group(3)));
            wrongReads.add(Long.parseLong(stats.group(4)));
            stalls.window(Long.parseLong(stats.group(1)), Long.parseLong(stats.group(5)) / 1000.0);
        } else if (line.equals("ready")) {
            ready.countDown();
        } else if (line.equals("stopped")) {
            stopped.countDown();
        } else if (line.equals("finished")) {
            finished.set(true);
        } else if (line.startsWith("lost ")) {
            loss(line.substring("lost ".length()));
        } else if (!line.startsWith("SLF4J")) {
            problem(line);
        }
    }

    private synchronized void problem(String line) {
        problems.add(line);
    }

    private synchronized void loss(String line) {
        losses.add(line);
    }
}
