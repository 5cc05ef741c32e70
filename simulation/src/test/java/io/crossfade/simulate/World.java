package io.crossfade.simulate;

import io.crossfade.control.error.NotLeadingException;
import io.crossfade.control.error.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The scheduler of one history. One task runs at a time; at each point where it could be kept waiting, chance says who goes
 * on, or what else happens. Time passes when nobody can go on, or when chance wants it.
 */
final class World {

    /** The one that goes on in this class loader. */
    static World current;

    private static final Deque<Worker> IDLE = new ArrayDeque<>();
    private static final int SPENT = 40_000;

    final Chance chance;
    final List<String> log;
    long nanos = 1_000_000_000L;
    int steps;
    String wrong;

    private final Task main;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> able = new ArrayList<>();
    private Events events;
    private Task task;
    private volatile Task turn;
    private boolean finished;
    private final int stick;
    private final int eventPermille;

    /** What happens besides the tasks going on. */
    interface Events {

        /** How many things wait to be delivered or carried out. */
        int pending();

        /** Lets one of them happen. */
        void happen(int which);

        /** Something that nobody has asked for. */
        void fault();

        /** Nobody can go on, and no time will help: returns whether something has been done about it. */
        boolean stalled();

        /** Whether the task that could go on here doesn't get its turn for a while. */
        boolean deschedules();

        /** Whether an answer comes late. */
        boolean answersLate();

        /** Called after so many steps. */
        void step(int steps);
    }

    /** A thread that tasks are run by, one after the other. */
    static final class Worker extends Thread {

        private volatile Task assigned;

