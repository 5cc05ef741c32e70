package io.crossfade.control.fleet;

import io.crossfade.control.store.JobState;
import io.crossfade.control.store.JobStatus;
import io.crossfade.control.store.Ledger;
import io.crossfade.control.store.Ledger.Doubt;
import io.crossfade.control.store.LedgerEntry;
import io.crossfade.control.store.LedgerStore.Addition;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.Job;
import io.crossfade.migration.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes note of what instances have found by reading both sides, and says what it speaks against.
 *
 * <p>A difference counts if both sides have been written without a break from the epoch under which it was read until now, and
 * if no comparison of all rows has begun since then. Since a decision is stored before anybody acts on it, a difference
 * that another phase has made is always told of after that phase was entered, and doesn't count.
 *
 * <p>Used under the lock of its database's fleet.
 */
final class ReadComparisons {

    private static final int MOST_SHAPES = 50;

    private final String database;
    private final Store store;
    private final Clocks clocks;

    ReadComparisons(String database, Store store, Clocks clocks) {
        this.database = database;
        this.store = store;
        this.clocks = clocks;
    }

    /** Whether both sides are written in that phase and have been filled by the time its job runs. */
    static boolean hasTwoSides(Phase phase) {
        return phase.job() == Job.VERIFY || phase.readsByPercentage();
    }

    /** @param migrations all of the database, by name */
    void add(String instance, ComparisonReport report, Map<String, MigrationState> migrations) {
        Set<String> named = new LinkedHashSet<>();
        report.tallies().forEach(tally -> named.add(tally.migration()));
        report.differences().forEach(difference -> named.add(difference.migration()));
        List<Addition> additions = new ArrayList<>();
        for (String name : named) {
            MigrationState state = migrations.get(name);
            if (state != null && state.active()) {
                additions.add(addition(state, instance, report));
            }
        }
        if (!additions.isEmpty()) {
            boolean unused =
                    store.ledgers().add(database, instance, report.startedAtMillis(), report.sequence(), additions);
        }
    }

    private Addition addition(MigrationState state, String instance, ComparisonReport report) {
        List<ReadDifference> found = report.differences().stream()
                .filter(difference -> difference.migration().equals(state.name()))
                .toList();
        long unbroken = found.isEmpty() ? 0 : countedSince(state);
        List<LedgerEntry> entries = found.stream()
                .map(difference -> entry(difference, state, instance, report, difference.epoch() >= unbroken))
                .toList();
        return new Addition(state.name(), ledger -> changed(ledger, state, report, entries), entries);
    }

    /** The first epoch under which what was read still counts. */
    private long countedSince(MigrationState state) {
        if (!hasTwoSides(state.phase())) {
            return Long.MAX_VALUE;
        }
        long since = 0;
        for (Transition transition : store.history(state.name())) {
            boolean compares = transition.to().equals(Phase.VERIFY.name());
            boolean breaks = !compares && !transition.to().equals(Phase.SWITCH_READS.name());
            if (breaks) {
                since = transition.epoch() + 1;
            } else if (compares) {
                since = transition.epoch();
            }
        }
        return since;
    }

    private LedgerEntry entry(
            ReadDifference difference, MigrationState state, String instance, ComparisonReport report, boolean counts) {
        return new LedgerEntry(
                clocks.now(),
                instance,
                report.application(),
                difference.epoch(),
                state.phase().name(),
                difference.shape(),
                difference.key(),
                difference.onlyIn().map(Enum::name).orElse(null),
                difference.values().name(),
                difference.columns().stream()
                        .map(column -> new LedgerEntry.Column(
                                column.label(),
                                column.source().orElse(null),
                                column.target().orElse(null)))
                        .toList(),
                counts);
    }

