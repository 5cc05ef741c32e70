package io.crossfade.control.fleet;

import io.crossfade.control.job.RecordedStatement;
import io.crossfade.migration.Heartbeat.Shape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of statements that observing instances have reported since this process began. Safe for use by several
 * threads.
 *
 * <p>It holds a bounded number of them; what comes later isn't kept.
 */
final class ReportedShapes {

    private static final int MOST = 10_000;

    /** How often each instance has run each statement. */
    private final Map<String, Map<String, Long>> counts = new HashMap<>();

    /** @param shapes with what the instance has counted since it began */
    synchronized void add(String instance, List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (counts.size() < MOST || counts.containsKey(shape.sql())) {
                counts.computeIfAbsent(shape.sql(), sql -> new HashMap<>()).put(instance, shape.count());
            }
        }
    }

    /** The most frequent first. */
    synchronized List<RecordedStatement> all() {
        return counts.entrySet().stream()
                .map(entry -> new RecordedStatement(
                        entry.getKey(),
                        entry.getValue().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()))
                .sorted(Comparator.comparingLong(RecordedStatement::calls).reversed())
                .toList();
    }
}
