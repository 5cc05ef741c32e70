package io.crossfade.control.job;

import io.crossfade.control.error.DatabaseException;
import io.crossfade.migration.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fence that shows what a test says. */
public final class FakeFence implements Fence {

    public final List<DatabaseSession> strangers = new CopyOnWriteArrayList<>();
    public volatile long shown = -1;
    public volatile @Nullable String outage;
    /** Runs after somebody has looked for strangers and before they hear of any. */
    public volatile Runnable meanwhile = () -> {};

    public final AtomicInteger attempts = new AtomicInteger();

    @Override
    public long show(Snapshot snapshot) {
        answer();
        shown = Math.max(shown, snapshot.epoch());
        return shown;
    }

    @Override
    public List<DatabaseSession> strangers(Set<String> instances) {
        answer();
        List<DatabaseSession> found = List.copyOf(strangers);
        meanwhile.run();
        return found;
    }

    private void answer() {
        attempts.incrementAndGet();
        String why = outage;
        if (why != null) {
            throw new DatabaseException(why, new SQLException(why));
        }
    }
}
