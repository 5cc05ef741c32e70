package io.crossfade.migration;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a migration stands. What a phase means is data; nothing else in the code decides by the name of a phase.
 *
 * <p>Two adjacent phases can be in use at the same time: whatever one of them writes, the other can read. Two that are
 * not adjacent can't.
 */
public enum Phase {
    EXPAND(Reads.SOURCE, EnumSet.of(Side.SOURCE), Job.EXPAND),
    DUAL_WRITE(Reads.SOURCE, EnumSet.of(Side.SOURCE, Side.TARGET), Job.NONE),
    BACKFILL(Reads.SOURCE, EnumSet.of(Side.SOURCE, Side.TARGET), Job.BACKFILL),
    VERIFY(Reads.SOURCE, EnumSet.of(Side.SOURCE, Side.TARGET), Job.VERIFY),
    SWITCH_READS(Reads.BY_PERCENTAGE, EnumSet.of(Side.SOURCE, Side.TARGET), Job.PREPARE_SWITCH),
    TARGET_ONLY(Reads.TARGET, EnumSet.of(Side.TARGET), Job.NONE),
    CONTRACT(Reads.TARGET, EnumSet.of(Side.TARGET), Job.CONTRACT),
    COMPLETE(Reads.TARGET, EnumSet.of(Side.TARGET), Job.NONE);

    /** Which side answers a query. */
    private enum Reads {
        SOURCE,
        TARGET,
        /** The target in the given percentage of the transactions. */
        BY_PERCENTAGE
    }

    private final Reads reads;
    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Side> writes;

    private final Job job;

    Phase(Reads reads, Set<Side> writes, Job job) {
        this.reads = reads;
        this.writes = Set.copyOf(writes);
        this.job = job;
    }

    /**
     * The side that a transaction reads.
     *
     * @param targetPercent how many of 100 transactions read the target, where the phase leaves it open
     * @param roll the transaction's lot, from 0 to 99
     */
    public Side reads(int targetPercent, int roll) {
        return switch (reads) {
            case SOURCE -> Side.SOURCE;
            case TARGET -> Side.TARGET;
            case BY_PERCENTAGE -> roll < targetPercent ? Side.TARGET : Side.SOURCE;
        };
    }

    /** Whether a percentage decides which side is read. */
    public boolean readsByPercentage() {
        return reads == Reads.BY_PERCENTAGE;
    }

    public Set<Side> writes() {
        return writes;
    }

    public boolean writes(Side side) {
        return writes.contains(side);
    }

    /** The job that starts once every instance has acknowledged the phase. */
    public Job job() {
        return job;
    }

    /** The next phase; empty for the last. */
    public Optional<Phase> next() {
        return neighbour(1);
    }

    /** The phase before; empty for the first, and for those from which there is no way back. */
    public Optional<Phase> previous() {
        return irreversible() ? Optional.empty() : neighbour(-1);
    }

    /** Whether the source structure is being dropped or is gone. */
    public boolean irreversible() {
        return job == Job.CONTRACT || next().isEmpty();
    }

    /** Whether a migration may step from this phase to the other. */
    public boolean leadsTo(Phase other) {
        return next().filter(other::equals).isPresent()
                || previous().filter(other::equals).isPresent();
    }

    /**
     * The phase of that name.
     *
     * @throws MigrationException if there is none: a phase of a later version must not be taken for another
     */
    public static Phase of(String name) {
        return Arrays.stream(values())
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MigrationException(
                        "unknown phase '" + name + "'; this version knows " + Arrays.toString(values())));
    }

    private Optional<Phase> neighbour(int step) {
        Phase[] all = values();
        int index = Arrays.asList(all).indexOf(this) + step;
        return index < 0 || index >= all.length ? Optional.empty() : Optional.of(all[index]);
    }
}
