package io.crossfade.faults;

import java.util.Random;

/** How long things take that could take any time, from a seed. For one thread. */
final class Timing {

    private static final long SHORT_MILLIS = 1_000;

    private final Random random;
    private final long pauseMillis;

    /** @param pauseMillis how long a process is stopped, or a line cut, at least */
    Timing(long seed, long pauseMillis) {
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
    }

    /** Before a fault strikes, from the request for the step or from when the phase was seen. */
    void beforeFault() throws InterruptedException {
        // Mostly while the step is being taken, sometimes when the job is well under way.
        Thread.sleep(random.nextInt(random.nextInt(4) == 0 ? 1_000 : 80));
    }

    void during(Fault fault) throws InterruptedException {
        Thread.sleep(fault.lasts() ? pauseMillis + random.nextLong(SHORT_MILLIS) : random.nextLong(SHORT_MILLIS));
    }
}
