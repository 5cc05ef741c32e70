package io.crossfade.control.store;

import static io.crossfade.control.store.States.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.error.BadInputException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2StoreTest extends StoreContract {

    @TempDir
    private Path directory;

    @Override
    Store open() {
        return H2Store.open(directory);
    }

    @Test
    void refusesASecondProcessByName() {
        try (H2Store store = H2Store.open(directory)) {
            assertThat(store.epoch("shop")).isZero();
            assertThatThrownBy(() -> H2Store.open(directory))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("another control plane runs on the data directory " + directory)
                    .hasMessageContaining("--data");
        }
    }

    /** Every decision that was reported as taken is there after the process was killed. */
    @Test
    void losesNothingWhenTheProcessIsKilled() throws Exception {
        for (int round = 0; round < 3; round++) {
            Path data = directory.resolve("round" + round);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            long reported = 0;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                while (reported < 50 + 37 * round) {
                    reported = Long.parseLong(out.readLine());
                }
                process.toHandle().destroyForcibly();
                process.waitFor();
                String line = out.readLine();
                while (line != null && line.matches("\\d+")) {
                    reported = Long.parseLong(line);
                    line = out.readLine();
                }
            }
            try (H2Store store = H2Store.open(data)) {
                assertThat(store.epoch("shop")).isBetween(reported, reported + 1);
                assertThat(store.history("m")).hasSize(Math.toIntExact(store.epoch("shop")));
                assertThat(store.migrations().get(0).phaseEpoch()).isEqualTo(store.epoch("shop"));
            }
        }
    }

    /** Room that is used again can cost what was written before, if the process is killed then. */
    @Test
    void usesNoRoomAgain() throws Exception {
        try (Connection connection = new H2File(directory.resolve("h2")).open();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("SELECT setting_value FROM information_schema.settings"
                        + " WHERE setting_name = 'info.RETENTION_TIME' OR setting_name = 'RETENTION_TIME'")) {
            assertThat(setting.next()).isTrue();
            assertThat(setting.getInt(1)).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void writesItsFileAnewWhenItHasGrown() throws Exception {
        long most = 400_000;
        try (H2Store store = H2Store.open(directory, most)) {
            for (int i = 1; i <= 300; i++) {
                assertThat(store.compareAndSet(i - 1, state("m", i), PENDING, null, transition(i)))
                        .isTrue();
                assertThat(Files.size(directory.resolve("crossfade.mv.db"))).isLessThan(2 * most);
            }
            assertThat(store.history("m")).hasSize(300);
        }
        try (H2Store store = H2Store.open(directory, most)) {
            assertThat(store.epoch("shop")).isEqualTo(300);
            assertThat(store.history("m")).hasSize(300);
        }
    }

    @Test
    void leavesAFileAloneThatIsNoShorterWhenItIsWrittenAnew() throws Exception {
        Path file = directory.resolve("crossfade.mv.db");
        int copies = 0;
        try (H2Store store = H2Store.open(directory, 1)) {
            Object before = null;
            for (int i = 1; i <= 60; i++) {
                store.compareAndSet(i - 1, state("m", i), PENDING, null, transition(i));
                Object now =
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey();
                copies += now.equals(before) ? 0 : 1;
                before = now;
            }
            assertThat(store.epoch("shop")).isEqualTo(60);
        }
        assertThat(copies).isBetween(1, 30);
    }

    /** Takes decisions until it is killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) {
            try (H2Store store = H2Store.open(Path.of(arguments[0]))) {
                for (long epoch = 1; ; epoch++) {
                    if (store.compareAndSet(epoch - 1, state("m", epoch), PENDING, null, transition(epoch))) {
                        System.out.println(epoch);
                    }
                }
            }
        }
    }
}
