package io.crossfade.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.JavaProcess;
import io.crossfade.processes.TemporaryFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo shows what it says, and would show it if it weren't so. */
class DemoIT {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void reportsALostWriteAndFails() throws Exception {
        int status = run("--rows", "5000", "--seconds", "10", "--sabotage");

        assertThat(lines)
                .as("what the demo printed")
                .anyMatch(line -> line.contains("table against records") && line.contains(": 1 differences"))
                .anyMatch(line -> line.contains("lost") && line.contains("wrote User["))
                .contains("THE DEMO HAS FAILED.");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void rejectsWhatItDoesNotUnderstand() throws Exception {
        assertThat(run("--raws", "5")).isEqualTo(2);
        assertThat(lines).contains("unknown option --raws", DemoOptions.USAGE);
    }

    private int run(String... options) throws Exception {
        Path directory = Files.createTempDirectory("crossfade-demo-test");
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--directory", directory.toString()));
        try (JavaProcess demo = JavaProcess.main("demo", classPath, Demo.class.getName(), arguments, lines::add)) {
            return demo.await(Duration.ofMinutes(4));
        } finally {
            TemporaryFiles.delete(directory);
        }
    }
}
