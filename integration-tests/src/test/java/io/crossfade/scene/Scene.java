package io.crossfade.scene;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crossfade.processes.ControlPlane;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.MigrationStatus;
import io.crossfade.processes.Product;
import io.crossfade.processes.TemporaryFiles;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A database with a table {@code users}, a control plane, and the migration of {@code name} to {@code full_name}. */
public final class Scene implements AutoCloseable {

    public static final String MIGRATION = "users-full-name";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Product product;
    private final String database;
    private final Path directory;
    private final ControlPlane controlPlane;
    private final List<HikariDataSource> pools = new ArrayList<>();

    private Scene(Product product, String database, Path directory, ControlPlane controlPlane) {
        this.product = product;
        this.database = database;
        this.directory = directory;
        this.controlPlane = controlPlane;
    }

    /**
     * Makes the database and starts the control plane.
     *
     * @param database a name of its own
     * @param rows of {@code users} at the start
     * @param settings lines for the database in the control plane's configuration
     */
    public static Scene create(String database, long rows, String... settings)
            throws SQLException, InterruptedException {
        return create(Product.POSTGRESQL, database, rows, settings);
    }

    /** The same on any product. */
    public static Scene create(Product product, String database, long rows, String... settings)
            throws SQLException, InterruptedException {
        List<String> ddl = product == Product.POSTGRESQL ? List.of(usersWith(rows)) : usersOnMySql(rows);
        return create(product, database, ddl, settings);
    }

    /** The same with tables of one's own. */
    public static Scene create(String database, String ddl, String... settings)
            throws SQLException, InterruptedException {
        return create(Product.POSTGRESQL, database, List.of(ddl), settings);
    }

    /** The same on any product; each text is one statement, or on PostgreSQL any number of them. */
    public static Scene create(Product product, String database, List<String> ddl, String... settings)
            throws SQLException, InterruptedException {
        try {
            DatabaseServer server = Servers.get(product);
            server.createDatabase(database);
            for (String text : ddl) {
                server.execute(database, text);
            }
            Path directory = Files.createTempDirectory("crossfade-" + database);
            ControlPlane controlPlane =
                    ControlPlane.start(directory, ControlPlane.configuration(database, server.url(database), settings));
            return new Scene(product, database, directory, controlPlane);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ControlPlane controlPlane() {
        return controlPlane;
    }

    public String database() {
        return database;
    }

    /** The URL that an application uses. */
    public String url(String application) {
        return Servers.get(product).crossfadeUrl(database) + "&crossfade.controlPlane=" + controlPlane.url()
                + "&crossfade.database=" + database + "&crossfade.application=" + application;
    }

    /** A pool as an application makes it; closed with the scene. */
    public HikariDataSource pool(String application, int size, String... properties) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(application) + String.join("", properties));
        config.setMaximumPoolSize(size);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Not by command, for the sake of the time that a JVM takes to start; nor are the steps. */
    public void startMigration() throws InterruptedException {
        controlPlane.post("/v1/migrations", "application/yaml", """
                migration: %s
                database: %s
                table: users
                rename: {name: full_name}
                """.formatted(MIGRATION, database));
    }

    /** Advances to the next phase and waits until everybody is there and its job is done. */
    public void advanceTo(String phase) throws InterruptedException {
        enter(phase);
        awaitSettled(phase);
    }

    /** Takes the step to the next phase as soon as the gate is open, and waits for nobody to follow. */
    public void enter(String phase) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!controlPlane.status(MIGRATION).phase().equals(phase)) {
            if (!controlPlane.advance(MIGRATION, phase)) {
                Thread.sleep(20);
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no step to " + phase + ": "
                        + controlPlane.status(MIGRATION).document());
            }
        }
    }

    public void awaitSettled(String phase) throws InterruptedException {
        await(phase + " settled", status -> status.phase().equals(phase) && status.settled());
    }

    /** Waits until the migration stands as wanted. */
    public MigrationStatus await(String what, Predicate<MigrationStatus> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        MigrationStatus status = controlPlane.status(MIGRATION);
        while (!wanted.test(status)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what + "; " + status.document());
            }
            Thread.sleep(20);
            status = controlPlane.status(MIGRATION);
        }
        return status;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        controlPlane.close();
        TemporaryFiles.delete(directory);
    }

    private static String usersWith(long rows) {
        return """
                CREATE TABLE users (
                    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
                    email text NOT NULL UNIQUE,
                    name text NOT NULL,
                    status text NOT NULL DEFAULT 'new'
                );
                CREATE INDEX users_name ON users (name);
                INSERT INTO users (email, name) SELECT 'bulk' || g || '@x', 'Bulk ' || g FROM generate_series(1, %d) g;
                ANALYZE users;
                """.formatted(rows);
    }

    private static List<String> usersOnMySql(long rows) {
        return List.of("""
                CREATE TABLE users (
                    id bigint AUTO_INCREMENT PRIMARY KEY,
                    email varchar(100) NOT NULL UNIQUE,
                    name varchar(100) NOT NULL,
                    status varchar(20) NOT NULL DEFAULT 'new',
                    KEY users_name (name)
                )
                """, """
                INSERT INTO users (email, name)
                WITH RECURSIVE g AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM g WHERE n < %d)
                SELECT concat('bulk', n, '@x'), concat('Bulk ', n) FROM g
                """.formatted(rows));
    }
}
