package io.crossfade.control.fleet;

import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that don't answer: what the database proves about them.
 *
 * <p>Its state is guarded by the fleet's lock; the database is asked without it.
 */
final class Stragglers {

    private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);

    private final String name;
    private final ApplicationDatabase database;
    private final ReentrantLock lock;
    private final Members members;
    private final Publisher publisher;
    private final DrainProofs proofs;
    private final Runnable onProgress;

    /**
     * @param lock the fleet's
     * @param onProgress called under the lock when a step or job may have become possible
     */
    Stragglers(
            String name,
            ApplicationDatabase database,
            ReentrantLock lock,
            Members members,
            Publisher publisher,
            DrainProofs proofs,
            Runnable onProgress) {
        this.name = name;
        this.database = database;
        this.lock = lock;
        this.members = members;
        this.publisher = publisher;
        this.proofs = proofs;
        this.onProgress = onProgress;
    }

    /** Forgets silent instances that the database proves to be gone. */
    void dropGone() {
        List<InstanceView> lost;
        lock.lock();
        try {
            lost = members.lost();
        } finally {
            lock.unlock();
        }
        lost.forEach(this::dropIfGone);
    }

    /** What the registry says counts only if the fence showed the epoch before it was asked, and shows it still. */
    private void dropIfGone(InstanceView instance) {
        if (instance.heartbeat().onReplicas()) {
            return; // the registry doesn't know its sessions there
        }
        long epoch;
        lock.lock();
        try {
            if (!publisher.isShown()) {
                return;
            }
            epoch = publisher.epoch();
        } finally {
            lock.unlock();
        }
        try {
            if (database.hasSessions(instance.id())) {
                return;
            }
        } catch (DatabaseException e) {
            LOG.debug("no proof about instance {}: {}", instance.id(), e.getMessage());
            return;
        }
        lock.lock();
        try {
            boolean stillLost = members.lost().stream()
                    .anyMatch(lost -> lost.id().equals(instance.id()) && lost.lastSeen() == instance.lastSeen());
            if (stillLost && publisher.epoch() == epoch) {
                LOG.info("instance {} of {} is gone: it is silent and has no session left", instance.id(), name);
                members.gone(instance.id(), "it fell silent, and the database has no session of it left");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks whether instances have drained whose sessions were ended. */
    void proveDrained() {
        watches().forEach(this::prove);
    }

    private List<DrainProofs.Watch> watches() {
        lock.lock();
        try {
            return proofs.all();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the sessions are gone that an instance had when some of them were ended. */
    private void prove(DrainProofs.Watch watch) {
        List<DatabaseSession> sessions;
        try {
            sessions = database.sessions(watch.instance());
        } catch (DatabaseException e) {
            LOG.debug("no proof about instance {}: {}", watch.instance(), e.getMessage());
            return;
        }
        lock.lock();
        try {
            boolean needed = members.find(watch.instance())
                    .filter(instance -> !instance.hasAcknowledged(watch.epoch()))
                    .filter(instance -> !instance.heartbeat().onReplicas())
                    .isPresent();
            if (!needed) {
                proofs.end(watch.instance());
            } else if (proofs.isProved(watch, sessions)) {
                LOG.info("instance {} of {} has drained: its sessions have been ended", watch.instance(), name);
                members.proved(watch.instance(), watch.epoch());
                proofs.end(watch.instance());
                onProgress.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
