package io.crossfade.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.control.ControlPlane;
import io.crossfade.control.TestPostgres;
import io.crossfade.control.config.ControlPlaneConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line on a control plane on a real database, from the first command to the last. */
final class WholeRoadTest {

    @TempDir
    private Path directory;

    private final TestPostgres database = TestPostgres.create();
    private ControlPlane controlPlane;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        database.execute(
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100) NOT NULL, email text)",
                "CREATE INDEX users_name ON users (lower((name)::text))",
                "CREATE UNIQUE INDEX users_name_email ON users (name, email)",
                "ALTER TABLE users ADD CONSTRAINT name_given CHECK (name <> '')",
                "INSERT INTO users SELECT g, 'name ' || g, g || '@example.org' FROM generate_series(1, 5000) g");
        controlPlane = ControlPlane.start(
                ControlPlaneConfig.of(Map.of("shop", database.config())), directory.resolve("data"), "127.0.0.1", 0);
        Files.writeString(directory.resolve("rename.yaml"), """
                migration: users-full-name
                database: shop
                table: users
                rename: {name: full_name}
                """);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--control-plane=" + controlPlane.uri();
        int status = line.execute(all);
        System.out.println("$ " + String.join(" ", arguments) + "\n" + out + err + "-> " + status);
        return status;
    }

    @Test
    void walksAMigrationFromStartToComplete() {
        assertThat(run("start", directory.resolve("rename.yaml").toString())).isZero();
        assertThat(run("status")).isZero();
        assertThat(run("advance", "users-full-name", "--to", "complete", "--timeout", "60s"))
                .isZero();
        assertThat(run("status", "users-full-name")).isZero();
        assertThat(database.value("SELECT count(*) FROM users WHERE full_name = 'name ' || id"))
                .isEqualTo("5000");
        assertThat(database.rows("SELECT indexdef FROM pg_indexes WHERE tablename = 'users' ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX users_name ON public.users USING btree (lower((full_name)::text))",
                        "CREATE UNIQUE INDEX users_name_email ON public.users USING btree (full_name, email)",
                        "CREATE UNIQUE INDEX users_pkey ON public.users USING btree (id)");
        assertThat(database.rows("SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = 'users'::regclass"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"))
                .containsExactly("id|t", "email|f", "full_name|t");
        assertThat(run("list")).isZero();
    }

    @Test
    void walksAllTheWayBackFromTargetOnly() {
        String before = shape();
        assertThat(run("start", directory.resolve("rename.yaml").toString())).isZero();
        assertThat(run("advance", "users-full-name", "--to", "target-only", "--timeout", "60s"))
                .isZero();
        database.execute("INSERT INTO users (id, full_name) VALUES (9000, 'new')");
        assertThat(run("rollback", "users-full-name", "--to", "cancelled", "--timeout", "60s"))
                .isZero();
        assertThat(database.value("SELECT name FROM users WHERE id = 9000")).isEqualTo("new");
        assertThat(shape()).isEqualTo(before);
        assertThat(run("list")).isZero();
        assertThat(run("start", directory.resolve("rename.yaml").toString())).isZero();
    }

    private String shape() {
        return database.rows("SELECT indexdef FROM pg_indexes WHERE tablename = 'users' ORDER BY 1")
                        .toString()
                + database.rows("SELECT attname, attnotnull FROM pg_attribute WHERE attrelid = 'users'::regclass"
                        + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum")
                + database.rows("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid ="
                        + " 'users'::regclass AND contype <> 'n' ORDER BY 1");
    }
}
