package io.crossfade.simulate;

import java.util.concurrent.locks.ReentrantLock;

/** A lock among tasks. Under a fair one, which is the fleet's, the product waits for nobody: so nobody else goes on. */
public final class SimulatedLock extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    private final transient boolean quiet;
    private transient Task owner;
    private transient int holds;

    public SimulatedLock() {
        this.quiet = false;
    }

    public SimulatedLock(boolean fair) {
        this.quiet = fair;
    }

    @Override
    public void lock() {
        World world = World.get();
        Task me = world.task();
        if (me.proc.dead) {
            throw new Death();
        }
        if (owner != me) {
            if (owner != null) {
                world.block(() -> owner == null);
            }
            owner = me;
            if (quiet) {
                me.quiet++;
            }
        }
        holds++;
    }

    @Override
    public void unlock() {
        Task me = World.get().task();
        if (owner != me) {
            if (me.proc.dead) {
                return;
            }
            throw new IllegalMonitorStateException(me + " doesn't hold the lock");
        }
        if (--holds == 0) {
            owner = null;
            if (quiet) {
                me.quiet--;
            }
        }
    }
}
