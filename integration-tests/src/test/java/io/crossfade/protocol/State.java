package io.crossfade.protocol;

import java.util.Arrays;

/**
 * One state of the model: the control plane, the database, the messages between, and some instances with one session
 * each. Mutable: the search fills one object again and again.
 *
 * <p>Epochs aren't numbers here but ages: 0 is the one that the control plane has decided last, 1 the one before, and 2
 * stands for all that are older. So there are finitely many states, however many steps a migration takes.
 */
final class State {

    static final int CURRENT = 0;
    static final int OLDEST = 2;

    /** In the place of an age: there is none. */
    static final int NONE = 3;

    static final int CLOSED = 0;
    /** The half of opening that is done first is done. */
    static final int OPENING = 1;

    static final int OPEN = 2;

    static final int NO_JOB = 0;
    static final int JOB_RUNS = 1;
    static final int JOB_DONE = 2;

    Stage stage = Stage.EXPAND;
    Stage before = Stage.EXPAND;
    int fence;
    int shown;
    int job;
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
            int packed = holds << 2 | session;
            packed = packed << 2 | fenceSeen;
            packed = packed << 2 | looked;
            packed = packed << 2 | claim;
            packed = packed << 2 | wrote;
            packed = packed << 2 | heartbeat;
            packed = packed << 1 | bit(member);
            return packed << 1 | bit(acknowledged);
        }

        void unpack(int packed) {
            acknowledged = (packed & 1) != 0;
            member = (packed >>> 1 & 1) != 0;
            heartbeat = packed >>> 2 & 3;
            wrote = packed >>> 4 & 3;
            claim = packed >>> 6 & 3;
            looked = packed >>> 8 & 3;
            fenceSeen = packed >>> 10 & 3;
            session = packed >>> 12 & 3;
            holds = packed >>> 14 & 3;
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
        packed = packed << 2 | fence;
        packed = packed << 2 | shown;
        packed = packed << 2 | job;
        packed = packed << 1 | bit(registryChecked);
        packed = packed << 1 | bit(sourceStale);
        packed = packed << 1 | bit(sourceDropped);
        packed = packed << 1 | bit(sourceFresh);
        packed = packed << 1 | bit(targetFresh);
        packed = packed << 2 | lateFence;
        packed = packed << 2 | lateJob;
        packed = packed << 3 | (lateJob == NONE ? 0 : lateStage.ordinal());
        int first = instances[0].packed();
        int second = instances[1].packed();
        return packed << 32 | (long) Math.min(first, second) << 16 | Math.max(first, second);
    }

    void unpack(long packed) {
        instances[0].unpack((int) (packed >>> 16 & 0xFFFF));
        instances[1].unpack((int) (packed & 0xFFFF));
        long rest = packed >>> 32;
        lateStage = Stage.of((int) (rest & 7));
        lateJob = (int) (rest >>> 3 & 3);
        lateFence = (int) (rest >>> 5 & 3);
        targetFresh = (rest >>> 7 & 1) != 0;
        sourceFresh = (rest >>> 8 & 1) != 0;
        sourceDropped = (rest >>> 9 & 1) != 0;
        sourceStale = (rest >>> 10 & 1) != 0;
        registryChecked = (rest >>> 11 & 1) != 0;
        job = (int) (rest >>> 12 & 3);
        shown = (int) (rest >>> 14 & 3);
        fence = (int) (rest >>> 16 & 3);
        before = Stage.of((int) (rest >>> 18 & 7));
        stage = Stage.of((int) (rest >>> 21 & 7));
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }
}
