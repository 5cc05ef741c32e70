package io.crossfade.simulate;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Permits among tasks. */
public final class SimulatedSemaphore extends Semaphore {

    private static final long serialVersionUID = 1L;

    public SimulatedSemaphore(int permits) {
        super(permits);
    }

    @Override
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        World world = World.get();
        boolean there = world.blockFor(() -> availablePermits() > 0, unit.toNanos(timeout));
        Hooks.checkInterrupted();
        return there && tryAcquire();
    }
}
