package io.crossfade.simulate;

import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.store.Facts;
import io.crossfade.control.store.InstanceState;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.LedgerStore;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a control plane has stored: it outlives the process, which may be killed between two writes. */
final class Disk {

    long epoch;
    final Map<String, MigrationState> migrations = new TreeMap<>();
    final Map<String, JobState> jobs = new TreeMap<>();
    final Map<String, Facts> facts = new TreeMap<>();
    final Map<String, InstanceState> instances = new TreeMap<>();

    private final Scene scene;

    Disk(Scene scene) {
        this.scene = scene;
    }

    Store openedBy(Proc proc) {
        return new Opened(proc);
    }

    private final class Opened implements Store {

        private final Proc proc;

        Opened(Proc proc) {
            this.proc = proc;
        }

        /** Who was replaced has lost its session. */
        private void begin() {
            begin(Guard.TERM_IS_HELD.isOff() || Guard.DECISIONS_ARE_COMPARED.isOff());
        }

        private void beginWrite() {
            begin(Guard.TERM_IS_HELD.isOff());
        }

        private void begin(boolean replacedMay) {
            if (proc.dead) {
                throw new Death();
            }
            if (proc.ousted && !replacedMay) {
                throw new NotLeadingException("another control plane has the store");
            }
        }

        private void written() {
            if (scene.faults.killsAtWrites && !scene.isHealed() && scene.world.chance.permille(10)) {
                scene.kill(proc, "right after a write to its store");
                throw new Death();
            }
        }

        @Override
        public long epoch(String database) {
            begin();
            return epoch;
        }

        @Override
        public List<MigrationState> migrations() {
            begin();
            return new ArrayList<>(migrations.values());
        }

        @Override
        public boolean compareAndSet(
                long expectedEpoch, MigrationState next, JobState job, Facts newFacts, Transition transition) {
            begin();
            if (!Guard.DECISIONS_ARE_COMPARED.isOff() && epoch != expectedEpoch) {
                return false;
            }
            if (scene.world.isLogged()) {
                scene.world.log("decides epoch " + (expectedEpoch + 1) + ": " + transition.from() + " to "
                        + transition.to() + " " + transition.percent() + " % " + transition.why());
            }
            scene.decided(expectedEpoch + 1, next, !transition.why().isEmpty());
            epoch = expectedEpoch + 1;
            migrations.put(next.name(), next);
            if (job != null) {
                jobs.put(next.name(), job);
            }
            if (newFacts != null) {
                facts.put(next.name(), newFacts);
            }
            written();
            return true;
        }

        @Override
        public void update(MigrationState state) {
            beginWrite();
            if (scene.world.isLogged()) {
                scene.world.log("stores pending " + state.pending() + ", broken chain " + state.brokenChain());
            }
            migrations.put(state.name(), state);
            written();
        }

        @Override
        public void record(Transition event) {
            beginWrite();
            written();
        }

        @Override
        public Optional<JobState> job(String migration) {
            begin();
            return Optional.ofNullable(jobs.get(migration));
        }

        @Override
        public boolean saveJob(String migration, long phaseEpoch, JobState job) {
            beginWrite();
            MigrationState state = migrations.get(migration);
            if (state == null || state.phaseEpoch() != phaseEpoch || !jobs.containsKey(migration)) {
                return false;
            }
            if (scene.world.isLogged()) {
                scene.world.log("stores job " + job.job() + " " + job.status() + " " + job.step() + " " + job.cursor()
                        + (job.error() == null ? "" : " " + job.error()));
            }
            jobs.put(migration, job);
            written();
            return true;
        }

        @Override
        public Facts facts(String migration) {
            begin();
            return facts.getOrDefault(migration, Facts.of(List.of()));
        }

        @Override
        public void saveFacts(String migration, Facts newFacts) {
            beginWrite();
            facts.put(migration, newFacts);
            written();
        }

        @Override
        public List<InstanceState> instances(String database) {
            begin();
            return new ArrayList<>(instances.values());
        }

        @Override
        public void saveInstance(InstanceState instance) {
            beginWrite();
            if (scene.world.isLogged()) {
                scene.world.log("notes that " + instance.id() + " holds "
                        + instance.heartbeat().holds() + " and has drained "
                        + instance.heartbeat().drained());
            }
            instances.put(instance.id(), instance);
            written();
        }

        @Override
        public void deleteInstance(String database, String id) {
            beginWrite();
            scene.world.log("forgets " + id);
            instances.remove(id);
            written();
        }

        @Override
        public List<Transition> history(String migration) {
            return List.of();
        }

        /** Nobody compares reads here. */
        @Override
        public LedgerStore ledgers() {
            return (LedgerStore) Proxy.newProxyInstance(
                    LedgerStore.class.getClassLoader(), new Class<?>[] {LedgerStore.class}, (proxy, method, values) -> {
                        return switch (method.getName()) {
                            case "ledger" -> Ledger.EMPTY;
                            case "forget", "change" -> null;
                            default -> throw new UnsupportedOperationException("the simulation knows no " + method);
                        };
                    });
        }

        @Override
        public void close() {}
    }
}
