package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the built files are, and the libraries that an application brings along. */
public final class Jars {

    private Jars() {}

    /** The driver as an application gets it. */
    public static Path driver() {
        return built("driver", "crossfade-driver-");
    }

    public static Path controlPlane() {
        return built("control-plane", "crossfade-control-plane-");
    }

    /** What an application's class path has beside the driver and its own code: pgjdbc, HikariCP and SLF4J's API. */
    public static List<Path> applicationLibraries() {
        return List.of(
                jarOf("org.postgresql.Driver"), jarOf("com.zaxxer.hikari.HikariDataSource"), jarOf("org.slf4j.Logger"));
    }

    /** The jar or directory that a class was loaded from. */
    public static Path jarOf(String className) {
        try {
            return Path.of(Class.forName(className)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("no jar has " + className, e);
        }
    }

    private static Path built(String module, String prefix) {
        Path target = root().resolve(module).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + "[0-9][^/]*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests)\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no " + prefix + "*.jar in " + target + "; build it with 'mvn package'"));
        } catch (IOException e) {
            throw new UncheckedIOException(target + " can't be read; build it with 'mvn package'", e);
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("control-plane"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "not started from within the project: " + Path.of("").toAbsolutePath());
        }
        return directory;
    }
}
