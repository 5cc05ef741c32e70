package io.crossfade.scene;

import io.crossfade.processes.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** One PostgreSQL for all tests of this JVM; it ends with it. */
public final class Server {

    private static final Postgres POSTGRES = start();

    private Server() {}

    public static Postgres postgres() {
        return POSTGRES;
    }

    private static Postgres start() {
        try {
            return Postgres.start(
                    Files.createTempDirectory("crossfade-postgres"),
                    Map.of("max_connections", "200", "track_activity_query_size", "1MB", "fsync", "off"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
