package io.crossfade.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.http.Api;
import io.crossfade.control.job.FakeDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.lead.Alone;
import io.crossfade.control.store.H2Store;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Heartbeat.InFlight;
import io.crossfade.migration.Incarnation;
import io.crossfade.migration.Job;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class CommandsTest {

    @TempDir
    private Path directory;

    private final FakeDatabase database = new FakeDatabase();
    private H2Store store;
    private Fleets fleets;
    private Api api;
    private Path file;
    private String others = "";
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws IOException {
        store = H2Store.open(directory.resolve("data"));
        ControlPlaneConfig config =
                ControlPlaneConfig.of(Map.of("shop", DatabaseConfig.of("jdbc:postgresql:shop", "a", "b")));
        fleets = new Fleets(config, store, (name, settings) -> database, Clocks.system(), StopPoints.NONE);
        api = new Api(Optional.empty());
        api.serve(Alone.leading(store, fleets));
        api.start("127.0.0.1", 0);
        fleets.startTicking();
        file = Files.writeString(
                directory.resolve("m.yaml"), "migration: m\ndatabase: shop\ntable: users\nrename: {name: full_name}\n");
    }

    @AfterEach
    void stop() {
        api.close();
        fleets.close();
        store.close();
    }

    private int run(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(written, true)).setErr(new PrintWriter(complained, true));
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--control-plane=" + others + "http://127.0.0.1:" + api.port();
        int status = line.execute(all);
        out = written.toString();
        err = complained.toString();
        return status;
    }

    private JsonNode json() {
        try {
            return new ObjectMapper()
                    .readTree(out.lines().reduce((first, last) -> last).orElse(""));
        } catch (IOException e) {
            throw new AssertionError(out, e);
        }
    }

    @Test
    void saysWhichWordsThereAreForAStepsLimit() {
        assertThat(run("advance", "m", "--on-limit", "kill")).isEqualTo(2);
        assertThat(err).contains("'kill' isn't one of withdraw, end-sessions and wait");
    }

    @Test
    void exitsWithZeroOneOrTwo() {
        assertThat(run("list")).isZero();
        assertThat(run("advance", "none")).isEqualTo(1);
        assertThat(err).isEqualTo("there is no migration 'none'; known are []" + System.lineSeparator());
        assertThat(run("advance")).isEqualTo(2);
        assertThat(run("advance", "m", "--to", "nowhere")).isEqualTo(2);
        assertThat(run("advance", "m", "--percent", "200")).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
        assertThat(Main.commandLine().execute("list", "--control-plane", "nonsense"))
                .isEqualTo(2);
    }

    @Test
    void saysThatNobodyAnswers() {
        StringWriter complained = new StringWriter();
        int status = Main.commandLine()
                .setErr(new PrintWriter(complained, true))
                .execute("status", "--control-plane", "http://127.0.0.1:1");
        assertThat(status).isEqualTo(1);
        assertThat(complained.toString())
                .startsWith("no control plane answers at http://127.0.0.1:1; start one with 'serve'")
                .doesNotContain("Exception");
    }

    @Test
    void goesToTheOneThatLeads() {
        Api standby = new Api(Optional.empty());
        standby.start("127.0.0.1", 0);
        try {
            others = "http://127.0.0.1:1, http://127.0.0.1:" + standby.port() + ",";
            assertThat(run("start", file.toString())).isZero();
            assertThat(run("status", "m")).isZero();
            assertThat(out).contains("EXPAND");
        } finally {
            standby.close();
        }
    }

    @Test
    void saysThatNobodyLeads() {
        Api standby = new Api(Optional.empty());
        standby.start("127.0.0.1", 0);
        try {
            StringWriter complained = new StringWriter();
            int status = Main.commandLine()
                    .setErr(new PrintWriter(complained, true))
                    .execute("status", "--control-plane", "http://127.0.0.1:" + standby.port());
            assertThat(status).isEqualTo(1);
            assertThat(complained.toString()).contains("being started").doesNotContain("Exception");
        } finally {
            standby.close();
        }
    }

    @Test
    void complainsAboutAFileWithItsNameAndPlace() throws IOException {
        Files.writeString(file, "migration: m\ndatabase: shop\ntable: users\nrenam: {name: full_name}\n");
        assertThat(run("start", file.toString())).isEqualTo(1);
        assertThat(err).startsWith(file + ", line 4, column 1: unknown key 'renam'");
        assertThat(run("start", "nowhere.yaml")).isEqualTo(1);
        assertThat(err).startsWith("there is no file nowhere.yaml");
    }

    @Test
    void changesNothingInADryRun() {
        assertThat(run("start", file.toString(), "--dry-run")).isZero();
        assertThat(out).contains("m can start", "note: a note");
        assertThat(run("list")).isZero();
        assertThat(out).startsWith("no migrations yet");
        assertThat(run("start", file.toString())).isZero();
        FleetWait.until(() -> run("advance", "m", "--dry-run") == 0);
        assertThat(out).startsWith("m would go from EXPAND to DUAL_WRITE");
        assertThat(run("rollback", "m", "--dry-run")).isZero();
        assertThat(out).startsWith("m would go from EXPAND to CANCELLED");
        assertThat(run("status", "m", "--json")).isZero();
        assertThat(json().path("phase").asText()).isEqualTo("EXPAND");
    }

    @Test
    void refusesAStepWithItsReasons() {
        database.held.add(Job.EXPAND);
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m")).isEqualTo(1);
        assertThat(err)
                .startsWith("migration 'm' can't go from EXPAND to DUAL_WRITE")
                .contains("  - the job EXPAND ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete", "COMPLETE", "Complete"})
    void walksOnToTheGoal(String goal) {
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m", "--to", goal, "--timeout", "60s"))
                .as(err)
                .isZero();
        assertThat(out)
                .startsWith("note: from CONTRACT on there is no way back")
                .contains("m went from VERIFY to SWITCH_READS at 100 %, epoch 5")
                .endsWith("m is in COMPLETE" + System.lineSeparator());
        assertThat(run("rollback", "m")).isEqualTo(1);
        assertThat(err).contains("from which there is no way back");
        assertThat(run("advance", "m", "--to", "target-only")).isEqualTo(1);
        assertThat(err).contains("to go back use rollback");
    }

    @Test
    void walksBackAllTheWay() {
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m", "--to", "target_only", "--timeout", "60s"))
                .isZero();
        assertThat(run("rollback", "m", "--to", "Dual-Write", "--timeout", "60s"))
                .as(err)
                .isZero();
        assertThat(run("rollback", "m", "--to", "cancelled", "--timeout", "60s", "--json"))
                .as(err)
                .isZero();
        assertThat(json().path("state").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void showsThatTwoProcessesWereGivenOneName() {
        assertThat(run("start", file.toString())).isZero();
        Heartbeat heartbeat = new Heartbeat("shop", "1", 0, 0, 0, 1, Optional.empty());
        var unused = fleets.database("shop").heartbeat(Incarnation.of("web-1", 1), heartbeat);
        unused = fleets.database("shop").heartbeat(Incarnation.of("web-1", 2), heartbeat);
        unused = fleets.database("shop").heartbeat(Incarnation.of("web-2", 3), heartbeat);

        assertThat(run("status", "m")).isZero();

        assertThat(out.lines().filter(line -> line.contains("one of 2 processes named web-1;")))
                .hasSize(2);
        assertThat(out).doesNotContain("processes named web-2");
    }

    @Test
    void gaveUpWhenTheTimeIsOver() {
        database.held.add(Job.BACKFILL);
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m", "--to", "complete", "--timeout", "1s")).isEqualTo(1);
        assertThat(err).startsWith("not at COMPLETE within the timeout").contains("BACKFILL: job BACKFILL RUNNING");
    }

    @Test
    void stopsAtAFailedJobAndStartsItAgainNextTime() {
        database.failure = "disk full";
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m", "--to", "complete", "--timeout", "60s")).isEqualTo(1);
        assertThat(err).isEqualTo("the job of EXPAND has failed: disk full" + System.lineSeparator());
        database.failure = null;
        assertThat(run("advance", "m", "--to", "complete", "--timeout", "60s"))
                .as(err)
                .isZero();
    }

    @Test
    void entersTheSwitchWithAPercentage() {
        assertThat(run("start", file.toString())).isZero();
        assertThat(run("advance", "m", "--to", "switch-reads", "--percent", "20", "--timeout", "60s"))
                .isZero();
        assertThat(run("status", "m", "--json")).isZero();
        assertThat(json().path("targetPercent").asInt()).isEqualTo(20);
        assertThat(run("advance", "m", "--to", "switch-reads", "--percent", "50", "--timeout", "60s"))
                .isZero();
        assertThat(run("advance", "m", "--to", "complete", "--timeout", "60s"))
                .as(err)
                .isZero();
        assertThat(out).contains("SWITCH_READS at 50 % to 100 %");
    }

    @Test
    void showsWhomItWaitsFor() {
        assertThat(run("start", file.toString())).isZero();
        fleets.database("shop")
                .heartbeat(
                        "web-1",
                        new Heartbeat(
                                "shop-app",
                                "0.1.0",
                                0,
                                1,
                                0,
                                4,
                                Optional.of(new InFlight(0, 5_000, true, "UPDATE users SET name = ?"))));
        assertThat(run("status")).isZero();
        assertThat(out)
                .contains("m  (shop: public.users name -> full_name)")
                .contains("phase      EXPAND, since ")
                .contains("gate       closed: EXPAND to DUAL_WRITE")
                .contains("instances  web-1 (shop-app) LIVE, holds epoch 1, drained 0, 4 sessions, seen ")
                .contains("waited for since ")
                .contains(
                        "an open transaction planned under epoch 0 has been going on for 5.0 s; last SQL: UPDATE users");
    }
}
