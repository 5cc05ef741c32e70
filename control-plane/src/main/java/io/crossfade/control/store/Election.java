package io.crossfade.control.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Which one of several control planes may write a store. Used by one thread, but for {@link #leader} and {@link #close}.
 *
 * <p>Every method throws {@link io.crossfade.control.error.StoreException} if the store doesn't answer.
 */
public interface Election extends AutoCloseable {

    /**
     * Takes the lead, if nobody has it or whoever has it hasn't said so for the time of a lease. What that one does from here on
     * with its own store is refused.
     *
     * @return the store for the new term; it is given up by being closed. Empty if another control plane leads
     */
    Optional<Store> stand();

    /** Where the control plane listens that leads, by its own word; empty if none does. */
    Optional<String> leader();

    /** How long who leads counts as leading without saying so. */
    Duration lease();

    @Override
    void close();
}
