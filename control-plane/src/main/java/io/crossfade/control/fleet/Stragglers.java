package io.crossfade.control.fleet;

import io.crossfade.control.error.DatabaseException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Instances that don't answer, or that keep a step from being acknowledged: what the database proves about them, and the
 * ending of their sessions there.
 *
 * <p>Its state is guarded by the fleet's lock; the database is asked without it.
 */
final class Stragglers {

    private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);
    /** For an application to notice that its session was ended, before all of its sessions are. */
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private final String name;
    private final ApplicationDatabase database;
    private final Store store;
    private final Clocks clocks;
    private final ReentrantLock lock;
    private final Members members;
    private final Publisher publisher;
    private final Supplier<List<MigrationState>> active;
    private final Runnable onProgress;
    private final SessionEnder sessionEnder;
    private final DrainProofs proofs;

    /**
     * @param lock the fleet's
     * @param active the migrations under way; called under the lock
     * @param onProgress called under the lock when a step or job may have become possible
     */
    Stragglers(
            String name,
            ApplicationDatabase database,
            Store store,
            Clocks clocks,
            ReentrantLock lock,
            Members members,
            Publisher publisher,
            Supplier<List<MigrationState>> active,
            Runnable onProgress) {
        this.name = name;
        this.database = database;
        this.store = store;
        this.clocks = clocks;
        this.lock = lock;
        this.members = members;
        this.publisher = publisher;
        this.active = active;
        this.onProgress = onProgress;
        this.sessionEnder = new SessionEnder(database);
        this.proofs = new DrainProofs(clocks);
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

    /**
     * Ends what holds a step up.
     *
     * @throws RefusedException if the control plane's user may not do that
     */
    void endWhatHolds(MigrationState state, Obstruction obstruction) {
        for (InstanceView instance : obstruction.instances()) {
            record(List.of(state), endWhatHolds(instance, obstruction));
        }
        record(List.of(state), sessionEnder.endStrangers(obstruction.strangers(), false));
    }

    /**
     * Of an instance that reports, the sessions in which something has been going on since the step was decided. If it doesn't
     * acknowledge the step after that, and of an instance that is silent, all that may be at an earlier epoch.
     */
    private List<String> endWhatHolds(InstanceView instance, Obstruction obstruction) {
        boolean all = instance.liveness() != Liveness.LIVE || hasBeenNoticed(instance.id(), obstruction.epoch());
        long waited = obstruction.waited().toMillis();
        List<DatabaseSession> sessions = watched(instance.id()).stream()
                .filter(session -> all || session.isBusyFor(waited))
                .toList();
        return sessionEnder.end(instance.id(), sessions, false);
    }

    private boolean hasBeenNoticed(String instance, long epoch) {
        lock.lock();
        try {
            return proofs.since(instance, epoch)
                    .filter(since -> since.compareTo(NOTICE) >= 0)
                    .isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** The sessions of an instance. Those that may be at an epoch before the fence's are kept in mind. */
    private List<DatabaseSession> watched(String instance) {
        long shown;
        lock.lock();
        try {
            shown = publisher.isShown() ? publisher.epoch() : 0;
        } finally {
            lock.unlock();
        }
        List<DatabaseSession> sessions = database.sessions(instance);
        lock.lock();
        try {
            if (shown > 0) {
                proofs.begin(instance, shown, sessions);
            }
        } finally {
            lock.unlock();
        }
        return sessions;
    }

    /** @return one sentence for each session of the instance that was ended, or would be */
    List<String> endSessions(String instance, boolean dryRun) {
        List<DatabaseSession> sessions = dryRun ? database.sessions(instance) : watched(instance);
        List<String> ended = sessionEnder.end(instance, sessions, dryRun);
        boolean known;
        lock.lock();
        try {
            known = members.find(instance).isPresent();
        } finally {
            lock.unlock();
        }
        if (ended.isEmpty() && !known) {
            throw new UnknownNameException("database '" + name + "' knows no instance '" + instance + "'");
        }
        return dryRun ? ended : recorded(ended);
    }

    /** @return one sentence for each session of an instance that isn't known that was ended, or would be */
    List<String> endStrangers(boolean dryRun) {
        Set<String> known;
        lock.lock();
        try {
            known = members.ids();
        } finally {
            lock.unlock();
        }
        List<String> ended = sessionEnder.endStrangers(database.fence().strangers(known), dryRun);
        return dryRun ? ended : recorded(ended);
    }

    private List<String> recorded(List<String> ended) {
        lock.lock();
        try {
            record(active.get(), ended);
        } finally {
            lock.unlock();
        }
        return ended;
    }

    /** Nobody's session is ended without a trace. */
    private void record(List<MigrationState> concerned, List<String> ended) {
        lock.lock();
        try {
            for (String session : ended) {
                LOG.warn("{}: ended {}", name, session);
                for (MigrationState state : concerned) {
                    String phase = state.phase().name();
                    int percent = state.migration().targetPercent();
                    store.record(new Transition(
                            state.name(), clocks.now(), phase, phase, percent, publisher.epoch(), "ended " + session));
                }
            }
            publisher.inBackground();
        } finally {
            lock.unlock();
        }
    }
}
