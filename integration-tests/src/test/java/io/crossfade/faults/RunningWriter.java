package io.crossfade.faults;

import io.crossfade.processes.Jars;
import io.crossfade.processes.JavaProcess;
import io.crossfade.processes.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application in a JVM of its own, over all its lives. */
final class RunningWriter implements AutoCloseable {

    static final int THREADS = 3;

    private final String name;
    private final String url;
    private final String column;
    private final Product product;
    private final long seed;
    private final Records records = new Records();
    private int life;
    private JavaProcess process;

    RunningWriter(String name, Product product, String url, String column, long seed) {
        this.name = name;
        this.product = product;
        this.url = url;
        this.column = column;
        this.seed = seed;
        rows(name).forEach(records::own);
        this.process = start();
    }

    /** The e-mail addresses of the rows that an application of that name owns. */
    static List<String> rows(String name) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            rows.add(name + i + "@x");
        }
        return rows;
    }

    String name() {
        return name;
    }

    Records records() {
        return records;
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.kill();
    }

    void restart() {
        process.close();
        process = start();
    }

    void stop() {
        process.send("stop");
    }

    private JavaProcess start() {
        List<Path> classPath = new ArrayList<>(List.of(Jars.driver(), Jars.jarOf(Writer.class.getName())));
        classPath.add(Jars.jarOf(
                switch (product) {
                    case POSTGRESQL -> "org.postgresql.Driver";
                    case MYSQL -> "com.mysql.cj.jdbc.Driver";
                    case MARIADB -> "org.mariadb.jdbc.Driver";
                }));
        return JavaProcess.main(
                name,
                classPath,
                Writer.class.getName(),
                List.of(url, column, name, Integer.toString(THREADS), Long.toString(seed + 100L * life++)),
                records::line);
    }

    @Override
    public void close() {
        process.close();
    }
}
