package io.crossfade.control.fleet;

import io.crossfade.control.error.RefusedException;
import io.crossfade.control.error.UnknownNameException;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.Store;
import io.crossfade.control.store.Transition;
import io.crossfade.migration.Incarnation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions of the driver in the application's database. What was open in them is rolled back there, and each is written
 * down.
 *
 * <p>Its state is guarded by the fleet's lock; the database is asked without it.
 */
final class SessionEnder {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnder.class);
    /** For an application to notice that its session was ended, before all of its sessions are. */
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private static final String STRANGER = "of an instance that hasn't reported";

    private final String name;
    private final ApplicationDatabase database;
    private final Store store;
    private final Clocks clocks;
    private final ReentrantLock lock;
    private final Members members;
    private final Publisher publisher;
    private final DrainProofs proofs;
    private final Supplier<List<MigrationState>> active;

    /**
     * @param lock the fleet's
     * @param active the migrations under way; called under the lock
     */
    SessionEnder(
            String name,
            ApplicationDatabase database,
            Store store,
            Clocks clocks,
            ReentrantLock lock,
            Members members,
            Publisher publisher,
            DrainProofs proofs,
            Supplier<List<MigrationState>> active) {
        this.name = name;
        this.database = database;
        this.store = store;
        this.clocks = clocks;
        this.lock = lock;
        this.members = members;
        this.publisher = publisher;
        this.proofs = proofs;
        this.active = active;
    }

    /**
     * Ends what holds a step up, once the fence shows it: until then, what is opened in its place is no further.
     *
     * @throws RefusedException if the control plane's user may not do that
     */
    void endWhatHolds(MigrationState state, Obstruction obstruction) {
        long shown = shown();
        if (shown < obstruction.epoch()) {
            return;
        }
        for (InstanceView instance : obstruction.instances()) {
            // One that has acknowledged the epoch, and doesn't understand the migration, isn't helped by that.
            if (!instance.hasAcknowledged(obstruction.epoch())) {
                record(List.of(state), endWhatHolds(instance, obstruction, shown));
            }
        }
        record(List.of(state), end(obstruction.strangers(), STRANGER, false));
    }

    /**
     * Of an instance that reports, the sessions in which something has been going on since the step was decided. If it doesn't
     * acknowledge the step after that, and of an instance that is silent, all that may be at an earlier epoch.
     */
    private List<String> endWhatHolds(InstanceView instance, Obstruction obstruction, long shown) {
        List<DatabaseSession> sessions = database.sessions(instance.id());
        DrainProofs.Watch watch;
        boolean all;
        lock.lock();
        try {
            watch = proofs.watch(instance.id(), obstruction.epoch(), shown, sessions);
            all = instance.liveness() != Liveness.LIVE || proofs.age(watch).compareTo(NOTICE) >= 0;
        } finally {
            lock.unlock();
        }
        long waited = obstruction.waited().toMillis();
        List<DatabaseSession> holding = sessions.stream()
                .filter(session -> watch.before().contains(session.process()))
                .filter(session -> all || session.isBusyFor(waited))
                .toList();
        return end(holding, of(instance.id()), false);
    }

    /** The epoch that a session opened from now on finds in the fence; 0 if that isn't sure. */
    private long shown() {
        lock.lock();
        try {
            return publisher.isShown() ? publisher.epoch() : 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the sessions of an instance, or of all that were given a name.
     *
     * @return one sentence for each session that was ended, or would be
     */
    List<String> endSessions(String nameOrId, boolean dryRun) {
        List<String> known;
        lock.lock();
        try {
            known = members.ids().stream()
                    .filter(id -> id.equals(nameOrId) || Incarnation.nameIn(id).equals(nameOrId))
                    .sorted()
                    .toList();
        } finally {
            lock.unlock();
        }
        List<String> ended = new ArrayList<>();
        for (String instance : known.isEmpty() ? List.of(nameOrId) : known) {
            ended.addAll(endSessionsOf(instance, dryRun));
        }
        if (ended.isEmpty() && known.isEmpty()) {
            throw new UnknownNameException("database '" + name + "' knows no instance '" + nameOrId + "'");
        }
        return ended;
    }

    private List<String> endSessionsOf(String instance, boolean dryRun) {
        long shown = shown();
        List<DatabaseSession> sessions = database.sessions(instance);
        lock.lock();
        try {
            if (shown > 0 && !dryRun) {
                var unused = proofs.watch(instance, shown, shown, sessions);
            }
        } finally {
            lock.unlock();
        }
        List<String> ended = end(sessions, of(instance), dryRun);
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
        List<String> ended = end(database.fence().strangers(known), STRANGER, dryRun);
        return dryRun ? ended : recorded(ended);
    }

    private static String of(String instance) {
        return "of instance '" + instance + "'";
    }

    private List<String> end(List<DatabaseSession> sessions, String whose, boolean dryRun) {
        List<String> ended = new ArrayList<>();
        for (DatabaseSession session : sessions) {
            if (dryRun || database.end(session.process())) {
                ended.add(session + ", " + whose);
            }
        }
        return ended;
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
