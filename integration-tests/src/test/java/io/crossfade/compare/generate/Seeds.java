package io.crossfade.compare.generate;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers from which worlds are made, each for one of them. Safe for use by several threads. */
final class Seeds {

    private final AtomicLong next;
    private final int statements;

    /**
     * @param first each next one has the next number
     * @param statements for each world: making it costs as much as some hundred of them
     */
    Seeds(long first, int statements) {
        this.next = new AtomicLong(first);
        this.statements = statements;
    }

    int statements() {
        return statements;
    }

    long next() {
        return next.getAndIncrement();
    }
}
