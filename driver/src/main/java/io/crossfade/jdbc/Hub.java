package io.crossfade.jdbc;

import io.crossfade.migration.Migration;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Instance;
import io.crossfade.phase.Observation;
import io.crossfade.phase.SnapshotSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one instance that all connections of this JVM to a database share. It lives as long as there is a connection, and
 * a while longer: pools close and open.
 */
final class Hub implements SessionOwner {

    private static final Logger LOG = System.getLogger(Hub.class.getName());
    private static final long LINGER_SECONDS = 60;
    private static final long CATALOG_SECONDS = 30;

    /** How long a new epoch waits for its plans. What isn't planned by then is planned while it is in use. */
    private static final long WARMING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final ScheduledThreadPoolExecutor ASIDE = aside();

    private final String id;
    private final SnapshotSource source;
    private final Instance.Identity identity;
    private final SqlPlanning.Factory planning;
    private final Database database;
    private final Optional<Shapes> shapes;
    private final Registry registry;
    private final Optional<DualReads> reads;
    private final LostSessions lostSessions;
    private final Replicas replicas;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private @Nullable Instance<Plans> instance;
    private @Nullable ScheduledFuture<?> catalogWatch;
    /** Leads to the primary, as soon as a session has been opened there. */
    private volatile Connector connector = Hub::unconnected;

    private volatile boolean leadsToPrimary;
    private int connections;
    private long uses;

    Hub(
            String id,
            SnapshotSource source,
            Instance.Identity identity,
            SqlPlanning.Factory planning,
            Database database,
            Optional<Shapes> shapes,
            Registry registry,
            Function<Connector, Optional<DualReads>> reads) {
        this.id = id;
        this.reads = reads.apply(() -> connector.open());
        this.lostSessions = new LostSessions(() -> connector.open(), ASIDE);
        this.registry = registry;
        this.source = source;
        this.identity = identity;
        this.planning = planning;
        this.database = database;
        this.shapes = shapes;
        this.replicas = new Replicas(database, this::onReplica);
    }

    String id() {
        return id;
    }

    /** What the driver asks of a new connection's session, which is to hold a lock of this instance. */
    ServerSession session(java.sql.Connection delegate) throws SQLException {
        return database.session(delegate, registry);
    }

    /** Goes by what the database's fence shows, if that is later than what is known: the control plane may be out of reach. */
    @Override
    public void adopt(Snapshot snapshot) {
        running().adopt(snapshot);
    }

    @Override
    public Optional<Claim<Plans>> join(ServerSession.Standby standby) throws SQLException {
        return join(standby, connector);
    }

    @Override
    public void shows(ServerSession.Standby standby) {
        replicas.shows(standby);
    }

    /** Who owns the sessions that are opened in a certain way. */
    SessionOwner openedBy(Connector how) {
        return new SessionOwner() {
            @Override
            public void adopt(Snapshot later) {
                Hub.this.adopt(later);
            }

            @Override
            public Optional<Claim<Plans>> join(ServerSession.Standby standby) throws SQLException {
                return Hub.this.join(standby, how);
            }

            @Override
            public void shows(ServerSession.Standby standby) {
                Hub.this.shows(standby);
            }

            @Override
            public void watch(ServerSession lost, Runnable gone) {
                Hub.this.watch(lost, gone);
            }
        };
    }

    private Optional<Claim<Plans>> join(ServerSession.Standby standby, Connector how) throws SQLException {
        Instance<Plans> running = running();
        try {
            running.announceReplicas();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlState.NO_SNAPSHOT.exception("interrupted while waiting for " + source.place(), e);
        } catch (IOException | MigrationException e) {
            throw SqlState.NO_SNAPSHOT.exception(
                    "Crossfade opens no session on a read replica before " + source.place()
                            + " knows that this instance has such: the primary's registry doesn't show them. "
                            + describe(e) + ". The next attempt asks again",
                    e);
        }
        if (standby.shown().epoch() > running.epochs().current().epoch()) {
            running.adopt(standby.shown());
        }
        return replicas.join(running, standby, how);
    }

    /** Plans for what runs on a read replica, by the catalog there. */
    private Plans onReplica(Snapshot snapshot, Connector how) {
        return new Plans(snapshot, planning, database, how, shapes, Optional.empty());
    }

    /** A session has been opened on the primary in that way. */
    void leadsToPrimary(Connector how) {
        connector = how;
        leadsToPrimary = true;
    }

    private Instance<Plans> running() {
        Instance<Plans> running = instance;
        if (running == null) {
            throw new IllegalStateException("no connection has been opened yet");
        }
        return running;
    }

    /** Counts as a connection until it is gone: the instance mustn't say goodbye before. */
    @Override
    public void watch(ServerSession lost, Runnable gone) {
        lock.lock();
        try {
            connections++;
            uses++;
        } finally {
            lock.unlock();
        }
        lostSessions.watch(lost, () -> {
            gone.run();
            release();
        });
    }

