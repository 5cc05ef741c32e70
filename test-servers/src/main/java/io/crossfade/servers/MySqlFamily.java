package io.crossfade.servers;

import io.crossfade.processes.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How MySQL and MariaDB are started alike: for tests, so that nothing waits for a disk. */
final class MySqlFamily {

    static final String CREDENTIALS = "user=crossfade&password=crossfade";

    /** For a server that gets killed: a transaction that it has acknowledged is in the hands of the operating system. */
    static final List<String> KEPT_WHEN_KILLED = List.of("--innodb-flush-log-at-trx-commit=2");

    private MySqlFamily() {}

    static Path newDirectory(String prefix) {
        try {
            Path directory = DataDirectory.create(prefix);
            Files.createDirectory(directory.resolve("data"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the server's data", e);
        }
    }

    static List<String> command(Path program, Path base, Path directory) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=64M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    /** Writes what makes the user who may do everything. Each statement stands on a line of its own. */
    static Path newUser(Path directory) {
        try {
            return Files.writeString(directory.resolve("new-user.sql"), """
                    CREATE USER crossfade@'127.0.0.1' IDENTIFIED BY 'crossfade';
                    GRANT ALL ON *.* TO crossfade@'127.0.0.1' WITH GRANT OPTION;
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be written to", e);
        }
    }

    static List<String> serving(int port, Path directory) {
        return List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("socket"),
                "--skip-ssl",
                "--skip-name-resolve",
                "--max-connections=200",
                "--character-set-server=utf8mb4");
    }
}
