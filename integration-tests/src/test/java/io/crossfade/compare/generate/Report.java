package io.crossfade.compare.generate;

import com.sun.management.OperatingSystemMXBean;
import io.crossfade.compare.Outcome;
import io.crossfade.compare.Outcome.Failure;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a run of the machine has seen. Safe for use by several threads. */
final class Report {

    private static final int SHOWN = 12;
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final long statementsWanted;
    private final long deadline;
    private final long start = System.nanoTime();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, String> refusedExamples = new TreeMap<>();
    private final Map<String, Integer> plainFailures = new TreeMap<>();
    private final Map<String, Integer> knownBugs = new TreeMap<>();
    private final Map<String, Integer> differences = new TreeMap<>();
    private final List<Case> failures = new ArrayList<>();
    private long worlds;
    private long buildingNanos;
    private long statements;
    private long executions;
    private long refused;
    private long accepted;
    private long otherValues;
    private long lastLine = start;

    /** Of a run without an end that it could say. */
    Report() {
        this(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Of a run that ends after so many statements, or at a time.
     *
     * @param deadline in {@link System#nanoTime}
     */
    Report(long statementsWanted, long deadline) {
        this.statementsWanted = statementsWanted;
        this.deadline = deadline;
    }

    /** Whether there is to be another statement. */
    synchronized boolean goesOn() {
        return statements < statementsWanted && System.nanoTime() < deadline;
    }

    /** Counts the next statement, if there is to be one. */
    synchronized boolean begins() {
        if (!goesOn()) {
            return false;
        }
        statements++;
        return true;
    }

    /** A line about how far it is, now and then. */
    synchronized Optional<String> progress() {
        long now = System.nanoTime();
        if (now - lastLine < BETWEEN_LINES_NANOS) {
            return Optional.empty();
        }
        lastLine = now;
        double seconds = (now - start) / 1e9;
        double rate = statements / seconds;
        double left =
                statementsWanted == Long.MAX_VALUE ? (deadline - now) / 1e9 : (statementsWanted - statements) / rate;
        return Optional.of(String.format(
                Locale.ROOT,
                "%d statements, %d comparisons, %.1f statements/s, %.0f s gone (%.0f of CPU in this JVM), about %.0f s left, %d refused, %d differences",
                statements,
                executions,
                rate,
                seconds,
                cpuSeconds(),
                left,
                refused,
                differencesSeen()));
    }

    private int differencesSeen() {
        return differences.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void world(long nanos) {
        worlds++;
        buildingNanos += nanos;
    }

    synchronized void execution() {
        executions++;
    }

    synchronized long statements() {
        return statements;
    }

    synchronized void plainFailure(Outcome outcome) {
        outcome.answers().stream()
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .forEach(failure -> plainFailures.merge(
                        failure.sqlState() + " " + Difference.general(failure.message()), 1, Integer::sum));
    }

    /**
     * What Crossfade refuses. A value for an added column, in phases that don't keep it, is refused by design: it is shown, but
     * doesn't count.
     */
    synchronized void refusal(String message, Generated statement) {
        refused += message.contains("which in this phase keeps no value yet") ? 0 : 1;
        String reason = Difference.general(message);
        refusals.merge(reason, 1, Integer::sum);
        refusedExamples.putIfAbsent(reason, statement.steps() + " -> " + message);
    }

    /** The plain database rejects the type of a value, and Crossfade doesn't. */
    synchronized void accepted() {
        accepted++;
    }

    /** Of several values that don't fit, each side names another. */
    synchronized void otherValue() {
        otherValues++;
    }

    synchronized void knownBug(String name) {
        knownBugs.merge(name, 1, Integer::sum);
    }

    /** Whether a difference is worth shrinking: not many of its kind have been seen. */
    synchronized boolean isNew(Difference difference, Generated statement) {
        String kind = difference.kind() + " in "
                + statement
                        .steps()
                        .get(0)
                        .sql()
                        .replaceFirst("(?s)\\W*(\\w+).*", "$1")
                        .toUpperCase(Locale.ROOT);
        return differences.merge(kind, 1, Integer::sum) <= 1;
    }

    synchronized void failure(Case failure) {
        failures.add(failure);
    }

    synchronized List<Case> failures() {
        return List.copyOf(failures);
    }

    /** The share of executions that Crossfade refused. */
    synchronized double refusedShare() {
        return executions == 0 ? 0 : (double) refused / executions;
    }

    synchronized double failedShare() {
        return statements == 0
                ? 0
                : (double) plainFailures.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        / statements;
    }

    synchronized String text(String title) {
        double seconds = (System.nanoTime() - start) / 1e9;
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d worlds (made in %.0f s), %d statements, %d comparisons in %.0f s (%.0f statements/s, %.1f s of CPU in this JVM); refused %.3f %%;"
                        + " %.1f %% fail on the plain database; %d differences%n",
                title,
                worlds,
                buildingNanos / 1e9,
                statements,
                executions,
                seconds,
                statements / seconds,
                cpuSeconds(),
                100 * refusedShare(),
                100 * failedShare(),
                differencesSeen()));
        if (accepted > 0) {
            text.append("  value of another type accepted ").append(accepted).append(" times\n");
        }
        if (otherValues > 0) {
            text.append("  another of several wrong values named ")
                    .append(otherValues)
                    .append(" times\n");
        }
        append(text, "difference", differences);
        append(text, "known bug", knownBugs);
        append(text, "refused", refusals);
        refusedExamples.values().forEach(example -> text.append("  for instance: ")
                .append(example)
                .append('\n'));
        append(text, "fails when plain", plainFailures);
        return text.toString();
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    private static void append(StringBuilder text, String title, Map<String, Integer> counts) {
        counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue()))
                .limit(SHOWN)
                .forEach(entry -> text.append(
                        String.format(Locale.ROOT, "  %s %d times: %s%n", title, entry.getValue(), entry.getKey())));
    }
}
