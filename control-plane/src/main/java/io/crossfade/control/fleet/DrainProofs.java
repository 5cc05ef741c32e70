package io.crossfade.control.fleet;

import io.crossfade.control.job.DatabaseSession;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Instances whose sessions have been ended, and which of those that could be at an earlier epoch the database still has.
 * Every session that was opened when the fence showed an epoch goes by that epoch, so an instance has drained the ones
 * before as soon as the sessions are gone that it had then; it may not know itself, as nobody tells a client that its
 * session has ended before it sends something.
 *
 * <p>Owned by the database's fleet: used under its lock only.
 */
final class DrainProofs {

    private final Clocks clocks;
    private final Map<String, Watch> watches = new HashMap<>();

    /**
     * What is to be proved of an instance.
     *
     * @param epoch that the fence showed when the sessions were listed
     * @param before the numbers of those that are left of them
     */
    record Watch(String instance, long epoch, Set<Long> before, long sinceNanos) {}

    DrainProofs(Clocks clocks) {
        this.clocks = clocks;
    }

    /**
     * Begins, unless it has begun for the epoch needed or a later one.
     *
     * @param shown the fence's epoch, not before the one that is needed
     * @param sessions that there were when the fence showed that already
     */
    Watch watch(String instance, long needed, long shown, Collection<DatabaseSession> sessions) {
        Watch old = watches.get(instance);
        if (old != null && old.epoch() >= needed) {
            return old;
        }
        Watch begun = new Watch(instance, shown, numbers(sessions), clocks.nanoTime());
        watches.put(instance, begun);
        return begun;
    }

    List<Watch> all() {
        return List.copyOf(watches.values());
    }

    /** How long ago sessions were first to be ended for it. */
    Duration age(Watch watch) {
        return Duration.ofNanos(clocks.nanoTime() - watch.sinceNanos());
    }

    /** Takes note of the sessions that there are now. Returns whether none is left of those before. */
    boolean isProved(Watch watch, Collection<DatabaseSession> sessions) {
        Set<Long> left = numbers(sessions);
        left.retainAll(watch.before());
        if (watches.containsKey(watch.instance())) {
            watches.put(watch.instance(), new Watch(watch.instance(), watch.epoch(), left, watch.sinceNanos()));
        }
        return left.isEmpty();
    }

    void end(String instance) {
        watches.remove(instance);
    }

    private static Set<Long> numbers(Collection<DatabaseSession> sessions) {
        return sessions.stream().map(DatabaseSession::process).collect(Collectors.toSet());
    }
}
