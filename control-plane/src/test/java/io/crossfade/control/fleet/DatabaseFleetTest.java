package io.crossfade.control.fleet;

import static io.crossfade.control.fleet.FleetScene.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.OnLimit;
import io.crossfade.control.store.States;
import io.crossfade.control.store.Transition;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Heartbeat.InFlight;
import io.crossfade.migration.Incarnation;
import io.crossfade.migration.Job;
import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationDefinition;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.Phase;
import io.crossfade.migration.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DatabaseFleetTest {

    @TempDir
    private Path directory;

    private FleetScene scene;

    @BeforeEach
    void open() {
        scene = new FleetScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ListAssert<Object> reasonsAgainst(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        return assertThatThrownBy(step)
                .isInstanceOf(RefusedException.class)
                .extracting(e -> ((RefusedException) e).reasons())
                .asInstanceOf(LIST);
    }

    private void advance() {
        var unused = scene.fleet().advance(NAME, StepRequest.next());
    }

    private void rollback() {
        var unused = scene.fleet().rollback(NAME, StepRequest.next());
    }

    @Test
    void walksForwardThroughEveryPhaseAnEpochAtATime() {
        scene.start();
        scene.walkTo(Phase.COMPLETE, "web-1", "web-2");
        assertThat(scene.epoch()).isEqualTo(8);
        assertThat(scene.view().history())
                .extracting(Transition::to)
                .containsExactly(
                        "EXPAND",
                        "DUAL_WRITE",
                        "BACKFILL",
                        "VERIFY",
                        "SWITCH_READS",
                        "TARGET_ONLY",
                        "CONTRACT",
                        "COMPLETE");
        assertThat(scene.view().history())
                .extracting(Transition::epoch)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(scene.database.done)
                .filteredOn(what -> !what.startsWith("begin"))
                .containsExactly("EXPAND", "BACKFILL", "VERIFY", "PREPARE_SWITCH", "CONTRACT");
        assertThat(scene.fleet().snapshot().migrations()).hasSize(1);
    }

    /** Who acknowledged it could begin again with what the fence shows, and would be counted as past it. */
    @Test
    void tellsNobodyAfterARestartWhatTheFenceDoesNotShow() {
        scene.start();
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        scene.database.fence.outage = "the database is down";
        advance();
        scene.restart();
        CompletableFuture<Optional<Snapshot>> first = scene.fleet().snapshotAfter(-1, Duration.ofMinutes(1));
        CompletableFuture<Optional<Snapshot>> next = scene.fleet().snapshotAfter(1, Duration.ofMinutes(1));
        scene.fleets.tick();
        assertThat(first).isNotDone();
        assertThat(next).isNotDone();

        scene.database.fence.outage = null;
        scene.fleets.tick();
        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        assertThat(next.join()).map(Snapshot::epoch).hasValue(2L);
        assertThat(first.join()).map(Snapshot::epoch).hasValue(2L);
    }

    @Test
    void showsMigrationsInTheOrderInWhichTheyBegan() {
        scene.start();
        scene.acknowledge("web-1");
        var unused = scene.fleets.start(
                MigrationDefinition.renaming(
                        "a-later-one", "shop", Optional.empty(), "users", List.of(new RenamedColumn("mail", "email"))),
                false);
        assertThat(scene.fleet().snapshot().migrations())
                .extracting(Migration::name)
                .containsExactly(NAME, "a-later-one");
    }

    @ParameterizedTest
    @EnumSource
    void takesNoStepForwardBeforeEveryInstanceHasAcknowledged(Phase phase) {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(phase, "web-1", "web-2");
        scene.acknowledge("web-1");
        if (phase.next().isPresent()) {
            reasonsAgainst(this::advance).anySatisfy(reason -> assertThat(reason.toString())
                    .startsWith("instance 'web-2' (shop-app) hasn't acknowledged epoch " + scene.epoch())
                    .endsWith("it still holds epoch " + (scene.epoch() - 1)));
            assertThat(scene.phase()).isEqualTo(phase);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPAND", "DUAL_WRITE", "BACKFILL", "VERIFY", "TARGET_ONLY"})
    void takesNoStepBackBeforeEveryInstanceHasAcknowledged(Phase phase) {
        scene.acknowledge("web-1");
        scene.start();
        scene.walkTo(phase, "web-1");
        if (phase != Phase.EXPAND) {
            scene.acknowledge("web-1");
            scene.awaitJob(JobStatus.DONE);
            rollback();
        }
        long before = scene.view().epoch();
        reasonsAgainst(this::rollback).isNotEmpty();
        assertThat(scene.view().epoch()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPAND", "BACKFILL", "VERIFY", "SWITCH_READS", "CONTRACT"})
    void startsNoJobBeforeEveryInstanceHasDrained(Phase phase) {
        scene.hear("web-1", 0, 0);
        scene.start();
        scene.walkTo(phase, "web-1");
        long epoch = scene.epoch();
        scene.hear("web-1", epoch, epoch - 1);
        scene.fleets.tick();
        assertThat(scene.view().job().status()).isEqualTo(JobStatus.PENDING);
        scene.hear("web-1", epoch, epoch);
        scene.awaitJob(JobStatus.DONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPAND", "BACKFILL", "VERIFY", "SWITCH_READS", "CONTRACT"})
    void takesNoStepForwardBeforeTheJobIsDone(Phase phase) {
        scene.database.held.add(phase.job());
        scene.start();
        scene.walkTo(phase);
        scene.awaitJob(JobStatus.RUNNING);
        reasonsAgainst(this::advance).containsExactly("the job " + phase.job() + " is under way");
        scene.database.held.clear();
        scene.awaitJob(JobStatus.DONE);
        advance();
        assertThat(scene.phase()).isEqualTo(phase.next().orElseThrow());
    }

    @Test
    void goesBackEdgeByEdgeAndForwardAgain() {
        scene.start();
        scene.walkTo(Phase.TARGET_ONLY, "web-1");
        for (Phase phase : List.of(Phase.SWITCH_READS, Phase.VERIFY, Phase.BACKFILL, Phase.DUAL_WRITE, Phase.EXPAND)) {
            scene.acknowledge("web-1");
            scene.awaitJob(JobStatus.DONE);
            rollback();
            FleetScene.await(() -> scene.phase() == phase);
        }
        scene.walkTo(Phase.COMPLETE, "web-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPAND", "BACKFILL", "VERIFY"})
    void stopsARunningJobToGoBack(Phase phase) {
        scene.database.held.add(phase.job());
        scene.start();
        scene.walkTo(phase);
        scene.awaitJob(JobStatus.RUNNING);
        rollback();
        FleetScene.await(() -> scene.view().state().cancelled()
                || phase.previous().filter(before -> before == scene.phase()).isPresent());
        assertThat(scene.database.done).doesNotContain(phase.job().name());
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTRACT", "COMPLETE"})
    void knowsNoWayBackFromTheEnd(Phase phase) {
        scene.start();
        scene.walkTo(phase);
        assertThatThrownBy(this::rollback)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("from which there is no way back");
    }

    @Test
    void restoresTheSourceBeforeAStepBackReliesOnIt() {
        scene.start();
        scene.walkTo(Phase.SWITCH_READS);
        scene.awaitJob(JobStatus.DONE);
        scene.database.held.add(Job.NONE);
        rollback();
        assertThat(scene.phase()).isEqualTo(Phase.SWITCH_READS);
        reasonsAgainst(this::advance).first().asString().startsWith("it is about to go back to VERIFY");
        scene.restart();
        scene.database.held.clear();
        scene.fleets.tick();
        FleetScene.await(() -> scene.phase() == Phase.VERIFY);
        assertThat(scene.database.done).contains("restore");
    }

    @Test
    void takesTheTargetsUniqueIndexesBeforeItStopsWritingTheTarget() {
        scene.start();
        scene.walkTo(Phase.VERIFY);
        scene.awaitJob(JobStatus.DONE);
        for (Phase phase : java.util.List.of(Phase.BACKFILL, Phase.DUAL_WRITE)) {
            scene.database.held.add(phase.job());
            rollback();
            FleetScene.await(() -> scene.phase() == phase);
            scene.acknowledge();
        }
        assertThat(scene.database.done).doesNotContain("stop writing the target");
        rollback();
        FleetScene.await(() -> scene.phase() == Phase.EXPAND);
        assertThat(scene.database.done).contains("stop writing the target");
    }

    @Test
    void cancelsWhenItGoesBackFromTheFirstPhase() {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        rollback();
        FleetScene.await(() -> scene.view().state().cancelled());
        assertThat(scene.database.done).endsWith("undo");
        FleetScene.await(() -> scene.fleet().snapshot().equals(new Snapshot("shop", 2, List.of())));
        assertThatThrownBy(this::advance).isInstanceOf(RefusedException.class).hasMessageContaining("was cancelled");
        scene.start();
        assertThat(scene.phase()).isEqualTo(Phase.EXPAND);
        assertThat(scene.view().state().cancelled()).isFalse();
        assertThat(scene.view().history()).hasSize(3);
    }

    @Test
    void entersTheSwitchWithAPercentageAndRaisesItAsAStepOfItsOwn() {
        scene.start();
        scene.walkTo(Phase.VERIFY);
        scene.awaitJob(JobStatus.DONE);
        var entered = scene.fleet().advance(NAME, StepRequest.next().withPercent(20));
        assertThat(entered.step()).isEqualTo("VERIFY to SWITCH_READS at 20 %");
        scene.awaitJob(JobStatus.DONE);
        reasonsAgainst(this::advance)
                .containsExactly(
                        "only 20 % of the transactions read the target; go to 100 first: advance --percent 100");
        long before = scene.epoch();
        scene.hear("web-1", before, before);
        var raised = scene.fleet().advance(NAME, StepRequest.next().withPercent(100));
        assertThat(raised.taken()).isTrue();
        assertThat(scene.fleet().snapshot().migrations().get(0).targetPercent()).isEqualTo(100);
        assertThat(scene.epoch()).isEqualTo(before + 1);
        reasonsAgainst(this::advance).hasSize(2);
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        advance();
        assertThat(scene.phase()).isEqualTo(Phase.TARGET_ONLY);
    }

    @Test
    void raisesThePercentageOnItsWayToALaterPhase() {
        scene.start();
        scene.walkTo(Phase.VERIFY);
        scene.awaitJob(JobStatus.DONE);
        var entered = scene.fleet().advance(NAME, StepRequest.next().withPercent(20));
        scene.awaitJob(JobStatus.DONE);
        var raised = scene.fleet().advance(NAME, StepRequest.to(Phase.COMPLETE));
        assertThat(List.of(entered.step(), raised.step()))
                .containsExactly("VERIFY to SWITCH_READS at 20 %", "SWITCH_READS at 20 % to 100 %");
    }

    @Test
    void readsAllFromTheTargetUntilAStaleSourceIsFilled() {
        scene.start();
        scene.walkTo(Phase.TARGET_ONLY);
        scene.database.held.add(Job.PREPARE_SWITCH);
        rollback();
        assertThat(scene.view().sourceStale()).isTrue();
        assertThat(scene.fleet().snapshot().migrations().get(0).targetPercent()).isEqualTo(100);
        scene.awaitJob(JobStatus.RUNNING);
        reasonsAgainst(this::rollback).first().asString().contains("the source is stale");
        reasonsAgainst(() -> scene.fleet().advance(NAME, StepRequest.next().withPercent(50)))
                .first()
                .asString()
                .contains("the source is stale");
        scene.database.held.clear();
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.view().sourceStale()).isFalse();
        rollback();
        FleetScene.await(() -> scene.phase() == Phase.VERIFY);
    }

    @Test
    void anInstanceThatIsStillOnItsWayBackBreaksNoChain() {
        scene.start();
        scene.walkTo(Phase.TARGET_ONLY, "web-1");
        scene.acknowledge("web-1");
        long before = scene.epoch();
        rollback();
        scene.hear("web-1", before + 1, before);
        assertThat(scene.view().state().brokenChain()).isNull();
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        advance();
        assertThat(scene.phase()).isEqualTo(Phase.TARGET_ONLY);
    }

    @Test
    void namesWhatDependsOnTheSourceBeforeItIsDropped() {
        scene.start();
        scene.walkTo(Phase.TARGET_ONLY);
        scene.database.dependents.add("view report depends on column 'name'");
        reasonsAgainst(this::advance).containsExactly("view report depends on column 'name'");
        assertThat(scene.view().against()).containsExactly("view report depends on column 'name'");
        scene.database.dependents.clear();
        assertThat(scene.fleet().advance(NAME, StepRequest.next()).notes())
                .containsExactly("the source is dropped now; from here there is no way back");
    }

    @Test
    void startsAFailedJobAgainWhenToldToAdvance() {
        scene.database.failure = "disk full";
        scene.start();
        scene.awaitJob(JobStatus.FAILED);
        assertThat(scene.view().against()).containsExactly("the job EXPAND has failed: disk full");
        scene.database.failure = null;
        assertThatThrownBy(this::advance)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it has been started again");
        scene.awaitJob(JobStatus.DONE);
        advance();
    }

    @Test
    void saysWhatADryRunWouldDoAndDoesNothing() {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        StepResult result = scene.fleet().advance(NAME, StepRequest.next().asDryRun());
        assertThat(result.step()).isEqualTo("EXPAND to DUAL_WRITE");
        assertThat(result.taken()).isFalse();
        assertThat(scene.fleet().rollback(NAME, StepRequest.next().asDryRun()).step())
                .isEqualTo("EXPAND to CANCELLED");
        assertThat(scene.epoch()).isEqualTo(1);
        assertThat(scene.phase()).isEqualTo(Phase.EXPAND);
    }

    @Test
    void letsOneOfTwoOperatorsWin() throws Exception {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        ExecutorService operators = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> attempts = new ArrayList<>();
        StepRequest request = new StepRequest(
                Optional.of(Phase.EXPAND),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        for (int i = 0; i < 16; i++) {
            attempts.add(() -> {
                try {
                    return scene.fleet().advance(NAME, request).taken();
                } catch (RefusedException e) {
                    return false;
                }
            });
        }
        int winners = 0;
        for (Future<Boolean> attempt : operators.invokeAll(attempts)) {
            winners += attempt.get() ? 1 : 0;
        }
        operators.shutdown();
        assertThat(winners).isEqualTo(1);
        assertThat(scene.epoch()).isEqualTo(2);
    }

    @Test
    void waitsForASilentInstanceWhileTheDatabaseSeesItsSessions() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        scene.database.sessions.add("web-1");
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.fleets.tick();
        assertThat(scene.view().instances()).extracting(InstanceView::liveness).containsExactly(Liveness.LOST);
        reasonsAgainst(this::advance).first().asString().contains("it has stopped sending heartbeats");
        scene.database.sessions.clear();
        scene.fleets.tick();
        assertThat(scene.view().instances()).isEmpty();
        assertThat(scene.view().departures()).singleElement().satisfies(departure -> assertThat(departure.why())
                .contains("no session of it left"));
        advance();
    }

    @Test
    void takesBackAnInstanceThatWasOnlyPaused() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.database.sessions.add("web-1");
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.fleets.tick();
        scene.hear("web-1", 2, 2);
        assertThat(scene.view().instances()).extracting(InstanceView::liveness).containsExactly(Liveness.LIVE);
        advance();
    }

    @Test
    void waitsForSessionsOfAnInstanceThatItDoesntKnow() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        advance();
        scene.database.fence.strangers.add(new DatabaseSession(4711, "app", "invoices", "10.0.0.7", 0));
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        advance();
        scene.acknowledge("web-1");

        reasonsAgainst(this::advance).anySatisfy(reason -> assertThat(reason.toString())
                .contains("session 4711 of user app (invoices) from 10.0.0.7", "its instance hasn't reported"));
        assertThat(scene.database.done).doesNotContain("begin VERIFY");

        scene.database.fence.strangers.clear();
        scene.fleets.tick();
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.database.done).contains("begin VERIFY");
    }

    @Test
    void showsADecisionWhenTheDatabaseShowsItAndTakesNoOtherBefore() {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        long before = scene.epoch();
        scene.database.fence.outage = "the database is being moved";

        advance();

        assertThat(scene.phase()).isEqualTo(Phase.DUAL_WRITE);
        assertThat(scene.epoch()).as("what instances see").isEqualTo(before);
        reasonsAgainst(this::advance).anySatisfy(reason -> assertThat(reason.toString())
                .contains("isn't shown in the database yet: the database is being moved"));
        scene.restart();
        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).contains("isn't shown in the database yet"));
        scene.database.fence.outage = null;
        advance();
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
        assertThat(scene.database.fence.shown).isEqualTo(scene.epoch());
    }

    @Test
    void startsNothingWhereTheFenceCantBeWritten() {
        scene.database.fence.outage = "permission denied for database shop";
        assertThatThrownBy(scene::start).hasMessageContaining("permission denied for database shop");
        scene.database.fence.outage = null;
        scene.start();
    }

    @Test
    void goesNoFurtherThanAFenceOfALaterEpoch() {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        scene.database.fence.shown = 40;
        advance();
        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).contains("epoch 40", "another control plane"));
    }

    @Test
    void forgetsNobodyBeforeTheFenceShowsTheEpoch() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        scene.database.fence.outage = "the database is being moved";
        advance();
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.fleets.tick();
        assertThat(scene.view().instances()).hasSize(1);

        scene.database.fence.outage = null;
        FleetScene.await(() -> {
            scene.fleets.tick();
            return scene.view().instances().isEmpty();
        });
    }

    /** A look that began before counts what was forgotten since as known. */
    @Test
    void looksAgainWhenAnInstanceSaysGoodbyeDuringTheLook() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        scene.database.fence.meanwhile = () -> {
            scene.database.fence.meanwhile = () -> {};
            scene.database.fence.strangers.add(new DatabaseSession(4711, "app", "", "", 0));
            scene.fleet().goodbye("web-1");
        };
        advance();

        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).contains("session 4711 of user app is one"));
    }

    @Test
    void pilesUpNoWorkForADatabaseThatDoesntAnswer() throws InterruptedException {
        scene.start();
        scene.awaitJob(JobStatus.DONE);
        CountDownLatch answers = new CountDownLatch(1);
        scene.database.fence.strangers.add(new DatabaseSession(4711, "app", "", "", 0));
        advance();
        scene.database.fence.meanwhile = () -> awaitUninterruptibly(answers);
        int before = scene.database.fence.attempts.get();
        for (int i = 0; i < 200; i++) {
            scene.fleets.tick();
        }
        answers.countDown();
        FleetScene.await(() -> scene.database.fence.attempts.get() > before);
        Thread.sleep(200);

        assertThat(scene.database.fence.attempts.get() - before).isLessThan(10);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A session that was opened in between has found the epoch before. */
    @Test
    void forgetsNobodyByALookFromBeforeTheFenceShowedTheEpoch() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        scene.database.fence.outage = "the database is being moved";
        advance();
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.database.meanwhile = () -> {
            scene.database.fence.outage = null;
            assertThatThrownBy(this::advance).isInstanceOf(RefusedException.class);
        };

        scene.fleets.tick();

        assertThat(scene.view().instances()).hasSize(1);
    }

    /** A session that was opened in between has found the epoch before. */
    @Test
    void forgetsNobodyByALookFromBeforeTheNextDecision() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1", "web-2");
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.acknowledge("web-1");
        MigrationDefinition other = MigrationDefinition.renaming(
                "orders-total", "shop", Optional.empty(), "orders", List.of(new RenamedColumn("sum", "total")));
        scene.database.meanwhile = () -> {
            var unused = scene.fleets.start(other, false);
        };

        scene.fleets.tick();

        assertThat(scene.view().instances()).hasSize(2);
    }

    /** The word may have been on its way for so long that the instance has come back since. */
    @Test
    void looksForSessionsOfAnInstanceThatSaysGoodbye() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        reasonsAgainst(this::advance).hasSize(1);
        scene.database.fence.strangers.add(new DatabaseSession(4711, "app", "", "", 0));

        scene.fleet().goodbye("web-1");

        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).contains("session 4711 of user app is one"));
    }

    @Test
    void forgetsAnInstanceThatSaysGoodbye() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        reasonsAgainst(this::advance).hasSize(1);
        scene.fleet().goodbye("web-1");
        advance();
    }

    @Test
    void waitsAfterARestartForEveryInstanceItKnew() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.database.sessions.add("web-2");
        scene.restart();
        reasonsAgainst(this::advance).hasSize(2).allSatisfy(reason -> assertThat(reason.toString())
                .contains("hasn't been heard of since the control plane started"));
        scene.acknowledge("web-1");
        reasonsAgainst(this::advance).hasSize(1);
        scene.pass(FleetScene.LEASE.plusMillis(1));
        scene.acknowledge("web-1");
        scene.fleets.tick();
        reasonsAgainst(this::advance).hasSize(1);
        scene.database.sessions.clear();
        scene.fleets.tick();
        advance();
    }

    @Test
    void waitsForAnInstanceThatComesWithAnOldEpoch() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        scene.acknowledge("web-1");
        assertThat(scene.hear("web-2", 1, 1)).isEqualTo(2);
        reasonsAgainst(this::advance).first().asString().contains("'web-2'");
        scene.hear("web-2", 2, 2);
        advance();
    }

    @Test
    void saysWhichTransactionIsInTheWay() {
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1");
        Heartbeat busy = new Heartbeat(
                "shop-app", "1", 0, 2, 1, 1, Optional.of(new InFlight(1, 83_000, true, "UPDATE users SET name = ?")));
        scene.fleet().heartbeat("web-1", busy);
        reasonsAgainst(this::advance)
                .first()
                .asString()
                .endsWith("an open transaction planned under epoch 1 has been going on for 1 min 23 s; last SQL: UPDATE"
                        + " users SET name = ?");
    }

    @Test
    void comparesAnewWhenAWriterOfOneSideIsFoundWhileComparing() {
        scene.start();
        scene.walkTo(Phase.VERIFY, "web-1");
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        scene.hear("web-2", 1, 1);
        reasonsAgainst(this::advance).anySatisfy(reason -> assertThat(reason.toString())
                .contains("instance 'web-2' was found at epoch 1, before both sides were written (epoch 2)"));
        scene.acknowledge("web-1", "web-2");
        scene.fleets.tick();
        assertThat(scene.phase()).isEqualTo(Phase.VERIFY);
        assertThat(scene.view().state().brokenChain()).isNull();
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.database.done).filteredOn("VERIFY"::equals).hasSize(2);
    }

    @Test
    void goesBackToComparingWhenAWriterOfOneSideIsFoundAfterTheSwitch() {
        scene.start();
        scene.walkTo(Phase.SWITCH_READS, "web-1");
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        scene.hear("web-2", 1, 1);
        scene.fleets.tick();
        assertThat(scene.phase()).isEqualTo(Phase.SWITCH_READS);
        scene.acknowledge("web-1", "web-2");
        scene.fleets.tick();
        FleetScene.await(() -> scene.phase() == Phase.VERIFY);
    }

    @Test
    void wakesThoseWhoWaitForASnapshot() throws Exception {
        CompletableFuture<Optional<Snapshot>> waiting = scene.fleet().snapshotAfter(0, Duration.ofMinutes(1));
        assertThat(waiting).isNotDone();
        scene.start();
        assertThat(waiting.get(5, TimeUnit.SECONDS)).map(Snapshot::epoch).contains(1L);
        assertThat(scene.fleet().snapshotAfter(0, Duration.ofMinutes(1))).isDone();
        assertThat(scene.fleet().snapshotAfter(1, Duration.ofMillis(5)).get(5, TimeUnit.SECONDS))
                .isEmpty();
        FleetScene.await(() -> scene.fleet().waiters() == 0);
    }

    @Test
    void startsAJobThatWasUnderWayAgainAfterARestart() {
        scene.start();
        scene.database.held.add(Job.BACKFILL);
        scene.walkTo(Phase.BACKFILL);
        scene.awaitJob(JobStatus.RUNNING);
        scene.restart();
        scene.database.held.clear();
        scene.fleets.tick();
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.database.done).filteredOn("begin BACKFILL"::equals).hasSize(2);
    }

    @Test
    void showsNothingThatIsNotStored() {
        scene.close();
        try (FleetScene failing = new FleetScene(directory.resolve("other"), FailingStore::new)) {
            assertThatThrownBy(failing::start).hasMessage("the disk is full");
            assertThat(failing.epoch()).isZero();
            assertThat(failing.fleet().snapshot().migrations()).isEmpty();
            assertThatThrownBy(() -> failing.fleet().view(NAME)).isInstanceOf(UnknownNameException.class);
        }
        scene = new FleetScene(directory);
    }

    @Test
    void refusesASecondMigrationOfTheSameColumnOrName() {
        scene.start();
        assertThatThrownBy(() -> scene.fleets.start(FleetScene.definition(NAME), false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("there is a migration 'users-full-name' already");
        assertThatThrownBy(() -> scene.fleets.start(FleetScene.definition("other"), false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("shares column 'name'");
    }

    @Test
    void keepsAnInstanceThatHeartbeatsUnderAnOddClock() {
        scene.start();
        scene.hear("web-1", 0, 0);
        assertThat(States.heartbeat(0, 0))
                .isEqualTo(scene.view().instances().get(0).heartbeat());
        scene.pass(FleetScene.LEASE);
        assertThat(scene.view().instances().get(0).liveness()).isEqualTo(Liveness.LIVE);
    }

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private void advance(OnLimit then) {
        var unused = scene.fleet().advance(NAME, StepRequest.next().withLimit(LIMIT, then));
    }

    /** Everybody has acknowledged the phase; the step out of it reaches web-1 only. */
    private void flipThatWaits(Phase from, OnLimit then) {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(from, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        advance(then);
        scene.acknowledge("web-1");
    }

    private void passTheLimit() {
        scene.pass(LIMIT);
        long before = scene.epoch() - 1;
        scene.hear("web-1", before + 1, before + 1);
        scene.hear("web-2", before + 1, before);
        scene.fleets.tick();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"COMPLETE", "CONTRACT"},
            mode = EnumSource.Mode.EXCLUDE)
    void withdrawsAStepThatIsNotAcknowledgedWithinItsLimit(Phase from) {
        flipThatWaits(from, OnLimit.WITHDRAW);
        long flipped = scene.epoch();
        scene.pass(LIMIT.minusMillis(1));
        scene.acknowledge("web-1");
        scene.hear("web-2", flipped, flipped - 1);
        scene.fleets.tick();
        assertThat(scene.phase()).isEqualTo(from.next().orElseThrow());

        scene.pass(Duration.ofMillis(1));
        scene.fleets.tick();

        assertThat(scene.phase()).isEqualTo(from);
        assertThat(scene.view().epoch()).isEqualTo(flipped + 1);
        Transition last = scene.view().history().get(scene.view().history().size() - 1);
        assertThat(last.from()).isEqualTo(from.next().orElseThrow().name());
        assertThat(last.to()).isEqualTo(from.name());
        assertThat(last.why())
                .startsWith("withdrawn after 3 min 0 s: instance 'web-2' (shop-app) hadn't acknowledged it: ");
        assertThat(scene.database.done)
                .doesNotContain("begin " + from.next().orElseThrow().job());
    }

    /** Nothing has to be done again: all that was done before still holds. */
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"EXPAND", "DUAL_WRITE", "BACKFILL", "VERIFY", "TARGET_ONLY"})
    void goesOnFromWhereAWithdrawnStepBegan(Phase from) {
        flipThatWaits(from, OnLimit.WITHDRAW);
        passTheLimit();
        List<String> done = List.copyOf(scene.database.done);
        assertThat(scene.view().job().status()).isEqualTo(JobStatus.DONE);

        scene.acknowledge("web-1", "web-2");
        scene.fleets.tick();
        assertThat(scene.database.done).isEqualTo(done);
        scene.walkTo(Phase.COMPLETE, "web-1", "web-2");
    }

    /** Who went on had stopped writing the source. */
    @Test
    void fillsTheSourceAfterAStepToTargetOnlyWasWithdrawn() {
        flipThatWaits(Phase.SWITCH_READS, OnLimit.WITHDRAW);
        passTheLimit();
        assertThat(scene.phase()).isEqualTo(Phase.SWITCH_READS);
        assertThat(scene.view().state().migration().targetPercent()).isEqualTo(100);
        assertThat(scene.view().sourceStale()).isTrue();
        assertThat(scene.view().state().dualWriteEpoch()).isEqualTo(scene.view().epoch());
        reasonsAgainst(this::rollback).isNotEmpty();

        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);

        assertThat(scene.view().sourceStale()).isFalse();
        scene.walkTo(Phase.COMPLETE, "web-1", "web-2");
    }

    @Test
    void withdrawsAPercentage() {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(Phase.VERIFY, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        var unused = scene.fleet().advance(NAME, StepRequest.next().withPercent(10));
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        var more =
                scene.fleet().advance(NAME, StepRequest.next().withPercent(100).withLimit(LIMIT, OnLimit.WITHDRAW));
        scene.acknowledge("web-1");

        passTheLimit();

        assertThat(scene.phase()).isEqualTo(Phase.SWITCH_READS);
        assertThat(scene.view().state().migration().targetPercent()).isEqualTo(10);
        assertThat(scene.view().job().status()).isEqualTo(JobStatus.DONE);
    }

    /** To make fewer read the target, the source has got its constraints back: from there nobody may stop writing it. */
    @Test
    void doesTheJobAgainAfterAStepBackWithinThePhaseWasWithdrawn() {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(Phase.SWITCH_READS, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        var fewer =
                scene.fleet().advance(NAME, StepRequest.next().withPercent(50).withLimit(LIMIT, OnLimit.WITHDRAW));
        FleetScene.await(() -> scene.view().state().migration().targetPercent() == 50);
        scene.acknowledge("web-1");

        passTheLimit();

        assertThat(scene.view().state().migration().targetPercent()).isEqualTo(100);
        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).startsWith("the job PREPARE_SWITCH waits"));
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.database.done.stream().filter("PREPARE_SWITCH"::equals))
                .hasSize(2);
    }

    /** The transaction that kept the first flip waiting keeps the next one waiting, too. */
    @Test
    void takesNoStepAfterAWithdrawalBeforeEverybodyIsInLineAgain() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.WITHDRAW);
        passTheLimit();
        long withdrawn = scene.view().epoch();
        scene.acknowledge("web-1");
        scene.hear("web-2", withdrawn, withdrawn - 2);

        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).startsWith("instance 'web-2'"));
    }

    @Test
    void withdrawsNoStepThatEverybodyHasAcknowledged() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.WITHDRAW);
        scene.acknowledge("web-1", "web-2");
        scene.pass(LIMIT.multipliedBy(2));
        scene.hear("web-1", scene.epoch(), scene.epoch());
        scene.hear("web-2", scene.epoch(), scene.epoch() - 1);

        scene.fleets.tick();

        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
    }

    @Test
    void measuresTheLimitAnewAfterARestart() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.WITHDRAW);
        scene.database.sessions.add("web-2");
        scene.pass(LIMIT.minusMillis(1));
        scene.restart();
        scene.pass(LIMIT.minusMillis(1));
        scene.fleets.tick();
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);

        scene.pass(Duration.ofMillis(1));
        scene.fleets.tick();

        assertThat(scene.phase()).isEqualTo(Phase.DUAL_WRITE);
    }

    @Test
    void waitsWithoutALimitIfToldTo() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.WAIT);
        passTheLimit();
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
        assertThat(scene.view().flip()).isPresent();
    }

    @Test
    void keepsWaitingOnTheWayBack() {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(Phase.VERIFY, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        var unused = scene.fleet().rollback(NAME, StepRequest.next().withLimit(LIMIT, OnLimit.WITHDRAW));
        scene.acknowledge("web-1");
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);

        passTheLimit();

        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
    }

    @Test
    void aStepBackFromWhatIsNotAcknowledgedWithdrawsIt() {
        flipThatWaits(Phase.BACKFILL, OnLimit.WAIT);
        var dry = scene.fleet().rollback(NAME, StepRequest.next().asDryRun());
        assertThat(dry.step()).isEqualTo("VERIFY to BACKFILL");
        assertThat(scene.phase()).isEqualTo(Phase.VERIFY);

        rollback();

        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
        assertThat(scene.view().job().status()).isEqualTo(JobStatus.DONE);
    }

    private static DatabaseSession session(long process, long busyMillis) {
        return new DatabaseSession(process, "app", "", "10.0.0.7", busyMillis);
    }

    @Test
    void endsWhatHoldsAStepUpIfToldTo() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.database.open.put(
                "web-2",
                List.of(
                        session(1, 0),
                        session(2, LIMIT.toMillis() - 1),
                        session(3, LIMIT.toMillis()),
                        session(4, DatabaseSession.UNSEEN)));

        passTheLimit();

        assertThat(scene.database.done).contains("end 3", "end 4").doesNotContain("end 1", "end 2");
        assertThat(scene.phase()).isEqualTo(Phase.BACKFILL);
        assertThat(scene.view().history())
                .extracting(Transition::why)
                .endsWith(
                        "ended session 3 of user app from 10.0.0.7, of instance 'web-2'",
                        "ended session 4 of user app from 10.0.0.7, of instance 'web-2'");
    }

    /** Nobody tells a client that its session has ended before it sends something, and this one sends nothing. */
    @Test
    void takesItForDrainedWhenAllSessionsFromBeforeAreGone() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.database.open.put("web-2", List.of(session(1, 0), session(3, LIMIT.toMillis())));
        passTheLimit();
        long epoch = scene.epoch();
        scene.database.open.put("web-2", List.of(session(1, 0), session(4, 7)));
        scene.hear("web-1", epoch, epoch);
        scene.hear("web-2", epoch, epoch - 1);
        scene.fleets.tick();
        assertThat(scene.database.done).contains("end 3").doesNotContain("end 1");
        assertThat(scene.database.done).doesNotContain("begin BACKFILL");

        scene.pass(Duration.ofSeconds(10));
        scene.hear("web-1", epoch, epoch);
        scene.hear("web-2", epoch, epoch - 1);
        scene.fleets.tick();
        // A session that was opened since has read the fence.
        assertThat(scene.database.done).contains("end 1").doesNotContain("end 4", "begin BACKFILL");

        scene.database.open.put("web-2", List.of(session(4, 7)));
        scene.fleets.tick();
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.database.done).contains("BACKFILL");
    }

    /** What the instance itself says is no news: a connection that nobody touches keeps it from draining. */
    @Test
    void whatIsProvedStaysSoAndIsEnoughForTheComparison() {
        flipThatWaits(Phase.EXPAND, OnLimit.WAIT);
        long expand = scene.epoch() - 1;
        scene.database.open.put("web-2", List.of(session(1, 9)));
        assertThat(scene.fleet().endSessions("web-2", false)).hasSize(1);
        scene.database.open.clear();
        scene.fleets.tick();
        while (scene.phase() != Phase.SWITCH_READS) {
            scene.acknowledge("web-1");
            scene.hear("web-2", scene.epoch(), expand);
            assertThat(scene.fleet().endSessions("web-2", false)).isEmpty();
            scene.fleets.tick();
            scene.awaitJob(JobStatus.DONE);
            advance();
        }
        scene.hear("web-2", scene.epoch(), expand);

        assertThat(scene.view().state().brokenChain()).isNull();
    }

    /** It could be at the epoch before: the fence showed that when it was opened. */
    @Test
    void provesNothingByALookFromBeforeTheFenceShowedTheEpoch() {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.database.fence.outage = "the database is being moved";
        advance();
        assertThat(scene.fleet().endSessions("web-2", false)).isEmpty();
        scene.database.open.put("web-2", List.of(session(1, 9)));
        scene.database.fence.outage = null;
        scene.fleets.tick();
        FleetScene.await(() -> scene.epoch() == scene.view().epoch());
        scene.hear("web-1", scene.epoch(), scene.epoch());
        scene.hear("web-2", scene.epoch(), scene.epoch() - 1);

        scene.fleets.tick();

        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).startsWith("instance 'web-2'"));
    }

    @Test
    void endsAllSessionsOfAnInstanceThatIsSilent() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.database.sessions.add("web-2");
        scene.database.open.put("web-2", List.of(session(1, 0)));
        scene.pass(LIMIT);
        scene.hear("web-1", scene.epoch(), scene.epoch());

        scene.fleets.tick();

        assertThat(scene.database.done).contains("end 1");
    }

    /** How long such a session has been busy can't be told where the user may not see that. */
    @Test
    void endsNoSessionThatWasOpenedWhenTheFenceShowedTheEpoch() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.database.sessions.add("web-2");
        scene.database.open.put("web-2", List.of(session(3, DatabaseSession.UNSEEN)));
        passTheLimit();
        scene.database.open.put("web-2", List.of(session(4, DatabaseSession.UNSEEN)));
        scene.pass(LIMIT);
        scene.hear("web-1", scene.epoch(), scene.epoch());

        scene.fleets.tick();

        assertThat(scene.database.done).contains("end 3").doesNotContain("end 4");
    }

    @Test
    void endsNoSessionBeforeTheFenceShowsTheEpoch() {
        scene.acknowledge("web-1", "web-2");
        scene.start();
        scene.walkTo(Phase.DUAL_WRITE, "web-1", "web-2");
        scene.acknowledge("web-1", "web-2");
        scene.database.fence.outage = "the database is being moved";
        scene.database.open.put("web-2", List.of(session(1, LIMIT.toMillis())));
        advance(OnLimit.END_SESSIONS);

        passTheLimit();

        assertThat(scene.database.done).doesNotContain("end 1");
    }

    @Test
    void endsSessionsOfStrangers() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.acknowledge("web-2");
        scene.acknowledge("web-1", "web-2");
        scene.awaitJob(JobStatus.DONE);
        scene.database.fence.strangers.add(session(4711, 0));
        advance(OnLimit.END_SESSIONS);
        scene.acknowledge("web-1", "web-2");
        scene.pass(LIMIT);
        scene.fleets.tick();

        assertThat(scene.database.done).contains("end 4711");
    }

    @Test
    void saysWhySessionsCannotBeEnded() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.END_SESSIONS);
        scene.database.open.put("web-2", List.of(session(3, LIMIT.toMillis())));
        scene.database.refusal = "no right to";

        passTheLimit();

        assertThat(scene.view().flip().orElseThrow().trouble()).isEqualTo("session 3 can't be ended: no right to");
        assertThat(scene.view().history()).extracting(Transition::why).noneMatch(why -> why.startsWith("ended"));

        scene.database.refusal = null;
        scene.fleets.tick();

        assertThat(scene.database.done).contains("end 3");
        assertThat(scene.view().flip().orElseThrow().trouble()).isNull();
    }

    /** A copy of a process, or the one before a restart: what one says means nothing for the other. */
    @Test
    void waitsForEachOfTwoProcessesThatWereGivenOneName() {
        String one = Incarnation.of("web-1", 1);
        String other = Incarnation.of("web-1", 2);
        scene.acknowledge(one, other);
        scene.start();
        scene.acknowledge(one);
        scene.database.open.put(one, List.of(session(1, 0)));
        scene.database.open.put(other, List.of(session(2, 0)));

        reasonsAgainst(this::advance)
                .anySatisfy(reason -> assertThat(reason.toString()).startsWith("instance '" + other + "'"));
        assertThat(scene.fleet().endSessions("web-1", true)).hasSize(2);
        assertThat(scene.fleet().endSessions(other, false))
                .containsExactly("session 2 of user app from 10.0.0.7, of instance '" + other + "'");
    }

    @Test
    void endsSessionsByRequestAndWritesItDown() {
        flipThatWaits(Phase.DUAL_WRITE, OnLimit.WAIT);
        scene.database.open.put("web-2", List.of(session(1, 0)));
        scene.database.fence.strangers.add(session(9, 0));

        assertThat(scene.fleet().endSessions("web-2", true)).hasSize(1);
        assertThat(scene.database.done).doesNotContain("end 1");
        assertThat(scene.fleet().endSessions("web-2", false))
                .containsExactly("session 1 of user app from 10.0.0.7, of instance 'web-2'");
        assertThat(scene.fleet().endStrangers(false))
                .containsExactly("session 9 of user app from 10.0.0.7, of an instance that hasn't reported");
        assertThat(scene.database.done).contains("end 1", "end 9");
        assertThat(scene.view().history())
                .extracting(Transition::why)
                .anyMatch(why -> why.startsWith("ended session 1 "))
                .anyMatch(why -> why.startsWith("ended session 9 "));
        assertThatThrownBy(() -> scene.fleet().endSessions("nobody", false))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("'shop' knows no instance 'nobody'");
    }
}