        Worker() {
            super("simulation");
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                Task mine = assigned;
                if (mine == null) {
                    LockSupport.park(this);
                } else {
                    World world = current;
                    world.runHere(mine);
                    assigned = null;
                    synchronized (IDLE) {
                        IDLE.push(this);
                    }
                    world.handOn(mine);
                }
            }
        }
    }

    World(Chance chance, boolean logged) {
        this.chance = chance;
        this.log = logged ? new ArrayList<>() : null;
        this.main = new Task("main", new Proc("history"), false, () -> {});
        this.task = main;
        this.turn = main;
        this.stick = new int[] {0, 40, 70, 90}[chance.below(4)];
        this.eventPermille = new int[] {15, 40, 90}[chance.below(3)];
    }

    static World get() {
        return current;
    }

    Task task() {
        return task;
    }

    boolean isLogged() {
        return log != null;
    }

    void log(String what) {
        if (log != null) {
            log.add(String.format("%6d %9.3f s  %-22s %s", steps, nanos / 1e9 - 1, task, what));
        }
    }

    /** Something is as it must never be. */
    void violate(String what) {
        if (wrong == null) {
            wrong = what;
            log("*** " + what);
        }
        finished = true;
    }

    void finish() {
        finished = true;
    }

    boolean isFinished() {
        return finished;
    }

    Task spawn(Proc proc, String name, Runnable work) {
        Task fresh = new Task(name, proc, false, work);
        tasks.add(fresh);
        return fresh;
    }

    /** Runs something of a process in between, which can't be kept waiting. */
    void inline(Proc proc, String name, Runnable work) {
        Task before = task;
        Task here = new Task(name, proc, true, work);
        task = here;
        try {
            work.run();
        } catch (Death e) {
            log("is killed meanwhile");
        } finally {
            task = before;
        }
    }

    /** Runs the history; returns when it has ended, and nothing of it runs any more. */
    void run(Events what, Thread here) {
        events = what;
        mainThread = here;
        block(() -> finished);
        for (Task each : tasks) {
            each.proc.dead = true;
        }
        unwinding = true;
        block(() -> tasks.isEmpty());
    }

    private Thread mainThread;
    private boolean unwinding;

    /** Somebody else may go on here. */
    void yieldHere() {
        Task me = task;
        checkAlive(me);
        if (me.inline || me.quiet > 0) {
            return;
        }
        if (events != null && events.deschedules()) {
            me.descheduledUntil = steps + 1 + chance.below(80);
        }
        schedule(me);
        checkAlive(me);
    }

    /** Who is here goes on much later, if that happens in this history. */
    void linger() {
        Task me = task;
        checkAlive(me);
        if (!me.inline && me.quiet == 0 && events != null && events.answersLate()) {
            me.descheduledUntil = steps + 1 + chance.below(300);
            schedule(me);
            checkAlive(me);
        }
    }

    /** Waits until the condition holds. */
    void block(BooleanSupplier until) {
        boolean unused = blockFor(until, Task.NEVER);
    }

    /** Waits until the condition holds or so many nanoseconds have passed; returns whether it holds. */
    boolean blockFor(BooleanSupplier until, long longest) {
        Task me = task;
        checkAlive(me);
        if (me.inline || me.quiet > 0) {
            if (until.getAsBoolean()) {
                return true;
            }
            throw new IllegalStateException(me + " can't be kept waiting here");
        }
        me.until = until;
        me.wakeAt = longest == Task.NEVER ? Task.NEVER : nanos + longest;
        try {
            schedule(me);
        } finally {
            me.until = null;
            me.wakeAt = Task.NEVER;
        }
        checkAlive(me);
        return until.getAsBoolean();
    }

    private void checkAlive(Task me) {
        if (me.proc.dead) {
            throw new Death();
        }
    }

    private void schedule(Task me) {
        Task next = pick(me);
        if (next != me) {
            pass(next);
            while (turn != me) {
                LockSupport.park(this);
            }
        }
        task = me;
    }

    private void pass(Task next) {
        if (next == main) {
            turn = next;
            LockSupport.unpark(mainThread);
            return;
        }
        Worker worker = next.worker;
        if (worker == null) {
            synchronized (IDLE) {
                worker = IDLE.isEmpty() ? null : IDLE.pop();
            }
            boolean fresh = worker == null;
            if (fresh) {
                worker = new Worker();
            }
            next.worker = worker;
            turn = next;
            worker.assigned = next;
            if (fresh) {
                worker.start();
            } else {
                LockSupport.unpark(worker);
            }
        } else {
            turn = next;
            LockSupport.unpark(worker);
        }
    }

    private void runHere(Task mine) {
        task = mine;
        try {
            checkAlive(mine);
            mine.work.run();
        } catch (Death e) {
            log("ends: killed");
        } catch (StoreException | NotLeadingException e) {
            if (!mine.proc.ousted) {
                throw e;
            }
            log("has lost its store");
        } catch (RuntimeException | Error e) {
            java.io.StringWriter text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            violate(mine + " failed: " + text);
        }
        mine.finished = true;
        tasks.remove(mine);
    }

    private void handOn(Task ended) {
        pass(pick(ended));
    }

    private Task pick(Task me) {
        while (true) {
            if (unwinding) {
                return tasks.isEmpty() ? main : tasks.get(0);
            }
            Task dying = dying();
            if (dying != null) {
                return dying;
            }
            if (finished) {
                return main;
            }
            if (++steps > SPENT) {
                violate("the history doesn't end");
                continue;
            }
            events.step(steps);
            if (chance.permille(eventPermille)) {
                events.fault();
                continue;
            }
            int pending = events.pending();
            if (me != null && !me.finished && me != main && chance.percent(stick) && me.canGoOn(nanos, steps)) {
                return me;
            }
            able.clear();
            for (Task each : tasks) {
                if (each.canGoOn(nanos, steps)) {
                    able.add(each);
                }
            }
            int all = able.size() + pending;
            if (all == 0 || chance.percent(4)) {
                if (!timePasses()) {
                    if (all == 0 && !someoneIsDescheduled() && !events.stalled()) {
                        violate("nothing can go on");
                    }
                    continue;
                }
                continue;
            }
            int which = chance.below(all);
            if (which < able.size()) {
                return able.get(which);
            }
            events.happen(which - able.size());
        }
    }

    private boolean someoneIsDescheduled() {
        for (Task each : tasks) {
            if (each.descheduledUntil > steps) {
                return true;
            }
        }
        return false;
    }

    private Task dying() {
        for (Task each : tasks) {
            if (each.proc.dead) {
                return each;
            }
        }
        return null;
    }

    /** To the time at which one of those who sleep wakes up, most often the first; others may oversleep. */
    private boolean timePasses() {
        int sleeping = 0;
        long first = Task.NEVER;
        long any = Task.NEVER;
        for (Task each : tasks) {
            if (each.wakeAt != Task.NEVER && each.wakeAt > nanos && each.proc.runs()) {
                first = Math.min(first, each.wakeAt);
                sleeping++;
                if (chance.below(sleeping) == 0) {
                    any = each.wakeAt;
                }
            }
        }
        if (sleeping == 0) {
            return false;
        }
        nanos = chance.percent(90) ? first : any;
        return true;
    }
}
