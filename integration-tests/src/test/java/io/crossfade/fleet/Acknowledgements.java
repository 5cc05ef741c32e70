package io.crossfade.fleet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When the last of some instances was told that its acknowledgement of an epoch is known. */
final class Acknowledgements {

    private static final long PATIENCE_SECONDS = 120;

    private final int instances;
    private final Map<Long, CountDownLatch> missing = new ConcurrentHashMap<>();

    Acknowledgements(int instances) {
        this.instances = instances;
    }

    /** An instance has come from having drained one epoch to another. */
    void noted(long before, long drained) {
        for (long epoch = before + 1; epoch <= drained; epoch++) {
            missing(epoch).countDown();
        }
    }

    void await(long epoch) throws InterruptedException {
        if (!missing(epoch).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(missing(epoch).getCount() + " of " + instances
                    + " instances haven't acknowledged epoch " + epoch + " after " + PATIENCE_SECONDS + " s");
        }
    }

    private CountDownLatch missing(long epoch) {
        return missing.computeIfAbsent(epoch, unused -> new CountDownLatch(instances));
    }
}
