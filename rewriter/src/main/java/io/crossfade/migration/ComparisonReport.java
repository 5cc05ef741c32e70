package io.crossfade.migration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance has found by reading both sides, since the last report that the control plane has taken.
 *
 * @param application the name the application goes by
 * @param startedAtMillis when the instance began, by its own clock: its reports are counted from there
 * @param sequence counts the reports of one run of an instance, from 1; one that is sent again has the same
 * @param epoch the epoch that the instance holds
 * @param tallies one for each migration of which something was counted
 * @param differences the oldest first
 * @param lost how many differences weren't kept, since there were too many to tell
 */
public record ComparisonReport(
        String application,
        long startedAtMillis,
        long sequence,
        long epoch,
        List<Tally> tallies,
        List<ReadDifference> differences,
        long lost) {

    /** More than an instance sends at a time. */
    public static final int MOST_DIFFERENCES = 100;

    public ComparisonReport {
        tallies = List.copyOf(tallies);
        differences = List.copyOf(differences);
    }

    /**
     * How the comparisons of one migration ended.
     *
     * @param same both sides gave the same
     * @param passing they differed, and a moment later didn't any more
     * @param differing they differed, and did so again in a later snapshot
     * @param skipped how many weren't compared after all, by the reason
     */
    public record Tally(String migration, long same, long passing, long differing, Map<String, Long> skipped) {

        public Tally {
            skipped = Map.copyOf(skipped);
        }
    }

    /** How a report shows values. Keys are shown in any case: they are how the row is found. */
    public enum Values {
        /** Not at all. */
        OFF,
        /** As a hash under a secret of the instance: who sees two can tell only whether they are the same. */
        HASHED,
        /** As they are, cut. */
        SHOWN;

        /** @throws MigrationException if there is none of that name */
        public static Values of(String name) {
            for (Values each : values()) {
                if (each.name().equals(name)) {
                    return each;
                }
            }
            throw new MigrationException("values are '" + name + "'; this version knows OFF, HASHED and SHOWN");
        }
    }

    /**
     * A row, or a query's only value, that wasn't the same on both sides.
     *
     * @param epoch under which both sides were read
     * @param atMillis when, by the instance's clock
     * @param shape the statement without its values
     * @param key what finds the row, by the names of its columns; empty if the statement doesn't tell
     * @param onlyIn the side that has a row which the other hasn't; empty if both have it
     * @param columns those of the result that differ; all of them if one side has no such row
     */
    public record ReadDifference(
            String migration,
            long epoch,
            long atMillis,
            String shape,
            Map<String, String> key,
            Optional<Side> onlyIn,
            Values values,
            List<DifferingColumn> columns) {

        public ReadDifference {
            key = Map.copyOf(key);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column of a result.
     *
     * @param label as the application sees it
     * @param source empty for NULL, where there is no such row, and where values are off
     * @param target the same
     */
    public record DifferingColumn(String label, Optional<String> source, Optional<String> target) {}
}
