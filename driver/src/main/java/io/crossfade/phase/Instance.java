package io.crossfade.phase;

import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.UnknownMigration;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * This JVM as the control plane counts it: follows the epochs of one database and reports how far it has drained.
 *
 * <p>The follower thread publishes generations, and whoever finds a later one in the database; the reporter thread alone
 * talks of them.
 */
public final class Instance<P> {

    private static final Logger LOG = System.getLogger(Instance.class.getName());
    private static final long SHORTEST_BACKOFF_MILLIS = 200;
    private static final long LONGEST_BACKOFF_MILLIS = 15_000;
    private static final int OPENING_ROUNDS = 20;

    private final Identity identity;
    private final SnapshotSource source;
    private final Derivation<P> derivation;
    private final Observation observation;
    private final Epochs<P> epochs;
    private final LaggingEpochs<P> lagging = new LaggingEpochs<>();
    private final Object publishing = new Object();
    private final Object announcing = new Object();
    private final Semaphore drainCheck = new Semaphore(0);
    private final Beats beats = new Beats(System.nanoTime());
    private final Thread follower;
    private final Thread reporter;
    private volatile boolean closed;
    private volatile boolean onReplicas;
    private volatile boolean knownToBeOnReplicas;

    /**
     * What an instance says of itself.
     *
     * @param application the name the application goes by
     * @param driverVersion the version of this driver
     * @param startedAtMillis by this machine's clock
     */
    public record Identity(String application, String driverVersion, long startedAtMillis) {}

    private Instance(
            Identity identity,
            SnapshotSource source,
            Derivation<P> derivation,
            Observation observation,
            Snapshot first) {
        this.identity = identity;
        this.source = source;
        this.derivation = derivation;
        this.observation = observation;
        this.epochs = new Epochs<>(
                new Generation<>(first, derivation.derive(first, null)), System::nanoTime, drainCheck::release);
        this.follower = Threads.daemon("crossfade-follow-" + first.database(), this::follow);
        this.reporter = Threads.daemon("crossfade-report-" + first.database(), this::report);
    }

    /**
     * Fetches the snapshot and announces the instance, so that the control plane counts it before it runs a statement.
     *
     * @throws IOException if the source can't be reached
     * @throws MigrationException if it sends what this version doesn't understand
     */
    public static <P> Instance<P> open(
            Identity identity, SnapshotSource source, Derivation<P> derivation, Observation observation)
            throws IOException, InterruptedException {
        Instance<P> instance = new Instance<>(identity, source, derivation, observation, source.fetch());
        instance.announce();
        instance.follower.start();
        instance.reporter.start();
        return instance;
    }

    /**
     * Begins with a snapshot from elsewhere, since the source can't be reached. Who opens it sees to it that its sessions are
     * waited for all the same.
     */
    public static <P> Instance<P> openUnannounced(
            Identity identity,
            SnapshotSource source,
            Derivation<P> derivation,
            Observation observation,
            Snapshot first) {
        Instance<P> instance = new Instance<>(identity, source, derivation, observation, first);
        instance.follower.start();
        instance.reporter.start();
        return instance;
    }

    /** Goes by a snapshot from elsewhere, if it is later than the current one. */
    public void adopt(Snapshot snapshot) {
        synchronized (publishing) {
            if (snapshot.epoch() > epochs.current().epoch()) {
                accept(snapshot);
            }
        }
    }

    public Epochs<P> epochs() {
        return epochs;
    }

    /**
     * Makes sure that the control plane knows of sessions on read replicas, which the primary's registry doesn't have: from
     * here on it doesn't take this instance for gone because the registry has none of it.
     *
     * @throws IOException if it can't be reached
     * @throws MigrationException if it doesn't understand that
     */
    public void announceReplicas() throws IOException, InterruptedException {
        if (knownToBeOnReplicas) {
            return;
        }
        synchronized (announcing) {
            if (!knownToBeOnReplicas) {
                onReplicas = true;
                // Until now it may have taken the registry's word: no replica is used that is behind what it went by.
                lagging.passed(source.report(heartbeat()).epoch());
                knownToBeOnReplicas = true;
            }
        }
    }

    /** Whether there have been sessions on read replicas. */
    public boolean isOnReplicas() {
        return onReplicas;
    }

    /** The epochs of a server whose data is behind. */
    public Epochs<P> laggingEpochs(Generation<P> first) {
        return new Epochs<>(first, System::nanoTime, drainCheck::release);
    }

    /**
     * A claim for a session on a server whose data is behind.
     *
     * @param server as a message names it
     * @return empty if it is behind what this instance has acknowledged
     */
    public Optional<Claim<P>> join(String server, Epochs<P> behind) {
        return lagging.join(server, behind);
    }

    /** The latest epoch that has been acknowledged. */
    public long acknowledged() {
        return lagging.acknowledged();
    }

    /** How many sessions there are on servers whose data is behind. */
    public int laggingSessions() {
        return lagging.sessions();
    }

    /** A server has caught up, or a session on it is gone: what is drained may be more now. */
    public void lookAtDrained() {
        drainCheck.release();
    }

    public SnapshotSource source() {
        return source;
    }

    /** Stops the threads and says goodbye. No claim may be left. */
    public void close() {
        closed = true;
        follower.interrupt();
        reporter.interrupt();
        try {
            source.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | MigrationException e) {
            LOG.log(Level.DEBUG, () -> "Crossfade could not say goodbye to " + source.place() + ": " + e);
        }
    }

