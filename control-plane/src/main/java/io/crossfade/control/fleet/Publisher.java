package io.crossfade.control.fleet;

import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.RefusedException;
import io.crossfade.control.job.DatabaseSession;
import io.crossfade.control.job.Fence;
import io.crossfade.migration.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was decided before everybody's eyes: first into the database's fence, then to those who wait for it. Then it
 * looks whether the registry has a session of an instance that nobody knows, which a step or job would have to wait for.
 *
 * <p>Its state is guarded by the fleet's lock; the database is asked without it.
 */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int SHOWN_STRANGERS = 5;

    private final String name;
    private final Fence fence;
    private final SnapshotBoard board;
    private final ReentrantLock lock;
    private final Supplier<Set<String>> members;
    private final Runnable onProgress;

    /** Held while the database is asked, so that one thread does it at a time. Taken before the fleet's lock. */
    private final ReentrantLock working = new ReentrantLock();

    private final ExecutorService background;

    private Snapshot decided;
    private long fenced = -1;
    private long cleared = -1;
    private List<DatabaseSession> strangers = List.of();
    private @Nullable String trouble;
    /** Whether the background has been told and hasn't begun: a database that doesn't answer mustn't pile up work. */
    private boolean queued;
    /** How often an instance has been forgotten without a proof. */
    private long unproved;

    /**
     * @param board shows what was decided before this process began
     * @param lock the fleet's
     * @param members the ids of the instances that are known; called under the lock
     * @param onProgress called under the lock when a step or job may have become possible
     */
    Publisher(
            String name,
            Fence fence,
            SnapshotBoard board,
            ReentrantLock lock,
            Supplier<Set<String>> members,
            Runnable onProgress) {
        this.name = name;
        this.fence = fence;
        this.board = board;
        this.lock = lock;
        this.members = members;
        this.onProgress = onProgress;
        this.decided = board.current();
        this.background = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "crossfade-fence-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The epoch that was decided last, be it shown or not. Under the lock. */
    long epoch() {
        return decided.epoch();
    }

    /** What was decided last. Under the lock. */
    Snapshot decided() {
        return decided;
    }

    /** Whether all may rely on it that new sessions find the last decision in the fence. Under the lock. */
    boolean isShown() {
        return decided.epoch() == 0
                || (fenced == decided.epoch() && board.current().epoch() == decided.epoch());
    }

    /** Takes a decision that has been stored. Under the lock. */
    void decide(Snapshot next) {
        decided = next;
        inBackground();
    }

    /** Why nothing may rest on this epoch yet; empty if something may. Under the lock. */
    List<String> reasonsAgainst(long epoch) {
        if (!isShown()) {
            return List.of("epoch " + decided.epoch() + " isn't shown in the database yet"
                    + (trouble == null ? "" : ": " + trouble));
        }
        if (cleared >= epoch) {
            return List.of();
        }
        if (strangers.isEmpty()) {
            return List.of("the sessions in the database haven't been looked at since epoch " + epoch
                    + (trouble == null ? "" : ": " + trouble));
        }
        List<String> reasons = new ArrayList<>();
        strangers.stream()
                .limit(SHOWN_STRANGERS)
                .forEach(stranger -> reasons.add(stranger
                        + " is one of Crossfade's, but its instance hasn't reported; let it reach the control plane, or"
                        + " end it"));
        if (strangers.size() > SHOWN_STRANGERS) {
            reasons.add("and " + (strangers.size() - SHOWN_STRANGERS) + " more sessions like these");
        }
        return reasons;
    }

    /** Sessions that were found in the registry and may work under an epoch before this one. Under the lock. */
    List<DatabaseSession> strangers(long epoch) {
        return cleared >= epoch ? List.of() : strangers;
    }

    /** Whether no session may work under an epoch before this one but those of known instances. Under the lock. */
    boolean isClear(long epoch) {
        return isShown() && cleared >= epoch;
    }

    /** An instance has been forgotten without a proof that none of its sessions is left. Under the lock. */
    void lookAgain() {
        unproved++;
        cleared = -1;
        inBackground();
    }

    /** Makes sure that the fence can be written, before the first decision rests on it. */
    void prepare() {
        Snapshot current;
        lock.lock();
        try {
            current = decided;
        } finally {
            lock.unlock();
        }
        check(fence.show(current), current);
    }

    /** Shows what was decided and looks for strangers, in this thread, as far as the database answers. */
    void settle() {
        working.lock();
        try {
            show();
            clear();
        } catch (ControlException e) {
            String why =
                    e instanceof RefusedException refused && !refused.reasons().isEmpty()
                            ? e.getMessage() + ": " + String.join("; ", refused.reasons())
                            : e.getMessage();
            lock.lock();
            try {
                if (!why.equals(trouble)) {
                    LOG.warn("{}: {}", name, why);
                }
                trouble = why;
            } finally {
                lock.unlock();
            }
        } finally {
            working.unlock();
        }
    }

    /** The same in the background, if there is something left to do. Under the lock. */
    void inBackground() {
        if (decided.epoch() > 0 && !queued && !isClear(decided.epoch())) {
            try {
                background.execute(this::settleQueued);
                queued = true;
            } catch (RejectedExecutionException e) {
                LOG.debug("{} is being closed; what is left is done at the next start", name);
            }
        }
    }

    private void settleQueued() {
        lock.lock();
        try {
            queued = false;
        } finally {
            lock.unlock();
        }
        settle();
    }

    private void show() {
        Snapshot next;
        lock.lock();
        try {
            if (isShown()) {
                return;
            }
            next = decided;
        } finally {
            lock.unlock();
        }
        check(fence.show(next), next);
        lock.lock();
        try {
            trouble = null;
            fenced = next.epoch();
            if (!board.isShown() || board.current().epoch() < next.epoch()) {
                board.publish(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void check(long shown, Snapshot wanted) {
        if (shown > wanted.epoch()) {
            throw new RefusedException(
                    "the fence of database '" + name + "' shows epoch " + shown + ", later than this control plane's "
                            + wanted.epoch(),
                    List.of("another control plane works on it, or this one's store is an old copy or a new one; put"
                            + " the right store back"));
        }
    }

    private void clear() {
        long epoch;
        long before;
        Set<String> known;
        lock.lock();
        try {
            epoch = decided.epoch();
            if (!isShown() || cleared >= epoch) {
                return;
            }
            known = members.get();
            before = unproved;
        } finally {
            lock.unlock();
        }
        List<DatabaseSession> found = fence.strangers(known);
        lock.lock();
        try {
            trouble = null;
            // Who was forgotten meanwhile was still counted as known.
            if (decided.epoch() == epoch && unproved == before) {
                strangers = found;
                if (found.isEmpty()) {
                    cleared = epoch;
                    onProgress.run();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
