package io.crossfade.protocol;

import java.util.Arrays;

/**
 * One state of the model: the control plane, the database, the messages between, and some instances with one session
 * each. Mutable: the search fills one object again and again.
 *
 * <p>Epochs aren't numbers here but ages: 0 is the one that the control plane has decided last, 1 the one before, 2 the one
 * before that, and 3 stands for all that are older. So there are finitely many states, however many steps a migration takes.
 */
final class State {

    static final int CURRENT = 0;
    static final int OLDEST = 3;

    /** In the place of an age: there is none. */
    static final int NONE = 4;

    static final int CLOSED = 0;
    /** The half of opening that is done first is done. */
    static final int OPENING = 1;

    static final int OPEN = 2;

    static final int NO_JOB = 0;
    static final int JOB_RUNS = 1;
    static final int JOB_DONE = 2;
    /** Begun, by a control plane that has died; that it has begun is durable. */
    static final int JOB_INTERRUPTED = 3;

    Stage stage = Stage.EXPAND;
    Stage before = Stage.EXPAND;
    int fence;
    int shown;
    int job;
    /** Whether the last decision took the one before back, so that the stage is that of age 2, too. */
    boolean withdrawn;

    boolean registryChecked;
    boolean sourceStale;
    boolean sourceDropped;
    boolean sourceFresh;
    boolean targetFresh;
    /** A write of the fence that a control plane sent before it died. */
    int lateFence;
    /** The epoch of a job's transaction that a control plane sent before it died, and its stage. */
    int lateJob;

    Stage lateStage = Stage.EXPAND;

    final Instance[] instances;

    /** An instance with its session, and what the control plane knows of it. */
    static final class Instance {

        int holds;
        int session;
        int fenceSeen;
        /** The epoch that a claim is about to be made for. */
        int looked;

        int claim;
        /** The epoch under which the uncommitted write was planned. */
        int wrote;
        /** What a heartbeat on its way says to be drained. */
        int heartbeat;

        boolean member;
        boolean acknowledged;

        int packed() {
            // Of what it has seen it is either opening or open; of what it works under, claim and write are the same.
            int packed = holds << 2 | session;
            packed = packed << 3 | (session == OPENING ? fenceSeen : looked);
            packed = packed << 3 | (wrote == NONE ? claim : wrote);
            packed = packed << 2 | (wrote == NONE ? 0 : claim == NONE ? 2 : 1);
            packed = packed << 2 | (heartbeat == NONE ? 2 : heartbeat);
            packed = packed << 1 | bit(member);
            return packed << 1 | bit(acknowledged);
        }

        void unpack(int packed) {
            acknowledged = (packed & 1) != 0;
            member = (packed >>> 1 & 1) != 0;
            int says = packed >>> 2 & 3;
            heartbeat = says == 2 ? NONE : says;
            int work = packed >>> 4 & 3;
            int age = packed >>> 6 & 7;
            wrote = work == 0 ? NONE : age;
            claim = work == 2 ? NONE : age;
            int seen = packed >>> 9 & 7;
            session = packed >>> 12 & 3;
            fenceSeen = session == OPENING ? seen : NONE;
            looked = session == OPENING ? NONE : seen;
            holds = packed >>> 14 & 7;
        }
    }

    State(int instances) {
        this.instances = new Instance[instances];
        Arrays.setAll(this.instances, unused -> new Instance());
    }

    boolean isRowLocked() {
        for (Instance instance : instances) {
            if (instance.wrote != NONE) {
                return true;
            }
        }
        return false;
    }

    /** The next epoch begins: all others are older by one. */
    void enter(Stage next) {
        withdrawn = false;
        before = stage;
        stage = next;
        fence = older(fence);
        shown = older(shown);
        lateFence = older(lateFence);
        lateJob = older(lateJob);
        for (Instance instance : instances) {
            instance.holds = older(instance.holds);
            instance.fenceSeen = older(instance.fenceSeen);
            instance.looked = older(instance.looked);
            instance.claim = older(instance.claim);
            instance.wrote = older(instance.wrote);
            // Of an acknowledgement it matters only whether it is of the current epoch.
            instance.heartbeat = instance.heartbeat == CURRENT ? 1 : instance.heartbeat;
            instance.acknowledged = false;
        }
        registryChecked = false;
        job = next.hasJob(sourceStale) ? NO_JOB : JOB_DONE;
    }

    private static int older(int age) {
        return age == NONE ? NONE : Math.min(OLDEST, age + 1);
    }

    /** Instances differ in nothing but their numbers, so those that are the same but for the order are one state. */
    long packed() {
        long packed = stage.ordinal();
        packed = packed << 3 | before.ordinal();
        packed = packed << 3 | fence;
        packed = packed << 3 | shown;
        packed = packed << 2 | job;
        packed = packed << 1 | bit(withdrawn);
        packed = packed << 1 | bit(registryChecked);
        packed = packed << 1 | bit(sourceStale);
        packed = packed << 1 | bit(sourceDropped);
        packed = packed << 1 | bit(sourceFresh);
        packed = packed << 1 | bit(targetFresh);
        packed = packed << 3 | lateFence;
        packed = packed << 3 | lateJob;
        packed = packed << 3 | (lateJob == NONE ? 0 : lateStage.ordinal());
        int first = instances[0].packed();
        int second = instances[1].packed();
        return packed << 34 | (long) Math.min(first, second) << 17 | Math.max(first, second);
    }

    void unpack(long packed) {
        instances[0].unpack((int) (packed >>> 17 & 0x1FFFF));
        instances[1].unpack((int) (packed & 0x1FFFF));
        long rest = packed >>> 34;
        lateStage = Stage.of((int) (rest & 7));
        lateJob = (int) (rest >>> 3 & 7);
        lateFence = (int) (rest >>> 6 & 7);
        targetFresh = (rest >>> 9 & 1) != 0;
        sourceFresh = (rest >>> 10 & 1) != 0;
        sourceDropped = (rest >>> 11 & 1) != 0;
        sourceStale = (rest >>> 12 & 1) != 0;
        registryChecked = (rest >>> 13 & 1) != 0;
        withdrawn = (rest >>> 14 & 1) != 0;
        job = (int) (rest >>> 15 & 3);
        shown = (int) (rest >>> 17 & 7);
        fence = (int) (rest >>> 20 & 7);
        before = Stage.of((int) (rest >>> 23 & 7));
        stage = Stage.of((int) (rest >>> 26 & 7));
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }
}
