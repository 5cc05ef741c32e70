package io.crossfade.jdbc;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.Guard;
import io.crossfade.processes.TemporaryFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL with a read replica that streams from it. */
final class ReplicatedPostgres implements AutoCloseable {

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres replica;
    private final List<Path> directories;
    private final List<Guard> guards = new ArrayList<>();

    private ReplicatedPostgres(EmbeddedPostgres primary, EmbeddedPostgres replica, List<Path> directories)
            throws IOException {
        this.primary = primary;
        this.replica = replica;
        this.directories = directories;
        for (Path directory : directories) {
            String pid = Files.readAllLines(directory.resolve("postmaster.pid")).get(0);
            guards.add(Guard.over(Long.parseLong(pid), directory));
        }
    }

    static ReplicatedPostgres start() throws IOException, SQLException {
        Path data = DataDirectory.create("crossfade-primary");
        EmbeddedPostgres primary = started(EmbeddedPostgres.builder().setDataDirectory(data));
        Path copy = DataDirectory.create("crossfade-replica");
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        backUp(primary, data, copy);
        Files.writeString(copy.resolve("standby.signal"), "");
        Files.writeString(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + primary.getPort() + " user=postgres'\n");
        return new ReplicatedPostgres(
                primary,
                started(EmbeddedPostgres.builder().setDataDirectory(copy).setCleanDataDirectory(false)),
                List.of(data, copy));
    }

    private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder) throws IOException {
        return builder.setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "off")
                .setServerConfig("max_wal_size", "256MB")
                .start();
    }

    /** The archive of embedded binaries has no program for that. */
    private static void backUp(EmbeddedPostgres primary, Path data, Path copy) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(primary.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('replica', true)");
            copy(data, copy);
            try (ResultSet rows = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                rows.next();
                Files.writeString(copy.resolve("backup_label"), rows.getString(1));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (!name.startsWith("postmaster.") && !name.startsWith("epg-lock")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException e) {
                        // The server is at work: what it removes isn't needed.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    String primaryUrl(String database) {
        return primary.getJdbcUrl("postgres", database);
    }

    String replicaUrl(String database) {
        return replica.getJdbcUrl("postgres", database);
    }

    @Override
    public void close() throws IOException {
        replica.close();
        primary.close();
        guards.forEach(Guard::close);
        directories.forEach(TemporaryFiles::delete);
    }
}
