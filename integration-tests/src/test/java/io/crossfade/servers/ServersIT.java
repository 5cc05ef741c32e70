package io.crossfade.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.JavaProcess;
import io.crossfade.processes.Product;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

class ServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(Product.class)
    void answersFromADatabaseOfItsOwn(Product product) throws SQLException {
        DatabaseServer server = Servers.get(product);
        server.createDatabase("servers_it");
        server.execute("servers_it", "CREATE TABLE t (x int)");
        server.execute("servers_it", "INSERT INTO t VALUES (42)");

        try (Connection connection = server.connect("servers_it");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT x FROM t")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(42);
        }
        assertThat(server.version()).matches("\\d+\\..*");
        assertThat(Servers.get(product)).isSameAs(server);

        server.dropDatabase("servers_it");
        assertThatThrownBy(() -> server.connect("servers_it")).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    @DisabledIfSystemProperty(named = "crossfade.databases", matches = "testcontainers")
    void leavesNothingBehindWhenTheJvmIsKilled(Product product) throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        try (JavaProcess jvm = JavaProcess.main(
                product + "'s JVM", classPath, ServerInAJvm.class.getName(), List.of(product.name()), lines::add)) {
            String started = awaitStart(lines);
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(started.split(" ")[0])).orElseThrow();
            Path data = Path.of(started.split(" ")[1]);
            assertThat(data).isDirectory();

            jvm.kill();

            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (Files.exists(data)) {
                assertThat(System.nanoTime()).as("%s is deleted", data).isLessThan(deadline);
                Thread.sleep(50);
            }
        }
    }

    private static String awaitStart(BlockingQueue<String> lines) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (true) {
            String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("a server's start after %s", seen).isNotNull();
            if (line.startsWith(ServerInAJvm.STARTED)) {
                return line.substring(ServerInAJvm.STARTED.length());
            }
            seen.add(line);
        }
    }

    @Test
    void saysThatDockerIsMissing() {
        assumeFalse(DockerClientFactory.instance().isDockerAvailable(), "Docker is there");

        assertThatThrownBy(() -> ContainerServer.start(Product.MYSQL))
                .hasMessageContaining("needs Docker")
                .hasMessageContaining("leave the property out");
    }
}
