package io.crossfade.servers;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Ports;
import io.crossfade.processes.Product;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MySQL 8.0 out of a jar of the build. */
final class EmbeddedMySql implements DatabaseServer {

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    private final ServerProcess process;
    private final int port;

    private EmbeddedMySql(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static EmbeddedMySql start() {
        return start(List.of());
    }

    /** @param options win over the usual ones */
    static EmbeddedMySql start(List<String> options) {
        Path base = Binaries.unpacked("mysql-8.0.31", EmbeddedMySql::unpack);
        Path directory = MySqlFamily.newDirectory("crossfade-mysql");
        List<String> common = new ArrayList<>(MySqlFamily.command(base.resolve("bin/mysqld"), base, directory));
        common.addAll(List.of(
                "--innodb-use-native-aio=OFF",
                "--innodb-redo-log-capacity=32M",
                "--lc-messages-dir=" + base.resolve("share")));
        List<String> initialize = new ArrayList<>(common);
        initialize.addAll(List.of("--initialize-insecure", "--init-file=" + MySqlFamily.newUser(directory)));
        ServerProcess.run(directory, initialize, Path.of("/dev/null"));

        int port = Ports.free();
        List<String> command = new ArrayList<>(common);
        command.addAll(MySqlFamily.serving(port, directory));
        command.addAll(List.of(
                "--mysqlx=OFF", "--skip-log-bin", "--innodb-doublewrite=0", "--pid-file=" + directory.resolve("pid")));
        command.addAll(options);
        return new EmbeddedMySql(ServerProcess.start(directory, command, url(port, "mysql")), port);
    }

    @Override
    public Product product() {
        return Product.MYSQL;
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
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?" + MySqlFamily.CREDENTIALS
                + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    private static void unpack(Path directory) throws IOException, InterruptedException {
        Path archive = Files.createTempFile("crossfade-mysql", ".tar.gz");
        try (InputStream packed = EmbeddedMySql.class.getResourceAsStream(ARCHIVE)) {
            if (packed == null) {
                throw new FileNotFoundException(ARCHIVE + " isn't on the class path");
            }
            Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tar.waitFor() != 0) {
                throw new IOException("tar: " + output);
            }
        } finally {
            Files.delete(archive);
        }
        stubLibraries(directory.resolve("lib/private"));
    }

    /**
     * mysqld is linked against two libraries that a machine needn't have. It looks in this directory first. Asynchronous
     * I/O is off, and "no NUMA here" is an answer that it takes.
     */
    private static void stubLibraries(Path directory) throws IOException {
        StubLibrary.write(
                directory,
                "libaio.so.1",
                Map.of("LIBAIO_0.1", List.of("io_submit"), "LIBAIO_0.4", List.of("io_setup", "io_getevents")));
        StubLibrary.write(
                directory,
                "libnuma.so.1",
                Map.of(
                        "libnuma_1.1",
                        List.of("numa_available", "numa_alloc_local", "numa_free", "mbind", "set_mempolicy"),
                        "libnuma_1.2",
                        List.of("numa_bitmask_free", "numa_get_mems_allowed")));
    }
}
