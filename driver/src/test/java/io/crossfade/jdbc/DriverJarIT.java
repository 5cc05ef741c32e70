package io.crossfade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Migration;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.TableId;
import io.crossfade.migration.Wire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that applications get. */
class DriverJarIT {

    private static final Path JAR = Path.of(System.getProperty("driver.jar"));
    private static final long LARGEST = 12L * 1024 * 1024;

    @TempDir
    private Path directory;

    @Test
    void holdsNothingThatCouldMeetTheApplicationsOwn() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> files = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
            assertThat(files).isNotEmpty();
            assertThat(files).allMatch(name -> name.startsWith("io/crossfade/") || name.startsWith("META-INF/"));
            assertThat(files)
                    .noneMatch(name -> name.endsWith("module-info.class")
                            || name.startsWith("META-INF/versions/")
                            || name.startsWith("META-INF/maven/"));
            assertThat(files.stream().filter(name -> name.startsWith("META-INF/services/")))
                    .containsExactlyInAnyOrder(
                            "META-INF/services/java.sql.Driver",
                            "META-INF/services/io.crossfade.shaded.slf4j.spi.SLF4JServiceProvider");
            assertThat(text(jar, "META-INF/services/java.sql.Driver").strip())
                    .isEqualTo("io.crossfade.jdbc.CrossfadeDriver");
            String provider = text(jar, "META-INF/services/io.crossfade.shaded.slf4j.spi.SLF4JServiceProvider");
            assertThat(files).contains(provider.strip().replace('.', '/') + ".class");
            assertThat(files).contains("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/licenses/ASM");
        }
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
    }

    @Test
    void bringsNoOtherLibraryWithIt() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("driver.pom")));
        String[] dependencies = pom.split("<dependency>", -1);
        assertThat(dependencies).hasSizeGreaterThan(2);
        for (int i = 1; i < dependencies.length; i++) {
            assertThat(dependencies[i]).containsPattern("<scope>(test|provided)</scope>");
        }
    }

    @Test
    void worksOnItsOwnAndSaysNothing() throws Exception {
        PrintStream errors = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        URL[] path = {
            JAR.toUri().toURL(),
            org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                URLClassLoader alone = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            try (Connection raw = postgres.getPostgresDatabase().getConnection();
                    Statement statement = raw.createStatement()) {
                statement.execute("CREATE TABLE users (id int, name text, full_name text)");
            }
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            Driver driver = ServiceLoader.load(Driver.class, alone).stream()
                    .filter(provider -> provider.type().getName().equals(CrossfadeDriver.class.getName()))
                    .findFirst()
                    .orElseThrow()
                    .get();
            String url = "jdbc:crossfade:"
                    + postgres.getJdbcUrl("postgres", "postgres").substring("jdbc:".length())
                    + "&crossfade.snapshotFile=" + snapshot();
            try (Connection connection = driver.connect(url, new Properties());
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO users (id, name) VALUES (1, upper('ada')), (2, 'bob')");
                statement.execute(
                        "UPDATE users SET name = name || '!' WHERE id IN (SELECT id FROM users ORDER BY name)");
                try (ResultSet rows = statement.executeQuery(
                        "WITH u AS (SELECT name, count(*) OVER (PARTITION BY id) AS n FROM users) SELECT name FROM u"
                                + " WHERE n = 1 AND name LIKE 'A%' AND CAST(n AS numeric(5, 2)) > 0.5")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("name")).isEqualTo("ADA!");
                }
            }
        } finally {
            System.setErr(errors);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContainIgnoringCase("slf4j");
    }

    private Path snapshot() throws IOException {
        Migration migration = new Migration(
                "users-full-name",
                new TableId("public", "users"),
                List.of(new ColumnMapping.Rename("name", "full_name", 2)),
                Phase.DUAL_WRITE,
                0);
        return Files.writeString(
                directory.resolve("snapshot.json"), Wire.write(new Snapshot("postgres", 1, List.of(migration))));
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
