package io.crossfade.simulate;

/** A thread of the product's: a task of the process that makes it. */
public final class SimulatedThread extends Thread {

    private final Runnable work;
    Task task;

    public SimulatedThread(Runnable work, String name) {
        super(name);
        this.work = work;
    }

    /** For a task that the product hasn't made a thread for. */
    SimulatedThread(Task task) {
        super(task.name);
        this.work = () -> {};
        this.task = task;
    }

    @Override
    public void start() {
        World world = World.get();
        task = world.spawn(world.task().proc, getName(), work);
        task.thread = this;
    }

    @Override
    public void interrupt() {
        if (task != null) {
            task.interrupted = true;
        }
    }
}
