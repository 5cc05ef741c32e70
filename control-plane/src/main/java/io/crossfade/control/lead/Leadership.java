package io.crossfade.control.lead;

import io.crossfade.control.error.ControlException;
import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.store.Election;
import io.crossfade.control.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the lead, and leads for as long as the store says so. With each term all begins as after a restart: what the store
 * has is read anew. When a term ends, for whatever reason, all that was in memory is dropped.
 *
 * <p>Nothing rests on a clock here but how soon somebody leads: who was replaced without noticing is refused by the store and
 * by the applications' databases.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LONGEST_PERIOD = Duration.ofMillis(500);

    private final Election election;
    private final Function<Store, Fleets> begin;
    private final LongSupplier nanos;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "crossfade-lead");
        thread.setDaemon(true);
        return thread;
    });

    private volatile @Nullable Term leading;
    private volatile Optional<String> leader = Optional.empty();
    private volatile String trouble = "";

    /** @param saidNanos when it last said that it leads, before it knew that it was heard */
    private record Term(Store store, Fleets fleets, long saidNanos) {}

    /**
     * @param begin takes up the work where the store says that it was left
     * @param nanos monotonic
     */
    public Leadership(Election election, Function<Store, Fleets> begin, LongSupplier nanos) {
        this.election = election;
        this.begin = begin;
        this.nanos = nanos;
    }

    /**
     * Leads from here on, or waits for its turn.
     *
     * @throws ControlException if the store doesn't answer, or doesn't go with the configuration
     */
    public void start() {
        stand();
        long period = Math.min(LONGEST_PERIOD.toMillis(), election.lease().toMillis() / 5);
        var unused = rounds.scheduleWithFixedDelay(this::round, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * The work of the one that leads.
     *
     * @throws NotLeadingException if that isn't this one, or may not be any more
     */
    public Fleets fleets() {
        Term term = leading;
        if (term == null) {
            throw new NotLeadingException(
                    leader.map(address -> "this control plane stands by; the one at " + address + " leads")
                            .orElse("no control plane leads at the moment" + (trouble.isEmpty() ? "" : ": " + trouble)),
                    leader);
        }
        if (isOver(term)) {
            throw new NotLeadingException("this control plane was held up for longer than its lease, and another one"
                    + " may lead by now; ask again");
        }
        return term.fleets();
    }

    private boolean isOver(Term term) {
        return nanos.getAsLong() - term.saidNanos() > election.lease().toNanos();
    }

    public Standing standing() {
        Term term = leading;
        return term == null || isOver(term)
                ? new Standing(false, 0, leader, trouble)
                : new Standing(true, term.store().term(), Optional.empty(), "");
    }

    /** What is done at regular times, by one thread. */
    void round() {
        try {
            Term term = leading;
            if (term == null) {
                stand();
            } else {
                renew(term);
            }
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).equals(trouble)) {
                LOG.warn("can't lead: {}", e.getMessage(), e instanceof ControlException ? null : e);
            }
            trouble = String.valueOf(e.getMessage());
        }
    }

    private void renew(Term term) {
        long said = nanos.getAsLong();
        try {
            term.store().renew();
            leading = new Term(term.store(), term.fleets(), said);
        } catch (ControlException e) {
            leader = e instanceof NotLeadingException replaced ? replaced.leader() : Optional.empty();
            LOG.warn("term {} is over: {}", term.store().term(), e.getMessage());
            end(term);
        }
    }

    private void stand() {
        long said = nanos.getAsLong();
        Optional<Store> won = election.stand();
        if (won.isEmpty()) {
            Optional<String> now = election.leader();
            if (now.isPresent() && !now.equals(leader)) {
                LOG.info("stands by; the control plane at {} leads", now.get());
            }
            leader = now;
            trouble = "";
            return;
        }
        Store store = won.get();
        try {
            leading = new Term(store, begin.apply(store), said);
        } catch (RuntimeException e) {
            // Another one may be able to.
            store.close();
            throw e;
        }
        leader = Optional.empty();
        trouble = "";
        if (store.term() > 0) {
            LOG.info("leads from here on, in term {}", store.term());
        }
    }

    private void end(Term term) {
        leading = null;
        try {
            term.fleets().close();
        } finally {
            term.store().close();
        }
    }

    /** Stops jobs, which go on at the next start or with the next leader, and gives up the lead. */
    @Override
    public void close() {
        rounds.shutdownNow();
        try {
            if (!rounds.awaitTermination(election.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the store doesn't answer; its session is left to the server");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Term term = leading;
        if (term != null) {
            end(term);
        }
        election.close();
    }
}
