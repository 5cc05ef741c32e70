package io.crossfade.migration;

import java.util.List;
import java.util.Optional;

/**
 * What an instance says of itself at regular times, and at once when it has drained an epoch.
 *
 * @param application the name the application goes by; instances of one application share it
 * @param driverVersion the version of the driver
 * @param startedAtMillis when the instance began, in milliseconds since 1970 by its own clock
 * @param holds the epoch that new statements are planned under
 * @param drained the acknowledgement: nothing planned under an epoch before this one is running or uncommitted; never
 *     more than {@code holds}
 * @param sessions how many connections are open
 * @param oldest what stands in the way of acknowledging {@code holds}; empty if nothing does
 * @param shapes some of the statements that an observing instance has seen; empty from any other
 * @param onReplicas whether it has had sessions on read replicas, of which the primary's registry knows nothing
 * @param unknown migrations of the epoch held that the instance's driver doesn't understand: it refuses statements on
 *     their tables
 */
public record Heartbeat(
        String application,
        String driverVersion,
        long startedAtMillis,
        long holds,
        long drained,
        int sessions,
        Optional<InFlight> oldest,
        List<Shape> shapes,
        boolean onReplicas,
        List<Unknown> unknown) {

    public Heartbeat {
        shapes = List.copyOf(shapes);
        unknown = List.copyOf(unknown);
        if (drained > holds) {
            throw new MigrationException("an instance that holds epoch " + holds + " can't have drained " + drained);
        }
    }

    /** Of an instance that observes nothing. */
    public Heartbeat(
            String application,
            String driverVersion,
            long startedAtMillis,
            long holds,
            long drained,
            int sessions,
            Optional<InFlight> oldest) {
        this(application, driverVersion, startedAtMillis, holds, drained, sessions, oldest, List.of());
    }

    /** Of an instance that has had no session on a read replica. */
    public Heartbeat(
            String application,
            String driverVersion,
            long startedAtMillis,
            long holds,
            long drained,
            int sessions,
            Optional<InFlight> oldest,
            List<Shape> shapes) {
        this(application, driverVersion, startedAtMillis, holds, drained, sessions, oldest, shapes, false, List.of());
    }

    /** Of an instance that understands everything. */
    public Heartbeat(
            String application,
            String driverVersion,
            long startedAtMillis,
            long holds,
            long drained,
            int sessions,
            Optional<InFlight> oldest,
            List<Shape> shapes,
            boolean onReplicas) {
        this(
                application,
                driverVersion,
                startedAtMillis,
                holds,
                drained,
                sessions,
                oldest,
                shapes,
                onReplicas,
                List.of());
    }

    /** The same of an instance that has had sessions on read replicas. */
    public Heartbeat withReplicas() {
        return new Heartbeat(
                application, driverVersion, startedAtMillis, holds, drained, sessions, oldest, shapes, true, unknown);
    }

    /**
     * A migration that a driver doesn't understand.
     *
     * @param what it doesn't know
     */
    public record Unknown(String migration, String what) {}

    /**
     * A statement without its values.
     *
     * @param sql the text, with another literal in the place of each
     * @param count how often the instance has run such statements since it began
     */
    public record Shape(String sql, long count) {}

    /**
     * The oldest work that was planned under an earlier epoch.
     *
     * @param epoch the epoch it was planned under
     * @param millis how long it has been going on, in milliseconds
     * @param transaction whether it is an open transaction; else it is one statement
     * @param sql the text last sent in it, without values, cut to a few hundred characters
     */
    public record InFlight(long epoch, long millis, boolean transaction, String sql) {}
}
