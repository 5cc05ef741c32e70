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
import java.util.TreeMap;

/** What a run of the machine has seen. */
final class Report {

    private static final int SHOWN = 12;

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

    void world(long nanos) {
        worlds++;
        buildingNanos += nanos;
    }

    void statement() {
        statements++;
    }

    void execution() {
        executions++;
    }

    long statements() {
        return statements;
    }

    void plainFailure(Outcome outcome) {
        outcome.answers().stream()
                .filter(Failure.class::isInstance)
                .map(Failure.class::cast)
                .forEach(failure -> plainFailures.merge(
                        failure.sqlState() + " " + Difference.general(failure.message()), 1, Integer::sum));
    }

    void refusal(String message, Generated statement) {
        refused++;
        String reason = Difference.general(message);
        refusals.merge(reason, 1, Integer::sum);
        refusedExamples.putIfAbsent(reason, statement.steps() + " -> " + message);
    }

    void knownBug(String name) {
        knownBugs.merge(name, 1, Integer::sum);
    }

    /** Whether a difference is worth shrinking: not many of its kind have been seen. */
    boolean isNew(Difference difference, Generated statement) {
        String kind = difference.kind() + " in "
                + statement
                        .steps()
                        .get(0)
                        .sql()
                        .replaceFirst("(?s)\\W*(\\w+).*", "$1")
                        .toUpperCase(Locale.ROOT);
        return differences.merge(kind, 1, Integer::sum) <= 1;
    }

    void failure(Case failure) {
        failures.add(failure);
    }

    List<Case> failures() {
        return List.copyOf(failures);
    }

    /** The share of executions that Crossfade refused. */
    double refusedShare() {
        return executions == 0 ? 0 : (double) refused / executions;
    }

    double failedShare() {
        return statements == 0
                ? 0
                : (double) plainFailures.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        / statements;
    }

    String text(String title) {
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
                differences.values().stream().mapToInt(Integer::intValue).sum()));
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
