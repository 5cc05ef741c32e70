package io.crossfade.compare.generate;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers from which worlds are made, each for one of them. Safe for use by several threads. */
final class Seeds {

    private final AtomicLong next;

    /** @param first each next one has the next number */
    Seeds(long first) {
        this.next = new AtomicLong(first);
    }

    long next() {
        return next.getAndIncrement();
    }
}
