package io.crossfade.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.crossfade.processes.Jars;
import io.crossfade.processes.JavaProcess;
import io.crossfade.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver has inside stays inside. */
class CollisionIT {

    @Test
    void theJarHasNothingOutsideItsOwnPackage() throws IOException {
        try (JarFile jar = new JarFile(Jars.driver().toFile())) {
            List<String> names = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(name)
                    .matches("(io/crossfade/|META-INF/).*")
                    .doesNotMatch("META-INF/versions/\\d+/(?!io/crossfade/).*\\.class"));
            assertThat(names.stream().filter(name -> name.startsWith("META-INF/services/")))
                    .allMatch(name -> name.equals("META-INF/services/java.sql.Driver")
                            || name.startsWith("META-INF/services/io.crossfade"));
        }
    }

    @Test
    void theReadmeStatesTheJarsSize() throws IOException {
        Matcher stated = Pattern.compile("\\(([0-9.]+) MB\\)").matcher(Files.readString(Path.of("../README.md")));
        assertThat(stated.find()).isTrue();
        assertThat(Files.size(Jars.driver()) / 1_000_000.0).isCloseTo(Double.parseDouble(stated.group(1)), within(0.3));
    }

    @ParameterizedTest(name = "other versions ahead of the driver: {0}")
    @ValueSource(booleans = {true, false})
    void worksBesideOtherVersionsOfWhatItHasInside(boolean ahead) throws Exception {
        try (Scene scene = Scene.create("collision_" + (ahead ? "ahead" : "behind"), 10)) {
            scene.startMigration();
            scene.awaitSettled("EXPAND");
            scene.advanceTo("DUAL_WRITE");
            List<Path> classPath = new ArrayList<>(ahead ? otherVersions() : List.of(Jars.driver()));
            classPath.addAll(ahead ? List.of(Jars.driver()) : otherVersions());
            classPath.add(Jars.jarOf("org.postgresql.Driver"));
            List<String> lines = Collections.synchronizedList(new ArrayList<>());
            try (JavaProcess program = JavaProcess.source(
                    "neighbour",
                    classPath,
                    Path.of("src/test/resources/neighbour/Neighbour.java"),
                    List.of(scene.url("neighbour")),
                    lines::add)) {
                int status = program.await(Duration.ofMinutes(1));
                assertThat(lines).contains("wrote and read Grace", "well");
                assertThat(lines.stream().filter(line -> line.startsWith("own ")))
                        .hasSize(6)
                        .allMatch(line -> line.contains("other-versions"));
                assertThat(status).isZero();
            }
        }
    }

    private static List<Path> otherVersions() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("other.versions")))) {
            List<Path> jars = files.toList();
            assertThat(jars).hasSizeGreaterThanOrEqualTo(9);
            return jars;
        }
    }
}