    /**
     * Makes sure that the control plane counts this instance, and counts one more connection.
     *
     * @param latest how a connection of the delegate is opened now; credentials may have changed
     */
    Epochs<Plans> acquire(Connector latest) throws SQLException {
        lock.lock();
        try {
            if (!leadsToPrimary) {
                connector = latest;
            }
            Instance<Plans> running = instance;
            if (running == null) {
                running = open();
                instance = running;
                Epochs<Plans> epochs = running.epochs();
                catalogWatch = ASIDE.scheduleWithFixedDelay(
                        () -> {
                            epochs.current().plans().lookForChanges();
                            replicas.lookForChanges();
                        },
                        CATALOG_SECONDS,
                        CATALOG_SECONDS,
                        TimeUnit.SECONDS);
            }
            connections++;
            uses++;
            return running.epochs();
        } finally {
            lock.unlock();
        }
    }

    /** Says once if code is written for the target of a migration that isn't there: until it is, nothing maps its columns. */
    void warnOfUnknown(Set<String> adopted) {
        if (adopted.isEmpty()) {
            return;
        }
        Set<String> known = epochs().current().snapshot().migrations().stream()
                .map(Migration::name)
                .collect(Collectors.toSet());
        for (String name : adopted) {
            if (!known.contains(name) && warned.add(name)) {
                LOG.log(
                        Level.WARNING,
                        "Crossfade doesn''t know migration ''{0}'' of database ''{1}'', which {2} names: until it is"
                                + " started, its columns are as the database has them",
                        name,
                        epochs().current().snapshot().database(),
                        Setting.ADOPTED.key());
            }
        }
    }

    /** The epochs of the instance that runs. */
    Epochs<Plans> epochs() {
        return running().epochs();
    }

    /** One connection less; the last one takes the instance with it, unless another comes soon. */
    void release() {
        lock.lock();
        try {
            connections--;
            if (connections == 0) {
                long seen = uses;
                var unused = ASIDE.schedule(() -> closeUnlessUsedSince(seen), LINGER_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye at once: the JVM ends. */
    void shutDown() {
        Instance<Plans> running = instance;
        if (running != null && (!running.isOnReplicas() || replicas.awaitNone(running))) {
            running.close();
        }
    }

    private void closeUnlessUsedSince(long seen) {
        lock.lock();
        try {
            Instance<Plans> running = instance;
            // A goodbye that is late would pass sessions by that are opened on replicas meanwhile.
            if (uses == seen && running != null && !running.isOnReplicas()) {
                running.close();
                instance = null;
                reads.ifPresent(DualReads::rest);
                if (catalogWatch != null) {
                    catalogWatch.cancel(false);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Instance<Plans> open() throws SQLException {
        Observation observation = shapes.map(Observation.class::cast).orElse(Observation.NONE);
        try {
            return Instance.open(identity, source, this::derive, observation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlState.NO_SNAPSHOT.exception("interrupted while waiting for " + source.place(), e);
        } catch (IOException | MigrationException e) {
            Optional<Snapshot> shown = fence(e);
            if (shown.isPresent()) {
                LOG.log(
                        Level.WARNING,
                        "Crossfade can''t reach {0} ({1}); it goes by what the database itself shows, epoch {2}, and tries"
                                + " again",
                        source.place(),
                        describe(e),
                        shown.get().epoch());
                return Instance.openUnannounced(identity, source, this::derive, observation, shown.get());
            }
            throw SqlState.NO_SNAPSHOT.exception(
                    "Crossfade can't learn where the migrations stand from " + source.place() + ": " + describe(e)
                            + ". It opens no connection without that; the next attempt asks again",
                    e);
        }
    }

    private Plans derive(Snapshot snapshot, @Nullable Plans previous) {
        Plans plans = new Plans(snapshot, planning, database, () -> connector.open(), shapes, reads);
        reads.ifPresent(comparing -> comparing.follow(snapshot));
        replicas.follow(snapshot.epoch());
        if (previous != null && !plans.warmFrom(previous, WARMING_NANOS)) {
            ASIDE.execute(() -> plans.warmFrom(previous, Long.MAX_VALUE));
        }
        return plans;
    }

    /** What the database shows, in the place of a control plane that doesn't answer. */
    private Optional<Snapshot> fence(Exception cause) throws SQLException {
        Optional<String> logical = registry.database();
        if (logical.isEmpty()) {
            return Optional.empty();
        }
        try {
            return database.fence(connector, logical.get());
        } catch (SQLException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }

    private static String describe(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static java.sql.Connection unconnected() throws SQLException {
        throw SqlState.CATALOG.exception("no connection has been opened yet");
    }

    private static ScheduledThreadPoolExecutor aside() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "crossfade-aside");
            thread.setDaemon(true);
            thread.setContextClassLoader(Hub.class.getClassLoader());
            return thread;
        });
        executor.setKeepAliveTime(2 * LINGER_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
