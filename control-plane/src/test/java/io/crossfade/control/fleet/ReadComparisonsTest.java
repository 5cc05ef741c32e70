package io.crossfade.control.fleet;

import static io.crossfade.control.fleet.FleetScene.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.LedgerEntry;
import io.crossfade.control.store.LedgerStore;
import io.crossfade.control.store.Store;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonReport.DifferingColumn;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.migration.Job;
import io.crossfade.migration.Phase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What differing reads do to the gate. */
final class ReadComparisonsTest {

    private static final String SHAPE = "SELECT name FROM users WHERE id = ?";

    @TempDir
    private Path directory;

    private FleetScene scene;
    private long sequence;

    @BeforeEach
    void open() {
        scene = new FleetScene(directory);
        scene.start();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void settleIn(Phase phase) {
        scene.walkTo(phase, "web-1");
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
    }

    private static ReadDifference difference(long epoch, String id) {
        return new ReadDifference(
                NAME,
                epoch,
                0,
                SHAPE,
                Map.of("id", id),
                Optional.empty(),
                Values.SHOWN,
                List.of(new DifferingColumn("name", Optional.of("Ada"), Optional.of("Bob"))));
    }

    private ComparisonOrders tell(ReadDifference... found) {
        return tell(++sequence, found);
    }

    private ComparisonOrders tell(long number, ReadDifference... found) {
        Tally tally = new Tally(NAME, 10, 1, found.length, Map.of("rate", 3L));
        return scene.fleet()
                .compared(
                        "web-1",
                        new ComparisonReport("web", 1, number, scene.epoch(), List.of(tally), List.of(found), 0));
    }

    private List<String> against() {
        return scene.view().against();
    }

    private void assertShut() {
        FleetScene.await(() -> against().size() == 1);
        assertThat(against()).singleElement().asString().contains(SHAPE, "{id=7}", "verify " + NAME + " --again");
        assertThatThrownBy(() -> scene.fleet().advance(NAME, StepRequest.next()))
                .isInstanceOf(RefusedException.class)
                .extracting(e -> ((RefusedException) e).reasons())
                .asString()
                .contains(SHAPE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"VERIFY", "SWITCH_READS"})
    void aDifferenceShutsTheGateUntilAllRowsHaveBeenComparedAnew(Phase phase) {
        settleIn(phase);
        assertThat(against()).isEmpty();

        tell(difference(scene.epoch(), "7"));

        assertShut();
        var step = scene.fleet().compareAgain(NAME, false);
        if (!step.taken()) {
            FleetScene.await(() -> scene.phase() == Phase.VERIFY);
        }
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        assertThat(scene.phase()).isEqualTo(Phase.VERIFY);
        assertThat(against()).isEmpty();

        tell();
        assertThat(against()).isEmpty();
        settleIn(Phase.TARGET_ONLY);
    }

    @Test
    void aLaterDifferenceShutsItAgain() {
        settleIn(Phase.VERIFY);
        tell(difference(scene.epoch(), "7"));
        var unused = scene.fleet().compareAgain(NAME, false);
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        assertThat(against()).isEmpty();

        tell(difference(scene.epoch(), "7"));

        assertShut();
    }

    @Test
    void aDifferenceKeepsThePercentageFromGrowingButNotFromShrinking() {
        scene.walkTo(Phase.VERIFY, "web-1");
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        var entered = scene.fleet().advance(NAME, StepRequest.next().withPercent(20));
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        tell(difference(scene.epoch(), "7"));

        assertThatThrownBy(() -> scene.fleet().advance(NAME, StepRequest.next().withPercent(50)))
                .isInstanceOf(RefusedException.class);

        var less = scene.fleet().advance(NAME, StepRequest.next().withPercent(10));
        assertThat(less.taken()).isTrue();
        scene.acknowledge("web-1");
        assertThatThrownBy(() -> scene.fleet().advance(NAME, StepRequest.next().withPercent(50)))
                .isInstanceOf(RefusedException.class);
    }

    /** The comparison of all rows that has begun since then would have found it, or has repaired it. */
    @Test
    void whatWasReadBeforeAllRowsWereComparedAnewDoesntCount() {
        settleIn(Phase.VERIFY);
        long before = scene.epoch();
        var unused = scene.fleet().compareAgain(NAME, false);
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);

        tell(difference(before, "7"));

        assertThat(against()).isEmpty();
        assertThat(scene.fleet().differences(NAME))
                .singleElement()
                .extracting(LedgerEntry::counts)
                .isEqualTo(false);
    }