    /** Until the source knows this instance under the epoch of this moment. */
    private void announce() throws IOException, InterruptedException {
        for (int round = 0; round < OPENING_ROUNDS; round++) {
            if (source.report(heartbeat()).epoch() <= epochs.current().epoch()) {
                return;
            }
            accept(source.fetch());
        }
        throw new IOException(source.place()
                + " changes its epoch faster than this instance can follow, or names one it doesn't serve");
    }

    private void follow() {
        Outage outage = new Outage("follow the migrations of " + source.place());
        while (!closed) {
            try {
                long asked = System.nanoTime();
                Optional<Snapshot> next = source.await(epochs.current().epoch());
                if (outage.over()) {
                    beats.atOnce();
                    drainCheck.release();
                }
                if (next.isPresent() && accept(next.get())) {
                    continue;
                }
                if (System.nanoTime() - asked < TimeUnit.MILLISECONDS.toNanos(SHORTEST_BACKOFF_MILLIS)) {
                    Thread.sleep(SHORTEST_BACKOFF_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!closed && !outage.pause(e)) {
                    return;
                }
            }
        }
    }

    /** Publishes a snapshot; false if it isn't later than the current one. */
    private boolean accept(Snapshot next) {
        synchronized (publishing) {
            return publish(next);
        }
    }

    private boolean publish(Snapshot next) {
        Generation<P> current = epochs.current();
        if (!next.database().equals(current.snapshot().database())) {
            throw new MigrationException("the snapshot is of database '" + next.database() + "', not of '"
                    + current.snapshot().database() + "'");
        }
        if (next.epoch() < current.epoch()) {
            throw new MigrationException("the snapshot has epoch " + next.epoch() + ", but epochs never go back and "
                    + current.epoch() + " is in use already");
        }
        if (next.epoch() == current.epoch()) {
            return false;
        }
        warnOfUnknown(next, current.snapshot());
        epochs.publish(new Generation<>(next, derivation.derive(next, current.plans())));
        drainCheck.release();
        return true;
    }

    private void warnOfUnknown(Snapshot next, Snapshot before) {
        for (UnknownMigration migration : next.unknown()) {
            if (!before.unknown().contains(migration)) {
                LOG.log(
                        Level.ERROR,
                        () -> "Crossfade's driver " + identity.driverVersion() + " doesn't understand migration '"
                                + migration.name() + "' and refuses statements on " + migration.tables() + ": "
                                + migration.what());
            }
        }
    }

    private void report() {
        Outage outage = new Outage("report to " + source.place());
        int turns = source.turns();
        while (!closed) {
            try {
                if (drainCheck.tryAcquire(beats.pause(System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    drainCheck.drainPermits();
                }
                long now = System.nanoTime();
                epochs.advanceClock();
                if (source.turns() != turns) {
                    turns = source.turns();
                    beats.atOnce();
                }
                long drained = lagging.acknowledge(epochs.drained());
                if (!beats.isDue(now, drained, epochs.current().epoch())) {
                    continue;
                }
                beats.sent(now);
                Heartbeat heartbeat = heartbeat();
                SnapshotSource.Answer answer = source.report(heartbeat);
                observation.reported(heartbeat.shapes());
                beats.answered(now, heartbeat, answer);
                outage.over();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                outage.note(e);
            }
        }
    }

    private Heartbeat heartbeat() {
        // In this order: what is drained can't be more than what is held.
        long drained = lagging.acknowledge(epochs.drained());
        Snapshot current = epochs.current().snapshot();
        long held = current.epoch();
        Optional<Heartbeat.InFlight> oldest = epochs.oldest().or(() -> lagging.oldestBefore(held));
        return new Heartbeat(
                identity.application(),
                identity.driverVersion(),
                identity.startedAtMillis(),
                held,
                drained,
                epochs.sessions() + lagging.sessions(),
                oldest,
                observation.unreported(Beats.SHAPES),
                onReplicas,
                current.unknown().stream()
                        .map(migration -> new Heartbeat.Unknown(migration.name(), migration.what()))
                        .toList());
    }

    /** Says once that something fails, and once that it works again. Used by one thread. */
    private static final class Outage {

        private final String purpose;
        private int failures;

        Outage(String purpose) {
            this.purpose = purpose;
        }

        void note(Exception cause) {
            if (failures++ == 0) {
                Level level = cause instanceof MigrationException ? Level.ERROR : Level.WARNING;
                LOG.log(
                        level,
                        () -> "Crossfade can't " + purpose + "; it keeps the epoch it has and tries again: "
                                + describe(cause));
            }
        }

        /** Waits before the next try, longer each time; false if it was told to stop. */
        boolean pause(Exception cause) {
            note(cause);
            long backoff = Math.min(LONGEST_BACKOFF_MILLIS, SHORTEST_BACKOFF_MILLIS << Math.min(failures - 1, 10));
            try {
                Thread.sleep(backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2 + 1));
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }

        /** Whether it is over just now. */
        boolean over() {
            boolean failed = failures > 0;
            if (failed) {
                LOG.log(Level.INFO, () -> "Crossfade can " + purpose + " again");
                failures = 0;
            }
            return failed;
        }

        private static String describe(Exception cause) {
            String message = cause.getMessage();
            return message == null ? cause.getClass().getSimpleName() : message;
        }
    }
}