    private Ledger changed(Ledger ledger, MigrationState state, ComparisonReport report, List<LedgerEntry> entries) {
        long same = ledger.same();
        long passing = ledger.passing();
        long differing = ledger.differing();
        Map<String, Long> skipped = new LinkedHashMap<>(ledger.skipped());
        for (Tally tally : report.tallies()) {
            if (tally.migration().equals(state.name())) {
                same += tally.same();
                passing += tally.passing();
                differing += tally.differing();
                tally.skipped().forEach((why, count) -> skipped.merge(why, count, Long::sum));
            }
        }
        return new Ledger(
                same,
                passing,
                differing,
                skipped,
                ledger.lost() + report.lost(),
                shapes(ledger.shapes(), entries),
                doubt(ledger, state, entries).orElse(null));
    }

    private static List<Ledger.Shape> shapes(List<Ledger.Shape> before, List<LedgerEntry> entries) {
        Map<String, Ledger.Shape> bySql = new LinkedHashMap<>();
        for (int i = before.size() - 1; i >= 0; i--) {
            bySql.put(before.get(i).sql(), before.get(i));
        }
        for (LedgerEntry entry : entries) {
            Ledger.Shape known = bySql.remove(entry.shape());
            bySql.put(
                    entry.shape(),
                    known == null
                            ? new Ledger.Shape(entry.shape(), 1, entry.at(), entry.at())
                            : new Ledger.Shape(known.sql(), known.count() + 1, known.firstAt(), entry.at()));
        }
        List<Ledger.Shape> latestFirst = new ArrayList<>(bySql.values());
        java.util.Collections.reverse(latestFirst);
        return latestFirst.stream().limit(MOST_SHAPES).toList();
    }

    private Optional<Doubt> doubt(Ledger ledger, MigrationState state, List<LedgerEntry> entries) {
        List<LedgerEntry> counted = entries.stream().filter(LedgerEntry::counts).toList();
        if (counted.isEmpty()) {
            return ledger.openDoubt();
        }
        Optional<Doubt> same = ledger.openDoubt().filter(doubt -> !doubt.ordered());
        LedgerEntry first = counted.get(0);
        return Optional.of(new Doubt(
                false,
                pass(state),
                same.map(Doubt::count).orElse(0L) + counted.size(),
                same.map(Doubt::shape).orElse(first.shape()),
                same.map(Doubt::key).orElse(first.key()),
                clocks.now()));
    }

    /** Of the comparison of all rows: the last one that may have come too early to see what is known now. */
    private int pass(MigrationState state) {
        Optional<JobState> job = store.job(state.name()).filter(one -> one.job() == Job.VERIFY);
        return job.filter(one -> one.status() != JobStatus.DONE)
                .map(JobState::pass)
                .orElse(Integer.MAX_VALUE);
    }

    /** A migration has left a phase for another one, or begun it anew. */
    void entered(MigrationState left, Phase to) {
        boolean forward = left.phase().next().filter(to::equals).isPresent();
        if (to.job() == Job.VERIFY) {
            store.ledgers()
                    .change(
                            left.name(),
                            ledger -> ledger.withDoubt(
                                    ledger.openDoubt().map(Doubt::asOrdered).orElse(null)));
        } else if (forward && left.phase().job() == Job.VERIFY) {
            store.ledgers().change(left.name(), ledger -> ledger.withDoubt(null));
        }
    }

    /** Why a migration had better not go on; empty if nothing that was found is left open. */
    Optional<String> against(MigrationState state, JobState job) {
        return store.ledgers()
                .ledger(state.name())
                .openDoubt()
                .filter(doubt -> !isCompared(doubt, job))
                .map(doubt -> describe(doubt, state));
    }

    /** While all rows are being compared, it is that job which has the word. */
    private static boolean isCompared(Doubt doubt, JobState job) {
        return job.job() == Job.VERIFY
                && (job.status() != JobStatus.DONE || doubt.ordered() || job.pass() > doubt.pass());
    }

    private static String describe(Doubt doubt, MigrationState state) {
        return "reads of the source and of the target have differed " + doubt.count() + " times, last at "
                + Instant.ofEpochMilli(doubt.lastAt()) + ": in " + doubt.shape()
                + (doubt.key().isEmpty() ? "" : " for " + doubt.key())
                + "; see what with 'verify " + state.name()
                + "', find the writer that bypasses the driver, and have all"
                + " rows compared and repaired with 'verify " + state.name() + " --again'";
    }
}