    @Test
    void whatWasReadInVerifyStillCountsInSwitchReads() {
        settleIn(Phase.VERIFY);
        long verifying = scene.epoch();
        settleIn(Phase.SWITCH_READS);

        tell(difference(verifying, "7"));

        assertShut();
    }

    /** Others wrote the target only, while the instance read both sides as if nothing had happened. */
    @Test
    void whatAnotherPhaseMakesDifferDoesntCount() {
        settleIn(Phase.SWITCH_READS);
        long switching = scene.epoch();
        settleIn(Phase.TARGET_ONLY);

        tell(difference(switching, "7"));
        var back = scene.fleet().rollback(NAME, StepRequest.next());
        assertThat(back.taken()).isTrue();
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        tell(difference(switching, "8"));

        assertThat(scene.phase()).isEqualTo(Phase.SWITCH_READS);
        assertThat(against()).isEmpty();
        assertThat(scene.fleet().differences(NAME)).noneMatch(LedgerEntry::counts);
    }

    @Test
    void aDifferenceIsStillThereAfterARestartAndAReportCountsOnce() {
        settleIn(Phase.VERIFY);
        tell(5, difference(scene.epoch(), "7"));
        tell(5, difference(scene.epoch(), "7"));
        scene.restart();
        tell(5, difference(scene.epoch(), "7"));

        Ledger ledger = scene.fleet().ledger(NAME);
        assertThat(ledger.same()).isEqualTo(10);
        assertThat(ledger.differing()).isEqualTo(1);
        assertThat(ledger.skipped()).isEqualTo(Map.of("rate", 3L));
        assertThat(ledger.shapes()).singleElement().satisfies(shape -> {
            assertThat(shape.sql()).isEqualTo(SHAPE);
            assertThat(shape.count()).isEqualTo(1);
        });
        assertThat(scene.fleet().differences(NAME)).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(Map.of("id", "7"));
            assertThat(entry.columns()).containsExactly(new LedgerEntry.Column("name", "Ada", "Bob"));
            assertThat(entry.instance()).isEqualTo("web-1");
            assertThat(entry.phase()).isEqualTo("VERIFY");
        });
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        assertShut();
    }

    /** What all rows were compared by has not been done anew by that. */
    @Test
    void aStepThatIsWithdrawnSettlesNothing() {
        settleIn(Phase.VERIFY);
        var forward = scene.fleet().advance(NAME, StepRequest.next());
        tell(difference(scene.epoch(), "7"));
        var back = scene.fleet().rollback(NAME, StepRequest.next());
        assertThat(scene.phase()).isEqualTo(Phase.VERIFY);
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);

        assertShut();
    }

    @Test
    void aComparisonOfAllRowsThatHasBegunAnewIsNotWithdrawn() {
        settleIn(Phase.VERIFY);
        tell(difference(scene.epoch(), "7"));
        var again = scene.fleet().compareAgain(NAME, false);

        assertThatThrownBy(() -> scene.fleet().rollback(NAME, StepRequest.next()))
                .as("as it would be if it could be taken back to the comparison before")
                .isInstanceOf(RefusedException.class);
        assertThat(scene.phase()).isEqualTo(Phase.VERIFY);
    }

    @Test
    void keepsTheNewestDifferencesAndNoMore() {
        settleIn(Phase.VERIFY);
        for (int round = 0; round < 3; round++) {
            List<ReadDifference> many = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add(difference(scene.epoch(), round + "-" + i));
            }
            tell(many.toArray(ReadDifference[]::new));
        }

        List<LedgerEntry> kept = scene.fleet().differences(NAME);
        assertThat(kept).hasSize(LedgerStore.MOST_ENTRIES);
        assertThat(kept.get(0).key()).isEqualTo(Map.of("id", "2-99"));
        assertThat(kept.get(kept.size() - 1).key()).isEqualTo(Map.of("id", "1-0"));
        assertThat(scene.fleet().ledger(NAME).shapes())
                .singleElement()
                .extracting(Ledger.Shape::count)
                .isEqualTo(300L);
    }

    @Test
    void comparesOnlyWhereBothSidesAreCompleteAndEverybodyIsThere() {
        assertThat(tell().migrations()).isEmpty();
        scene.walkTo(Phase.BACKFILL, "web-1");
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        assertThat(tell().migrations()).isEmpty();
        var verify = scene.fleet().advance(NAME, StepRequest.next());
        assertThat(tell().migrations()).isEmpty();
        scene.acknowledge("web-1");
        FleetScene.await(() -> tell().migrations().contains(NAME));
        assertThat(tell().epoch()).isEqualTo(scene.epoch());
        scene.awaitJob(JobStatus.DONE);
        settleIn(Phase.TARGET_ONLY);
        assertThat(tell().migrations()).isEmpty();
    }

    @Test
    void comparesNothingWhileTheSourceIsStale() {
        settleIn(Phase.TARGET_ONLY);
        scene.database.held.add(Job.PREPARE_SWITCH);
        var back = scene.fleet().rollback(NAME, StepRequest.next());
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.RUNNING);
        assertThat(tell().migrations()).isEmpty();

        scene.database.held.clear();
        scene.awaitJob(JobStatus.DONE);
        FleetScene.await(() -> tell().migrations().contains(NAME));
    }

    @Test
    void comparesNothingWhileSomebodyNewIsBehind() {
        settleIn(Phase.VERIFY);
        assertThat(tell().migrations()).containsExactly(NAME);

        scene.hear("web-2", scene.epoch(), scene.epoch() - 1);
        assertThat(tell().migrations()).isEmpty();

        scene.hear("web-2", scene.epoch(), scene.epoch());
        assertThat(tell().migrations()).containsExactly(NAME);
    }

    /** Every instance asks again and again. */
    @Test
    void asksTheStoreOnceWhileNothingChanges() {
        AtomicInteger asked = new AtomicInteger();
        scene.close();
        scene = new FleetScene(directory, store -> counting(store, asked));
        settleIn(Phase.VERIFY);
        FleetScene.await(() -> ask().migrations().contains(NAME));
        int before = asked.get();

        for (int i = 0; i < 100; i++) {
            assertThat(ask().migrations()).containsExactly(NAME);
        }

        assertThat(asked.get() - before).as("of the job that has just ended").isLessThan(10);
        assertThat(ask().nextMillis()).isEqualTo(HeartbeatPace.SHORTEST.toMillis());
    }

    /** A report with nothing in it. */
    private ComparisonOrders ask() {
        return scene.fleet()
                .compared("web-1", new ComparisonReport("web", 1, ++sequence, scene.epoch(), List.of(), List.of(), 0));
    }

    private static Store counting(Store real, AtomicInteger calls) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    return method.invoke(real, arguments);
                });
    }

    @Test
    void aMigrationOfTheSameNameBeginsWithAnEmptyLedger() {
        tell(difference(scene.epoch(), "7"));
        assertThat(scene.fleet().differences(NAME)).hasSize(1);
        scene.acknowledge("web-1");
        scene.awaitJob(JobStatus.DONE);
        var back = scene.fleet().rollback(NAME, StepRequest.next());
        FleetScene.await(() -> scene.view().state().cancelled());
        scene.start();

        assertThat(scene.fleet().differences(NAME)).isEmpty();
        assertThat(scene.fleet().ledger(NAME)).isEqualTo(Ledger.EMPTY);
    }
}
