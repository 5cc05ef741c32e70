package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Claim;
import io.crossfade.phase.Instance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** The read replicas on which an instance has sessions. Safe for use by several threads. */
final class Replicas {

    private static final Logger LOG = System.getLogger(Replicas.class.getName());
    private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_MILLIS = 20;
    private static volatile long patienceNanos = USUAL_NANOS;

    private final Database kind;
    private final BiFunction<Snapshot, Connector, Plans> planning;
    private final Map<String, Replica> byServer = new ConcurrentHashMap<>();
    private volatile long latest;

    /** @param planning what is planned on a replica that is reached in a certain way */
    Replicas(Database kind, BiFunction<Snapshot, Connector, Plans> planning) {
        this.kind = kind;
        this.planning = planning;
    }

    /** How long a new session waits for a replica that is behind, and a JVM's end for sessions on replicas. */
    static long catchUpNanos() {
        return patienceNanos;
    }

    /** For tests of what happens afterwards. */
    static void takePatience(long nanos) {
        patienceNanos = nanos;
    }

    static void takeUsualPatience() {
        patienceNanos = USUAL_NANOS;
    }

    /** The instance knows of an epoch: replicas that don't show it yet are looked at until they do. */
    void follow(long epoch) {
        latest = epoch;
        byServer.values().forEach(replica -> replica.follow(epoch));
    }

    synchronized Optional<Claim<Plans>> join(Instance<Plans> instance, ServerSession.Standby standby, Connector how) {
        byServer.values().removeIf(Replica::isLeft);
        Replica replica =
                byServer.computeIfAbsent(standby.server(), server -> new Replica(kind, standby, instance, planning));
        Optional<Claim<Plans>> claim = replica.join(standby.shown(), how);
        claim.ifPresent(joined -> replica.follow(latest));
        return claim;
    }

    void shows(ServerSession.Standby standby) {
        Replica replica = byServer.get(standby.server());
        if (replica != null) {
            replica.shows(standby.shown());
        }
    }

    void lookForChanges() {
        byServer.values().forEach(Replica::lookForChanges);
    }

    /** Whether no session is left, before the JVM ends: only then may the instance say goodbye. */
    boolean awaitNone(Instance<Plans> instance) {
        long end = System.nanoTime() + patienceNanos;
        while (instance.laggingSessions() > 0) {
            if (System.nanoTime() - end > 0) {
                LOG.log(
                        Level.WARNING,
                        "Crossfade doesn''t say goodbye: connections to read replicas are open at the end of the JVM, and"
                                + " may be in use. Close the pool, or tell the control plane when the process has ended");
                return false;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
