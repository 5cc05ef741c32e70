package io.crossfade.control.fleet;

import io.crossfade.control.store.Facts;
import io.crossfade.control.store.InstanceState;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.LedgerStore;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that can't take decisions. */
record FailingStore(Store real) implements Store {

    @Override
    public long epoch(String database) {
        return real.epoch(database);
    }

    @Override
    public List<MigrationState> migrations() {
        return real.migrations();
    }

    @Override
    public boolean compareAndSet(
            long expectedEpoch,
            MigrationState next,
            @Nullable JobState job,
            @Nullable Facts facts,
            Transition transition) {
        throw new IllegalStateException("the disk is full");
    }

    @Override
    public void update(MigrationState state) {
        real.update(state);
    }

    @Override
    public void record(Transition event) {
        real.record(event);
    }

    @Override
    public Optional<JobState> job(String migration) {
        return real.job(migration);
    }

    @Override
    public boolean saveJob(String migration, long phaseEpoch, JobState job) {
        return real.saveJob(migration, phaseEpoch, job);
    }

    @Override
    public Facts facts(String migration) {
        return real.facts(migration);
    }

    @Override
    public void saveFacts(String migration, Facts facts) {
        real.saveFacts(migration, facts);
    }

    @Override
    public List<InstanceState> instances(String database) {
        return real.instances(database);
    }

    @Override
    public void saveInstance(InstanceState instance) {
        real.saveInstance(instance);
    }

    @Override
    public void deleteInstance(String database, String id) {
        real.deleteInstance(database, id);
    }

    @Override
    public List<Transition> history(String migration) {
        return real.history(migration);
    }

    @Override
    public LedgerStore ledgers() {
        return real.ledgers();
    }

    @Override
    public void close() {
        real.close();
    }
}
