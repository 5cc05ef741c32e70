package io.crossfade.compare.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Machine.Mode;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.processes.Product;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case that the machine has found and that has been mended, in every stage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundIT {

    private static final Path FOUND = Path.of("src/test/resources/generated/found");

    private final Map<Product, Machine> machines = new EnumMap<>(Product.class);

    @AfterAll
    void close() throws SQLException {
        for (Machine machine : machines.values()) {
            machine.close();
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOUND)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(cases).as("cases in %s", FOUND).isNotEmpty();
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void staysMended(Path file) throws Exception {
        Case found = Case.read(file);
        Machine machine = machine(found.world().product());
        assertThat(machine.replay(found)).as(found.text()).isEmpty();
    }

    /** One for each product: its connections serve all cases. */
    private Machine machine(Product product) throws SQLException, IOException {
        Machine machine = machines.get(product);
        if (machine == null) {
            DatabaseServer server = Servers.get(product);
            GeneratedIT.createDatabase(server);
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "found");
            machine = new Machine("f", server, directory, Mode.ALL, KnownBugs.none(), new Report());
            machines.put(product, machine);
        }
        return machine;
    }
}
