package io.crossfade.demo.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The application's main class. It works until it reads {@code stop}; at {@code check} it holds what is in the
 * database against its records, says what it found, and writes the records to a file. The end of its standard input
 * means both.
 */
public final class Application {

    private static final int REPORT_EVERY_MILLIS = 200;

    private Application() {}

    /**
     * Runs the application.
     *
     * @param args URL, name of the column, first tenant, number of threads, rows there were at the start, seed, file
     *     for the records
     */
    public static void main(String[] args) throws Exception {
        String column = args[1];
        int firstTenant = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        long bulkRows = Long.parseLong(args[4]);
        long seed = Long.parseLong(args[5]);
        Tally tally = new Tally();
        try (HikariDataSource pool = pool(args[0], threads)) {
            List<Worker> workers = new ArrayList<>();
            for (int tenant = firstTenant; tenant < firstTenant + threads; tenant++) {
                workers.add(new Worker(pool, new Users(column, tenant, tally), tally, tenant, bulkRows, seed));
            }
            System.out.println("ready");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            work(workers, tally, input);
            System.out.println("stopped");
            await("check", input);
            List<String> records = new ArrayList<>();
            for (Worker worker : workers) {
                worker.losses().forEach(loss -> System.out.println("lost " + loss));
                records.addAll(worker.records());
            }
            Files.write(Path.of(args[6]), records);
        }
        System.out.println("finished");
    }

    private static HikariDataSource pool(String url, int threads) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(threads);
        return new HikariDataSource(config);
    }

    private static void work(List<Worker> workers, Tally tally, BufferedReader input)
            throws InterruptedException, IOException {
        Thread reporter = new Thread(() -> report(tally), "reporter");
        reporter.setDaemon(true);
        reporter.start();
        List<Thread> threads = workers.stream().map(Thread::new).toList();
        threads.forEach(thread -> thread.setUncaughtExceptionHandler(tally::ended));
        threads.forEach(Thread::start);
        await("stop", input);
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        reporter.interrupt();
        reporter.join();
        tally.report();
    }

    private static void report(Tally tally) {
        try {
            while (true) {
                Thread.sleep(REPORT_EVERY_MILLIS);
                tally.report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a line, or for the end of the input: whoever started the application is gone then. */
    private static void await(String command, BufferedReader input) throws IOException {
        String line = input.readLine();
        while (line != null && !line.equals(command)) {
            line = input.readLine();
        }
    }
}
