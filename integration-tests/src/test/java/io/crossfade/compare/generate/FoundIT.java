package io.crossfade.compare.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.compare.generate.Machine.Mode;
import io.crossfade.processes.DatabaseServer;
import io.crossfade.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case that the machine has found and that has been mended, in every stage. */
class FoundIT {

    private static final Path FOUND = Path.of("src/test/resources/generated/found");

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
        DatabaseServer server = Servers.get(found.world().product());
        GeneratedIT.createDatabase(server);
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target/snapshots")), "found");
        try (Machine machine = new Machine("f", server, directory, Mode.ALL, KnownBugs.none(), new Report())) {
            assertThat(machine.replay(found)).as(found.text()).isEmpty();
        }
    }
}
