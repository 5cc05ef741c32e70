package io.crossfade.control.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane remembers. What a method has returned from is durable: a process killed right after finds it
 * again.
 *
 * <p>Safe for use by several threads. Every method throws {@link io.crossfade.control.error.StoreException} if the state
 * can't be read or written, and {@link io.crossfade.control.error.NotLeadingException} once another control plane leads.
 */
public interface Store extends AutoCloseable {

    /**
     * The number of the time of leading for which this store was opened: each is greater than those before. 0 where only one
     * control plane can have the store.
     */
    default long term() {
        return 0;
    }

    /** Says that its control plane still leads; has to be done in good time before the lease is over. */
    default void renew() {}

    /** The database's epoch; 0 before its first migration. */
    long epoch(String database);

    /** All migrations of all databases, cancelled ones too, by name. */
    List<MigrationState> migrations();

    /**
     * Takes a decision: all of it, at the next epoch, if the epoch is still the expected one; else nothing.
     *
     * @param job the job of the phase entered; null to keep the one that is there
     * @param facts null to keep what is there
     * @return whether it was taken
     */
    boolean compareAndSet(
            long expectedEpoch,
            MigrationState next,
            @Nullable JobState job,
            @Nullable Facts facts,
            Transition transition);

    /** Replaces a migration's state without a new epoch: nothing in it that a snapshot shows may differ. */
    void update(MigrationState state);

    /** Adds to a migration's history what is no decision. */
    void record(Transition event);

    Optional<JobState> job(String migration);

    /**
     * Writes down how far a job has come, if its migration is still in the phase that was entered at this epoch.
     *
     * @return whether it is
     */
    boolean saveJob(String migration, long phaseEpoch, JobState job);

    Facts facts(String migration);

    void saveFacts(String migration, Facts facts);

    List<InstanceState> instances(String database);

    void saveInstance(InstanceState instance);

    /** The same for many at once, at the price of one if the store can. */
    default void saveInstances(List<InstanceState> instances) {
        instances.forEach(this::saveInstance);
    }

    void deleteInstance(String database, String id);

    /** A migration's changes, the oldest first. */
    List<Transition> history(String migration);

    /** What comparing reads has found. */
    LedgerStore ledgers();

    @Override
    void close();
}
