package io.crossfade.jdbc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sessions whose connections were lost while the server was carrying something out for them: a socket that timed out, or
 * was closed by another thread, tells the server nothing until it next reads or writes, and till then a statement that
 * waits for a lock may go on and commit. The database is asked again and again until it has none of them left. Safe for
 * use by several threads.
 */
final class LostSessions {

    private static final Logger LOG = System.getLogger(LostSessions.class.getName());
    private static final long FIRST_MILLIS = 50;
    private static final long NEXT_MILLIS = 1_000;

    private final Connector connector;
    private final ScheduledExecutorService aside;
    /** Guarded by this object's monitor. */
    private final List<Lost> all = new ArrayList<>();

    private record Lost(ServerSession session, Runnable gone) {}

    LostSessions(Connector connector, ScheduledExecutorService aside) {
        this.connector = connector;
        this.aside = aside;
    }

    synchronized void watch(ServerSession session, Runnable gone) {
        all.add(new Lost(session, gone));
        if (all.size() == 1) {
            schedule(FIRST_MILLIS);
        }
    }

    private void schedule(long millis) {
        var unused = aside.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized List<Lost> watched() {
        return List.copyOf(all);
    }

    private void look() {
        List<Lost> gone = new ArrayList<>();
        try (Connection connection = connector.open()) {
            for (Lost lost : watched()) {
                if (!lost.session().isLeft(connection)) {
                    gone.add(lost);
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "whether lost sessions are left in the database can't be seen now", e);
        }
        gone.forEach(lost -> lost.gone().run());
        synchronized (this) {
            all.removeAll(gone);
            if (!all.isEmpty()) {
                schedule(NEXT_MILLIS);
            }
        }
    }
}
