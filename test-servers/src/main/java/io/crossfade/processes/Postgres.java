package io.crossfade.processes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server of its own, with its data in a temporary directory. Gone when closed or when the JVM ends. */
public final class Postgres implements DatabaseServer {

    private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Path directory;
    private final AtExit atExit = new AtExit("stop PostgreSQL", this::stop);
    private final Guard guard;
    private boolean stopped;

    private Postgres(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
        this.guard = Guard.over(serverPid(), directory);
    }

    /** Starts a server with its data in a directory of its own. */
    public static Postgres start() {
        return start(DataDirectory.create("crossfade-postgres"), Map.of());
    }

    /**
     * Starts a server.
     *
     * @param directory for the server's data; deleted at the end
     * @param settings as in {@code postgresql.conf}
     */
    public static Postgres start(Path directory, Map<String, String> settings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP_WAIT)
                .setOverrideWorkingDirectory(unpackedBinaries().toFile())
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setRegisterShutdownHook(false);
        settings.forEach(builder::setServerConfig);
        try {
            return new Postgres(builder.start(), directory);
        } catch (IOException e) {
            TemporaryFiles.delete(directory);
            throw new UncheckedIOException("PostgreSQL didn't start", e);
        }
    }

    /** One directory per user: what root has unpacked, nobody else could lock. */
    private static Path unpackedBinaries() {
        return Path.of(
                System.getProperty("java.io.tmpdir"), "crossfade-postgres-binaries-" + System.getProperty("user.name"));
    }

    /** The server's process. */
    public long serverPid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL has no pid file", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    public String ownDatabase() {
        return "postgres";
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=postgres";
    }

    @Override
    public void close() {
        atExit.forget();
        stop();
        guard.close();
        TemporaryFiles.delete(directory);
    }

    /** All there is to do at the JVM's end: the data, for whose deletion nobody has to wait, is the guard's. */
    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL in " + directory + " didn't stop: " + e);
        }
    }
}
