package io.crossfade.control.store;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What comparing reads has found, within bounds. Durable as all of {@link Store} is; safe for use by several threads.
 */
public interface LedgerStore {

    /** How many differing rows are kept of each migration: the newest. */
    int MOST_ENTRIES = 200;

    /**
     * What one report changes of one migration's ledger.
     *
     * @param entries the oldest first
     */
    record Addition(String migration, UnaryOperator<Ledger> change, List<LedgerEntry> entries) {

        public Addition {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Adds what a report says, all of it or nothing.
     *
     * @param startedAt when the instance began, as it says itself
     * @param sequence the report's number since then
     * @return false if that report has been added before; then nothing changes
     */
    boolean add(String database, String instance, long startedAt, long sequence, List<Addition> additions);

    /** Changes a migration's ledger, if it has one. */
    void change(String migration, UnaryOperator<Ledger> change);

    Ledger ledger(String migration);

    /** The newest first. */
    List<LedgerEntry> entries(String migration);

    /** Begins anew: another migration has the name now. */
    void forget(String migration);
}
