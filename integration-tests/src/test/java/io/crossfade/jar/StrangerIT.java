package io.crossfade.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossfade.processes.Jars;
import io.crossfade.processes.JavaProcess;
import io.crossfade.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that nobody here wrote needs the jar and the URL, and nothing else. */
class StrangerIT {

    private static final String DDL = """
            CREATE SCHEMA "Sales";
            CREATE TABLE "Sales"."Kunden" (
                "Nr" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                "Vor Name" varchar(40) NOT NULL,
                "PLZ" char(5) NOT NULL DEFAULT '00000'
            );
            CREATE INDEX ON "Sales"."Kunden" ("Vor Name");
            INSERT INTO "Sales"."Kunden" ("Vor Name") SELECT 'Kunde ' || g FROM generate_series(1, 3000) g;
            """;
    private static final List<String> ROAD =
            List.of("DUAL_WRITE", "BACKFILL", "VERIFY", "SWITCH_READS", "TARGET_ONLY", "CONTRACT", "COMPLETE");

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Test
    void plainJdbcAndHikariRunThroughAllPhases() throws Exception {
        try (Scene scene = Scene.create("stranger", DDL);
                JavaProcess program = start(scene)) {
            awaitMoreRounds(program);
            scene.controlPlane().startMigration("""
                    migration: %s
                    database: stranger
                    schema: Sales
                    table: Kunden
                    rename: {"Vor Name": "Ruf-Name"}
                    """.formatted(Scene.MIGRATION));
            scene.awaitSettled("EXPAND");
            awaitMoreRounds(program);
            for (String phase : ROAD) {
                scene.advanceTo(phase);
                awaitMoreRounds(program);
            }
            program.send("stop");
            int status = program.await(Duration.ofSeconds(30));
            assertThat(lines).anyMatch(line -> line.startsWith("well after"));
            assertThat(status).isZero();
        }
    }

    /** The source launcher compiles it: it can't have seen anything of ours. */
    private JavaProcess start(Scene scene) {
        List<Path> classPath = new ArrayList<>(Jars.applicationLibraries());
        classPath.add(Jars.driver());
        return JavaProcess.source(
                "stranger",
                classPath,
                Path.of("src/test/resources/stranger/Stranger.java"),
                List.of(scene.url("stranger")),
                lines::add);
    }

    private void awaitMoreRounds(JavaProcess program) throws InterruptedException {
        long before = rounds();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (rounds() < before + 2) {
            assertThat(program.isAlive()).as("alive; it said %s", lines).isTrue();
            assertThat(System.nanoTime()).as("time for two rounds").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private long rounds() {
        return List.copyOf(lines).stream()
                .filter(line -> line.startsWith("round"))
                .count();
    }
}
