package io.crossfade.control.store;

import static io.crossfade.control.store.States.heartbeat;
import static io.crossfade.control.store.States.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossfade.migration.Job;
import io.crossfade.migration.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class StoreContract {

    static final JobState PENDING = JobState.fresh(Job.EXPAND, 1);

    /** The store of this test, opened for the first time or again. */
    abstract Store open();

    private static LedgerEntry entry(long at) {
        return new LedgerEntry(
                at, "web-1", "shop-app", 3, "VERIFY", "SELECT", Map.of("id", "1"), null, "OFF", List.of(), true);
    }

    private static boolean add(Store store, long number, List<LedgerEntry> entries) {
        return store.ledgers()
                .add("shop", "web-1", 1, number, List.of(new LedgerStore.Addition("m", ledger -> ledger, entries)));
    }

    static Transition transition(long epoch) {
        return new Transition("m", 5, "A", "B", 0, epoch, "");
    }

    @Test
    void takesADecisionOnlyAtTheExpectedEpoch() {
        try (Store store = open()) {
            assertThat(store.epoch("shop")).isZero();
            assertThat(store.compareAndSet(0, state("m", 1), PENDING, Facts.of(List.of("name")), transition(1)))
                    .isTrue();
            assertThat(store.compareAndSet(0, state("other", 1), PENDING, null, transition(1)))
                    .isFalse();
            assertThat(store.epoch("shop")).isEqualTo(1);
            assertThat(store.migrations()).containsExactly(state("m", 1));
            assertThat(store.history("m")).containsExactly(transition(1));
            assertThat(store.job("other")).isEmpty();
        }
    }

    @Test
    void letsOneOfManyWin() throws Exception {
        try (Store store = open()) {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Callable<Boolean>> rivals = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "m" + i;
                rivals.add(() -> store.compareAndSet(0, state(name, 1), PENDING, null, transition(1)));
            }
            int winners = 0;
            for (Future<Boolean> rival : pool.invokeAll(rivals)) {
                winners += rival.get() ? 1 : 0;
            }
            pool.shutdown();
            assertThat(winners).isEqualTo(1);
            assertThat(store.migrations()).hasSize(1);
        }
    }

    @Test
    void findsEverythingAgainAfterARestart() {
        MigrationState state = state("m", 1)
                .entered(Phase.DUAL_WRITE, 0, 2, 77)
                .withBrokenChain("who")
                .pending(new PendingStep(Phase.EXPAND, 0, true, Patience.of(Duration.ofSeconds(3), OnLimit.WAIT)))
                .withFlip(new Flip(Phase.EXPAND, 7, PENDING, Patience.of(Duration.ofSeconds(9), OnLimit.END_SESSIONS)));
        JobState job = PENDING.running(3)
                .covered("[\"1\"]", 10, 1, 5.5, 4)
                .withReport(List.of("note"), List.of(new Sample("1", null, "x", 1)));
        Facts facts = Facts.of(List.of("name"))
                .releasing(List.of(new SourceConstraint(SourceConstraint.Kind.UNIQUE_INDEX, "u", "USING btree", "")))
                .withSourceStale(true)
                .withTargetBound(true);
        try (Store store = open()) {
            assertThat(store.compareAndSet(0, state, PENDING, facts, transition(1)))
                    .isTrue();
            assertThat(store.saveJob("m", 2, job)).isTrue();
            store.saveInstance(new InstanceState("shop", "web-1", heartbeat(3, 2), 9));
            store.saveInstance(new InstanceState("shop", "web-2", heartbeat(3, 3), 9));
            store.deleteInstance("shop", "web-2");
        }
        try (Store store = open()) {
            assertThat(store.migrations()).containsExactly(state);
            assertThat(store.job("m")).contains(job);
            assertThat(store.facts("m")).isEqualTo(facts);
            assertThat(store.instances("shop")).containsExactly(new InstanceState("shop", "web-1", heartbeat(3, 2), 9));
            assertThat(store.instances("other")).isEmpty();
        }
    }

    @Test
    void writesNoProgressOfAJobWhosePhaseIsOver() {
        try (Store store = open()) {
            assertThat(store.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                    .isTrue();
            assertThat(store.saveJob("m", 2, PENDING.finished(9))).isFalse();
            assertThat(store.job("m")).contains(PENDING);
        }
    }

    @Test
    void keepsEachOfTwoDatabasesAtItsOwnEpoch() {
        try (Store store = open()) {
            assertThat(store.compareAndSet(0, state("m", 1), PENDING, null, transition(1)))
                    .isTrue();
            assertThat(store.epoch("other")).isZero();
            assertThat(store.compareAndSet(1, state("m", 2), null, null, transition(2)))
                    .isTrue();
            assertThat(store.compareAndSet(1, state("m", 2), null, null, transition(2)))
                    .isFalse();
            assertThat(store.compareAndSet(7, state("m", 8), null, null, transition(8)))
                    .isFalse();
            assertThat(store.epoch("shop")).isEqualTo(2);
            assertThat(store.history("m")).hasSize(2);
        }
    }

    @Test
    void savesOneInstanceTwiceAmongMany() {
        try (Store store = open()) {
            store.saveInstances(List.of(
                    new InstanceState("shop", "web-1", heartbeat(3, 2), 9),
                    new InstanceState("shop", "web-2", heartbeat(3, 2), 9),
                    new InstanceState("shop", "web-1", heartbeat(3, 3), 10)));
            assertThat(store.instances("shop"))
                    .containsExactly(
                            new InstanceState("shop", "web-1", heartbeat(3, 3), 10),
                            new InstanceState("shop", "web-2", heartbeat(3, 2), 9));
        }
    }

    @Test
    void leavesNothingOfAChangeThatFails() {
        try (Store store = open()) {
            LedgerStore.Addition failing = new LedgerStore.Addition(
                    "m",
                    ledger -> {
                        throw new IllegalStateException("planned");
                    },
                    List.of());
            assertThatThrownBy(() -> store.ledgers().add("shop", "web-1", 1, 1, List.of(failing)))
                    .hasMessage("planned");
            assertThat(store.ledgers().add("shop", "web-1", 1, 1, List.of())).isTrue();
            assertThat(store.ledgers().add("shop", "web-1", 1, 1, List.of())).isFalse();
        }
    }

    @Test
    void keepsTheNewestDifferences() {
        try (Store store = open()) {
            int all = LedgerStore.MOST_ENTRIES + 3;
            List<LedgerEntry> entries =
                    IntStream.rangeClosed(1, all).mapToObj(StoreContract::entry).toList();
            assertThat(add(store, 1, entries.subList(0, all - 1))).isTrue();
            assertThat(add(store, 2, entries.subList(all - 1, all))).isTrue();
            assertThat(store.ledgers().entries("m"))
                    .hasSize(LedgerStore.MOST_ENTRIES)
                    .first()
                    .isEqualTo(entry(all));
            store.ledgers().forget("m");
            assertThat(store.ledgers().entries("m")).isEmpty();
        }
    }
}
