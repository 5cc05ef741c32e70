package io.crossfade.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.control.ControlPlane;
import io.crossfade.control.TestPostgres;
import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Heartbeat.Shape;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal on a real PostgreSQL, from the command line to the planner and back. */
final class CheckCommandTest {

    @TempDir
    private Path directory;

    private TestPostgres database;
    private ControlPlane controlPlane;
    private Path migration;
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws IOException {
        database = TestPostgres.create();
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text)",
                "CREATE TABLE orders (id bigint PRIMARY KEY, name text)",
                "INSERT INTO users VALUES (1, 'Ada', 'a@x')");
        controlPlane = ControlPlane.start(
                ControlPlaneConfig.of(Map.of("shop", database.config())), directory.resolve("data"), "127.0.0.1", 0);
        migration = write("m.yaml", "migration: m\ndatabase: shop\ntable: users\nrename: {name: full_name}\n");
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int check(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 3);
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[0] = "check";
        all[1] = migration.toString();
        all[all.length - 1] = "--control-plane=" + controlPlane.uri();
        int status = Main.commandLine()
                .setOut(new PrintWriter(written, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all);
        out = written.toString();
        err = complained.toString();
        return status;
    }

    private void succeeds(String... arguments) {
        int status = check(arguments);
        assertThat(err).isEmpty();
        assertThat(status).isZero();
    }

    @Test
    void saysWhatBecomesOfEachStatementInEachPhase() throws IOException {
        Path sql = write("app.sql", "SELECT name FROM users; SELECT name FROM orders;\nUPDATE users SET name = 'x'");
        succeeds("--sql", sql.toString(), "--all");
        assertThat(out).isEqualTo("""
                SELECT name FROM users
                  EXPAND to SWITCH_READS (reading the source): as it is
                  SWITCH_READS (reading the target) to COMPLETE: SELECT full_name AS name FROM users
                UPDATE users SET name = 'x'
                  EXPAND: as it is
                  DUAL_WRITE to SWITCH_READS (reading the target): UPDATE users SET name = 'x', full_name = 'x'
                  TARGET_ONLY to COMPLETE: UPDATE users SET full_name = 'x'
                note: functions whose body is a text can't be seen through: make sure that none of them names [name] of public.users
                m: 2 of 2 statements that it touches are rewritten, 0 refused, 0 lose an index; 1 are not touched
                """);
    }

    @Test
    void takesStatementsOfCodeWrittenForTheTarget() throws IOException {
        Path sql = write("app.sql", "SELECT * FROM users");
        succeeds("--sql", sql.toString(), "--adopted", "--json");
        JsonNode statement = new ObjectMapper().readTree(out).path("statements").path(0);
        assertThat(statement.path("stages").path(0).path("sql").asText())
                .isEqualTo("SELECT id, name AS full_name, email FROM users");
    }

    @Test
    void failsWhereAStatementIsRefused() throws IOException {
        Path sql = write("app.sql", "SELECT 1;SELECT name FROM users WHERE;");
        assertThat(check("--sql", sql.toString())).isEqualTo(1);
        assertThat(out)
                .contains(
                        "SELECT name FROM users WHERE\n  EXPAND to COMPLETE: refused: migration 'm': the statement names"
                                + " table public.users and can't be read")
                .contains(
                        "0 of 1 statements that it touches are rewritten, 1 refused, 0 lose an index; 1 are not touched");
    }

    @Test
    void changesNothing() throws IOException {
        Path sql = write("app.sql", "UPDATE users SET name = 'x'; DELETE FROM users");
        succeeds("--sql", sql.toString());
        assertThat(database.rows("SELECT * FROM users")).containsExactly("1|Ada|a@x");
        succeeds("--sql", sql.toString());
    }

    @Test
    void sendsMoreThanOneRequestCanCarry() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append("SELECT name, ")
                    .append(i)
                    .append(" FROM users WHERE id = 1 AND email = 'somebody@somewhere';\n");
        }
        succeeds("--sql", write("app.sql", many.toString()).toString());
        assertThat(out).contains("5000 of 5000 statements");
    }

    @Test
    void saysHowToHaveTheDatabaseRecordStatements() {
        assertThat(check("--from-database")).isEqualTo(1);
        assertThat(err).contains("pg_stat_statements").contains("--sql");
    }

    @Test
    void takesWhatObservingDriversHaveReported() throws Exception {
        assertThat(check("--from-drivers")).isEqualTo(1);
        assertThat(err).contains("no driver has reported a statement").contains("crossfade.observe=true");
        report("a", new Shape("SELECT name FROM users WHERE id = 1", 3), new Shape("SELECT name FROM orders", 9));
        report("b", new Shape("SELECT name FROM users WHERE id = 1", 4));
        report("a", new Shape("SELECT name FROM users WHERE id = 1", 5));
        succeeds("--from-drivers", "--all");
        assertThat(out)
                .startsWith("SELECT name FROM users WHERE id = 1  (9 calls)\n")
                .contains("1 of 1 statements that it touches are rewritten, 0 refused, 0 lose an index; 1 are not");
    }

    private void report(String instance, Shape... shapes) throws Exception {
        Heartbeat heartbeat = new Heartbeat("shop", "1", 0, 0, 0, 0, Optional.empty(), List.of(shapes));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(controlPlane.uri().resolve("/v1/databases/shop/instances/" + instance))
                                .PUT(BodyPublishers.ofString(Wire.write(heartbeat)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void plansWithTheDefaultsThatTheDatabaseHas() throws IOException {
        database.execute("CREATE TABLE people (id int PRIMARY KEY, title text DEFAULT 'Dr', name varchar(9))");
        migration = write("m.yaml", """
                migration: m
                database: shop
                table: people
                lossy: true
                split:
                  name:
                    into: [{column: label, type: text, up: "title || ' ' || name"}]
                    down: split_part(label, ' ', 2)
                """);
        succeeds(
                "--sql",
                write("app.sql", "INSERT INTO people (id, name) VALUES (1, 'Ada')")
                        .toString(),
                "--all");
        assertThat(out).contains("'Dr'");
    }

    @Test
    void saysWhatInTheDatabaseDependsOnTheSource() {
        database.execute("CREATE VIEW names AS SELECT name FROM users");
        assertThat(check()).isEqualTo(1);
        assertThat(out).contains("view public.names depends on column 'name' of public.users");
    }

    @Test
    void saysWhyTheMigrationCouldNotStart() throws IOException {
        migration = write("m.yaml", "migration: m\ndatabase: shop\ntable: users\nrename: {nam: full_name}\n");
        assertThat(check()).isEqualTo(1);
        assertThat(err).contains("has no column 'nam'");
    }
}
