package io.crossfade.control.store;

import java.time.Duration;

/**
 * How long a step may wait for everybody to acknowledge it.
 *
 * @param limitMillis from the decision on, or from the start of the control plane if that was later
 * @param onLimit what happens then
 */
public record Patience(long limitMillis, OnLimit onLimit) {

    public static Patience of(Duration limit, OnLimit onLimit) {
        return new Patience(limit.toMillis(), onLimit);
    }
}
