package io.crossfade.servers;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Guard;
import io.crossfade.processes.Postgres;
import io.crossfade.processes.Product;
import io.crossfade.processes.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An embedded server of its own that can be killed, stopped and started again on its data. What it has acknowledged survives its
 * own death; that of the machine isn't tried, so it waits for no disk.
 */
public final class FragileServer implements DatabaseServer {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DatabaseServer server;
    private final Path directory;
    private final List<String> command;
    private final Path workingDirectory;
    private long pid;
    private @Nullable Guard guard;

    private FragileServer(DatabaseServer server, Path directory, long pid) {
        this.server = server;
        this.directory = directory;
        this.pid = pid;
        this.command = commandOf(pid, server.product());
        this.workingDirectory = realPath(pid, "cwd");
    }

    /** Starts a server. */
    public static FragileServer start(Product product) {
        return switch (product) {
            case POSTGRESQL -> {
                Path directory = DataDirectory.create("crossfade-postgres");
                Postgres server = Postgres.start(
                        directory, Map.of("max_connections", "200", "fsync", "off", "synchronous_commit", "on"));
                yield new FragileServer(server, directory, server.serverPid());
            }
            case MYSQL -> {
                EmbeddedMySql server = EmbeddedMySql.start(MySqlFamily.KEPT_WHEN_KILLED);
                yield new FragileServer(server, server.directory(), server.pid());
            }
            case MARIADB -> {
                EmbeddedMariaDb server = EmbeddedMariaDb.start(MySqlFamily.KEPT_WHEN_KILLED);
                yield new FragileServer(server, server.directory(), server.pid());
            }
        };
    }

    private static Path realPath(long pid, String link) {
        try {
            return Path.of("/proc", Long.toString(pid), link).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the server " + pid + " is gone", e);
        }
    }

    private static List<String> commandOf(long pid, Product product) {
        try {
            List<String> command = new ArrayList<>();
            if (product == Product.POSTGRESQL && System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("unshare", "-U")); // it doesn't run as root
            }
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            command.add(realPath(pid, "exe").toString());
            command.addAll(List.of(line.split("\0")).subList(1, line.split("\0").length));
            return List.copyOf(command);
        } catch (IOException e) {
            throw new UncheckedIOException("the server " + pid + " is gone", e);
        }
    }

    /** As {@code kill -9} of all its processes. */
    public void kill() {
        List<Long> all = processes();
        Signals.kill(all);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all.stream().anyMatch(FragileServer::isRunning)) {
            pause("the server to be gone", deadline);
        }
    }

    /** Stops all its processes where they are. */
    public void pause() {
        Signals.pause(List.of(pid)); // so that it makes no new ones
        Signals.pause(processes());
    }

    public void resume() {
        Signals.resume(processes());
    }

    /** Starts it again after a kill, on the same data and the same port, and waits until it answers. */
    public void restart() {
        try {
            for (Path lock : locks()) {
                Files.deleteIfExists(lock); // names a process that is gone
            }
            Process process = new ProcessBuilder(command)
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("restarts").toFile()))
                    .start();
            callOff();
            pid = process.pid();
            guard = Guard.over(pid, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " can't be started", e);
        }
        awaitAnswer();
    }

    /** PostgreSQL's; as another user, it can't tell a process that is gone from one that it may not ask. */
    private List<Path> locks() {
        int port = command.indexOf("-p") + 1;
        return product() != Product.POSTGRESQL
                ? List.of()
                : List.of(
                        directory.resolve("postmaster.pid"),
                        Path.of("/tmp/.s.PGSQL." + command.get(port)),
                        Path.of("/tmp/.s.PGSQL." + command.get(port) + ".lock"));
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection answer = connect(ownDatabase())) {
                return;
            } catch (SQLException e) {
                pause("the server to answer; it said " + e.getMessage(), deadline);
            }
        }
    }

    private static void pause(String purpose, long deadline) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("waited in vain for " + purpose);
        }
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + purpose, e);
        }
    }

    /** The server's first. */
    private List<Long> processes() {
        List<Long> all = new ArrayList<>(List.of(pid));
        ProcessHandle.of(pid).ifPresent(server -> server.descendants().forEach(each -> all.add(each.pid())));
        return all;
    }

    /** One that only waits for its parent to take note of its end isn't running. */
    private static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    private void callOff() {
        Guard over = guard;
        if (over != null) {
            over.close();
        }
    }

    @Override
    public Product product() {
        return server.product();
    }

    @Override
    public String ownDatabase() {
        return server.ownDatabase();
    }

    @Override
    public String url(String database) {
        return server.url(database);
    }

    @Override
    public void close() {
        if (product() != Product.POSTGRESQL) {
            kill(); // the process that is running isn't the one that the server has started
        }
        server.close();
        callOff();
    }
}
