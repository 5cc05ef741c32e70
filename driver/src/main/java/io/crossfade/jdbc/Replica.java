package io.crossfade.jdbc;

import io.crossfade.migration.Snapshot;
import io.crossfade.phase.Claim;
import io.crossfade.phase.Epochs;
import io.crossfade.phase.Generation;
import io.crossfade.phase.Instance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A read replica as an instance knows it: a server with epochs of its own, which are those that its copy of the fence has
 * shown. While it doesn't show the instance's epoch, one thread looks at it again and again, on a connection of its own.
 *
 * <p>It stays what it is when the server becomes the primary: its sessions are counted as before, and their claims keep
 * epochs from being acknowledged that they don't work under yet.
 */
final class Replica {

    private static final Logger LOG = System.getLogger(Replica.class.getName());
    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 500;
    private static final int CONNECTION_SECONDS = 15;
    private static final long WARMING_NANOS = 300_000_000;

    private final String server;
    private final Instance<Plans> instance;
    private final BiFunction<Snapshot, Connector, Plans> planning;
    private final Database kind;
    private final Epochs<Plans> epochs;
    private final Object publishing = new Object();
    private volatile @Nullable Connector connector;

    /** Guarded by this object's monitor, as the next. */
    private long wanted;

    private @Nullable Thread watcher;

    Replica(
            Database kind,
            ServerSession.Standby standby,
            Instance<Plans> instance,
            BiFunction<Snapshot, Connector, Plans> planning) {
        this.kind = kind;
        this.server = standby.server();
        this.instance = instance;
        this.planning = planning;
        this.epochs =
                instance.laggingEpochs(new Generation<>(standby.shown(), planning.apply(standby.shown(), this::open)));
    }

    private Connection open() throws SQLException {
        Connector known = connector;
        if (known == null) {
            throw SqlState.CATALOG.exception("no connection to read replica " + server + " has been opened yet");
        }
        return known.open();
    }

    /** @return empty if it is behind what has been acknowledged */
    Optional<Claim<Plans>> join(Snapshot shown, Connector how) {
        connector = how;
        shows(shown, false);
        return instance.join(server, epochs);
    }

    /** Whether no session is on it. */
    boolean isLeft() {
        return epochs.sessions() == 0;
    }

    /** Its copy of the fence shows that: from here on, its transactions begin under it. */
    void shows(Snapshot shown) {
        shows(shown, false);
    }

    /** @param warm whether what was in use is to be planned before */
    private void shows(Snapshot shown, boolean warm) {
        synchronized (publishing) {
            Generation<Plans> current = epochs.current();
            if (shown.epoch() > current.epoch()) {
                Plans next = planning.apply(shown, this::open);
                if (warm) {
                    next.warmFrom(current.plans(), WARMING_NANOS);
                }
                epochs.publish(new Generation<>(shown, next));
                instance.lookAtDrained();
            }
        }
    }

    synchronized void follow(long epoch) {
        wanted = Math.max(wanted, epoch);
        if (watcher == null && isBehind()) {
            Thread started = new Thread(this::watch, "crossfade-replica");
            started.setDaemon(true);
            started.setContextClassLoader(Replica.class.getClassLoader());
            watcher = started;
            started.start();
        }
    }

    private boolean isBehind() {
        return !isLeft() && epochs.current().epoch() < wanted;
    }

    private synchronized boolean ends() {
        if (isBehind()) {
            return false;
        }
        watcher = null;
        return true;
    }

    private void watch() {
        Connection connection = null;
        long pause = FIRST_MILLIS;
        boolean failing = false;
        try {
            while (!ends()) {
                try {
                    if (connection == null) {
                        connection = open();
                        connection.setNetworkTimeout(Runnable::run, CONNECTION_SECONDS * 1_000);
                    }
                    ServerSession.Standby found =
                            kind.shown(connection, epochs.current().snapshot().database());
                    if (!found.server().equals(server)) {
                        throw new SQLException("the connection leads to another server, " + found.server());
                    }
                    shows(found.shown(), true);
                } catch (SQLException | RuntimeException e) {
                    LOG.log(
                            failing ? Level.DEBUG : Level.INFO,
                            "Crossfade can''t see which epoch read replica {0} shows, and tries again: {1}",
                            server,
                            String.valueOf(e.getMessage()));
                    failing = true;
                    close(connection);
                    connection = null;
                }
                Thread.sleep(pause);
                pause = Math.min(LONGEST_MILLIS, pause * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(connection);
            abandon(Thread.currentThread());
        }
    }

    private synchronized void abandon(Thread ended) {
        if (watcher == ended) {
            watcher = null;
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the connection to a read replica is broken", e);
            }
        }
    }

    void lookForChanges() {
        epochs.current().plans().lookForChanges();
    }
}
