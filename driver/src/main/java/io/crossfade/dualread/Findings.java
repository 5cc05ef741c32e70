package io.crossfade.dualread;

import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found and isn't known to the control plane yet, within a bound. Safe for use by several threads.
 *
 * <p>A report is sent unchanged until it is taken, so that nothing is counted twice.
 */
public final class Findings {

    /** How many differences are kept while nobody takes them. */
    static final int MOST = 500;

    private final String application;
    private final long startedAtMillis;
    private final Map<String, Counted> counted = new TreeMap<>();
    private final Deque<ReadDifference> differences = new ArrayDeque<>();
    private long lost;
    private long sequence;
    private @Nullable ComparisonReport pending;

    /** Of one migration. */
    private static final class Counted {
        private long same;
        private long passing;
        private long differing;
        private final Map<String, Long> skipped = new LinkedHashMap<>();
    }

    public Findings(String application, long startedAtMillis) {
        this.application = application;
        this.startedAtMillis = startedAtMillis;
    }

    public synchronized void same(String migration) {
        of(migration).same++;
    }

    /** They differed, and a moment later didn't any more. */
    public synchronized void passing(String migration) {
        of(migration).passing++;
    }

    /** What was drawn isn't compared, for a reason in one word. */
    public synchronized void skipped(String migration, String why) {
        of(migration).skipped.merge(why, 1L, Long::sum);
    }

    public synchronized void differing(String migration, List<ReadDifference> found) {
        of(migration).differing++;
        for (ReadDifference difference : found) {
            if (differences.size() < MOST) {
                differences.add(difference);
            } else {
                lost++;
            }
        }
    }

    /** The report to send now: the one before, if that hasn't been taken. */
    public synchronized ComparisonReport next(long epoch) {
        ComparisonReport report = pending;
        if (report == null) {
            report = new ComparisonReport(
                    application, startedAtMillis, ++sequence, epoch, takeTallies(), takeDifferences(), lost);
            lost = 0;
            pending = report;
        }
        return report;
    }

    /** Whether there is something to tell. */
    public synchronized boolean isEmpty() {
        return pending == null && counted.isEmpty() && differences.isEmpty();
    }

    /** Whether more differences wait than go with one report: later ones may be lost if they wait for long. */
    public synchronized boolean fillAReport() {
        return differences.size() >= ComparisonReport.MOST_DIFFERENCES;
    }

    /** The control plane has it. */
    public synchronized void taken(ComparisonReport report) {
        if (Optional.ofNullable(pending)
                .filter(one -> one.sequence() == report.sequence())
                .isPresent()) {
            pending = null;
        }
    }

    private List<Tally> takeTallies() {
        List<Tally> tallies = new ArrayList<>();
        counted.forEach((migration, count) ->
                tallies.add(new Tally(migration, count.same, count.passing, count.differing, count.skipped)));
        counted.clear();
        return tallies;
    }

    private List<ReadDifference> takeDifferences() {
        List<ReadDifference> taken = new ArrayList<>();
        while (!differences.isEmpty() && taken.size() < ComparisonReport.MOST_DIFFERENCES) {
            taken.add(differences.removeFirst());
        }
        return taken;
    }

    private Counted of(String migration) {
        return counted.computeIfAbsent(migration, name -> new Counted());
    }
}
