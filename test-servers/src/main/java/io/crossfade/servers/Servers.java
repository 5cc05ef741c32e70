package io.crossfade.servers;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Postgres;
import io.crossfade.processes.Product;
import java.util.EnumMap;
import java.util.Map;

/**
 * One server of each product for all tests of this JVM, started when first asked for; it ends with the JVM.
 *
 * <p>{@code -Dcrossfade.databases=testcontainers} takes them from containers; the default is {@code embedded}.
 */
public final class Servers {

    static final Map<String, String> POSTGRES_SETTINGS = Map.of(
            "max_connections",
            "200",
            "track_activity_query_size",
            "1MB",
            "fsync",
            "off",
            "synchronous_commit",
            "off",
            "full_page_writes",
            "off",
            "max_wal_size",
            "256MB");

    /** Guarded by itself. */
    private static final Map<Product, DatabaseServer> STARTED = new EnumMap<>(Product.class);

    private Servers() {}

    /** The server of that product. */
    public static DatabaseServer get(Product product) {
        synchronized (STARTED) {
            return STARTED.computeIfAbsent(product, Servers::start);
        }
    }

    private static DatabaseServer start(Product product) {
        String kind = System.getProperty("crossfade.databases", "embedded");
        return switch (kind) {
            case "embedded" -> embedded(product);
            case "testcontainers" -> ContainerServer.start(product);
            default ->
                throw new IllegalArgumentException(
                        "-Dcrossfade.databases=" + kind + ": there are embedded and testcontainers");
        };
    }

    private static DatabaseServer embedded(Product product) {
        return switch (product) {
            case POSTGRESQL -> Postgres.start(DataDirectory.create("crossfade-postgres"), POSTGRES_SETTINGS);
            case MYSQL -> EmbeddedMySql.start();
            case MARIADB -> EmbeddedMariaDb.start();
        };
    }
}
