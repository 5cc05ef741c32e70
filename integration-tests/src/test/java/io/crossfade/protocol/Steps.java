package io.crossfade.protocol;

import io.crossfade.migration.Side;
import io.crossfade.protocol.State.Instance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every step that some process, the network or the database can take next. A process that takes none is paused or dead:
 * the search goes through the histories in which it never takes another.
 */
final class Steps {

    private final Set<Guard> guards;
    private final Sink sink;

    /** Takes states that a step leads to. */
    interface Sink {
        void accept(State next, Object... step);
    }

    Steps(Set<Guard> guards, Sink sink) {
        this.guards = guards;
        this.sink = sink;
    }

    /** @param from packed; the state itself is used as scratch paper */
    void from(long packed, State state) {
        Each each = () -> state.unpack(packed);
        each.again();
        int count = state.instances.length;
        for (int i = 0; i < count; i++) {
            learn(state, i, each);
            open(state, i, each);
            claim(state, i, each);
            write(state, i, each);
            end(state, i, each);
            report(state, i, each);
            forget(state, i, each);
        }
        check(state, each);
        carryOut(state, each);
        decide(state, each);
        withdraw(state, each);
        show(state, each);
        crash(state, each);
    }

    /** Puts the state back to where the steps begin. */
    private interface Each {
        void again();
    }

    private void emit(State state, Each each, Object... step) {
        sink.accept(state, step);
        each.again();
    }

    private boolean has(Guard guard) {
        return guards.contains(guard);
    }

    /** Snapshots may come late and be left out, but an instance never takes an earlier one. */
    private void learn(State state, int i, Each each) {
        for (int age = state.shown; age < state.instances[i].holds; age++) {
            state.instances[i].holds = age;
            emit(state, each, "an instance is told of the ", name(age));
        }
    }

    private void open(State state, int i, Each each) {
        Instance instance = state.instances[i];
        boolean reads = has(Guard.SESSION_READS_THE_FENCE);
        boolean registersFirst = has(Guard.REGISTERED_BEFORE_THE_FENCE_IS_READ);
        if (instance.session == State.CLOSED) {
            instance.session = State.OPENING;
            instance.fenceSeen = reads && !registersFirst ? state.fence : State.NONE;
            emit(state, each, registersFirst ? "an instance registers a session" : "an instance reads the fence");
        } else if (instance.session == State.OPENING) {
            int seen = registersFirst ? state.fence : instance.fenceSeen;
            instance.holds = reads ? Math.min(seen, instance.holds) : instance.holds;
            instance.session = State.OPEN;
            instance.fenceSeen = State.NONE;
            emit(state, each, registersFirst ? "the session reads the fence" : "the session is registered");
        }
    }

    private void claim(State state, int i, Each each) {
        Instance instance = state.instances[i];
        if (instance.session != State.OPEN || instance.claim != State.NONE || instance.wrote != State.NONE) {
            return;
        }
        if (has(Guard.CLAIM_AND_CHECK_ARE_ONE_STEP)) {
            instance.claim = instance.holds;
            emit(state, each, "an instance claims the ", name(instance.holds));
        } else if (instance.looked == State.NONE) {
            instance.looked = instance.holds;
            emit(state, each, "an instance looks at the ", name(instance.looked));
        } else {
            instance.claim = instance.looked;
            instance.looked = State.NONE;
            emit(state, each, "an instance claims the epoch it has looked at");
        }
    }

    private void write(State state, int i, Each each) {
        Instance instance = state.instances[i];
        if (instance.claim != State.NONE && instance.wrote == State.NONE) {
            if (!state.isRowLocked()) {
                instance.wrote = instance.claim;
                if (!has(Guard.CLAIM_LASTS_AS_LONG_AS_THE_TRANSACTION)) {
                    instance.claim = State.NONE;
                }
                emit(state, each, "an instance writes the row");
            }
            instance.claim = State.NONE;
            emit(state, each, "an instance has read and releases its claim");
        }
        if (instance.wrote != State.NONE) {
            Stage plan = plan(state, instance.wrote);
            state.sourceFresh = plan.writes(Side.SOURCE);
            state.targetFresh = plan.writes(Side.TARGET);
            instance.wrote = State.NONE;
            instance.claim = State.NONE;
            emit(state, each, "an instance commits");
        }
    }

    /** Of an older one nothing is planned any more: that alone is wrong. */
    private static Stage plan(State state, int age) {
        return age == 1 ? state.before : state.stage;
    }

    /** The application closes it, the network loses it, or it is ended in the database. */
    private void end(State state, int i, Each each) {
        Instance instance = state.instances[i];
        if (instance.session != State.CLOSED) {
            instance.session = State.CLOSED;
            instance.fenceSeen = State.NONE;
            instance.looked = State.NONE;
            instance.claim = State.NONE;
            instance.wrote = State.NONE;
            emit(state, each, "an instance's session ends");
        }
    }

    private void report(State state, int i, Each each) {
        Instance instance = state.instances[i];
        boolean drained =
                instance.holds == State.CURRENT && (instance.claim == State.NONE || instance.claim == State.CURRENT);
        boolean isNews = drained ? !instance.acknowledged : !instance.member;
        int says = drained ? State.CURRENT : 1;
        if (isNews && instance.heartbeat != says) {
            instance.heartbeat = says;
            emit(state, each, "an instance reports that it has drained ", drained ? "all before" : "no further");
        }
        if (instance.heartbeat != State.NONE) {
            instance.acknowledged |= instance.heartbeat == State.CURRENT;
            instance.member = true;
            instance.heartbeat = State.NONE;
            emit(state, each, "the control plane hears of an instance");
        }
    }

    /** A lease may run out at any time: a member may be paused for as long as it likes. */
    private void forget(State state, int i, Each each) {
        Instance instance = state.instances[i];
        if (!instance.member) {
            return;
        }
        instance.member = false;
        instance.acknowledged = false;
        if (has(Guard.ABSENCE_IS_PROVED)) {
            // It has said goodbye, perhaps long ago: the registry is looked at again.
            state.registryChecked = false;
        }
        emit(state, each, "the control plane forgets an instance that said goodbye");
        boolean valid = state.fence == State.CURRENT || !has(Guard.FENCE_SHOWS_THE_EPOCH_FIRST);
        if (valid && !isRegistered(instance)) {
            instance.member = false;
            instance.acknowledged = false;
            emit(state, each, "the control plane forgets a silent instance without a session");
        }
    }

    private boolean isRegistered(Instance instance) {
        return instance.session == State.OPEN
                || (instance.session == State.OPENING && has(Guard.REGISTERED_BEFORE_THE_FENCE_IS_READ));
    }

    /** The registry is looked at before what waits for it is done, not in the same moment. */
    private void check(State state, Each each) {
        if (state.registryChecked || (state.fence != State.CURRENT && has(Guard.FENCE_SHOWS_THE_EPOCH_FIRST))) {
            return;
        }
        for (Instance instance : state.instances) {
            if (!instance.member && isRegistered(instance) && has(Guard.STRANGERS_ARE_WAITED_FOR)) {
                return;
            }
        }
        state.registryChecked = true;
        emit(state, each, "the control plane finds no stranger in the registry");
    }

    private static boolean isAcknowledged(State state) {
        for (Instance instance : state.instances) {
            if (instance.member && !instance.acknowledged) {
                return false;
            }
        }
        return true;
    }

    private void carryOut(State state, Each each) {
        boolean open = state.registryChecked && (isAcknowledged(state) || !has(Guard.JOB_WAITS_FOR_MEMBERS));
        if ((state.job == State.NO_JOB || state.job == State.JOB_INTERRUPTED) && open) {
            state.job = State.JOB_RUNS;
            // Its token replaces the one under which anything older was sent, and waits for what holds that.
            state.lateJob = has(Guard.JOB_HOLDS_ITS_TOKEN) ? State.NONE : state.lateJob;
            emit(state, each, "the job of ", state.stage, " begins");
        } else if (state.job == State.JOB_RUNS && !state.isRowLocked()) {
            change(state, state.stage);
            state.sourceStale = false;
            state.job = State.JOB_DONE;
            emit(state, each, "the job of ", state.stage, " is done");
        }
    }

    private static void change(State state, Stage stage) {
        switch (stage) {
            case BACKFILL -> state.targetFresh = state.sourceFresh;
            case SWITCH_ALL_READS -> state.sourceFresh = state.targetFresh;
            case CONTRACT -> state.sourceDropped = true;
            default -> throw new IllegalArgumentException(stage + " has no job in the model");
        }
    }

    private void decide(State state, Each each) {
        boolean open = state.registryChecked && (isAcknowledged(state) || !has(Guard.STEP_WAITS_FOR_MEMBERS));
        if (!open || state.job == State.JOB_RUNS || state.shown != State.CURRENT) {
            return;
        }
        Stage stage = state.stage;
        if (state.job == State.JOB_DONE && stage.canGoForward()) {
            state.enter(Stage.of(stage.ordinal() + 1));
            emit(state, each, "the control plane decides to go to ", Stage.of(stage.ordinal() + 1));
        }
        if (stage.canGoBack() && !state.sourceStale) {
            state.sourceStale = stage == Stage.TARGET_ONLY;
            state.enter(Stage.of(stage.ordinal() - 1));
            emit(state, each, "the control plane decides to go back to ", Stage.of(stage.ordinal() - 1));
        }
    }

    /** A step forward that waits for somebody is taken back. It needn't have been shown to all. */
    private void withdraw(State state, Each each) {
        Stage stage = state.stage;
        boolean wasForward = state.before.ordinal() + 1 == stage.ordinal();
        boolean jobHasBegun = stage.hasJob(state.sourceStale) && state.job != State.NO_JOB;
        if (!wasForward || (jobHasBegun && has(Guard.WITHDRAWN_BEFORE_ITS_JOB))) {
            return;
        }
        state.enter(state.before);
        state.withdrawn = true;
        state.sourceStale = stage == Stage.TARGET_ONLY && has(Guard.SOURCE_IS_STALE_AFTER_A_WITHDRAWAL);
        // What was done before still holds, but for what the source has missed.
        state.job = state.sourceStale ? State.NO_JOB : State.JOB_DONE;
        emit(state, each, "the control plane withdraws the step and is back in ", state.stage);
    }

    private void show(State state, Each each) {
        if (state.fence != State.CURRENT) {
            state.fence = State.CURRENT;
            emit(state, each, "the fence shows the current epoch");
        }
        if (state.shown != State.CURRENT) {
            state.shown = State.CURRENT;
            emit(state, each, "the control plane shows the current epoch");
        }
    }

    /** What it has sent to the database may still be carried out there, much later. */
    private void crash(State state, Each each) {
        boolean writesFence = state.fence != State.CURRENT;
        boolean runsJob = state.job == State.JOB_RUNS;
        if ((writesFence && state.lateFence == State.NONE) || (runsJob && state.lateJob == State.NONE)) {
            if (writesFence) {
                state.lateFence = State.CURRENT;
            }
            if (runsJob) {
                state.lateJob = State.CURRENT;
                state.lateStage = state.stage;
                state.job = State.JOB_INTERRUPTED;
            }
            state.registryChecked = false;
            emit(state, each, "the control plane is killed and starts again");
        }
        if (state.lateFence != State.NONE) {
            boolean keeps = has(Guard.FENCE_NEVER_GOES_BACK) && state.lateFence > state.fence;
            state.fence = keeps ? state.fence : state.lateFence;
            state.lateFence = State.NONE;
            emit(state, each, "a late write of the fence ends; the fence shows the ", name(state.fence));
        }
        if (state.lateJob != State.NONE && !state.isRowLocked()) {
            change(state, state.lateStage);
            state.lateJob = State.NONE;
            emit(state, each, "a late transaction of the job of ", state.lateStage, " ends");
        }
    }

    private static String name(int age) {
        return switch (age) {
            case State.CURRENT -> "current epoch";
            case 1 -> "epoch before";
            case 2 -> "epoch before the one before";
            default -> "an epoch long past";
        };
    }

    /** What is wrong with a state; null if nothing. */
    static @Nullable String wrong(State state) {
        for (int i = 0; i < state.instances.length; i++) {
            Instance instance = state.instances[i];
            int epoch = instance.wrote == State.NONE ? instance.claim : instance.wrote;
            if (epoch == State.NONE) {
                continue;
            }
            if (epoch > (state.withdrawn ? 2 : 1)) {
                return "an instance works under an epoch that isn't the current one nor the one before"
                        + " (two neighbours)";
            }
            if (epoch != State.CURRENT && state.job == State.JOB_RUNS) {
                return "a job runs while an instance works under the epoch before (drained)";
            }
            Stage plan = plan(state, epoch);
            if (state.sourceDropped && (plan.reads(Side.SOURCE) || plan.writes(Side.SOURCE))) {
                return "an instance uses a source that has been dropped";
            }
            if (!state.sourceFresh && plan.reads(Side.SOURCE)) {
                return "an instance reads a source without the last write (no wrong read)";
            }
            if (!state.targetFresh && plan.reads(Side.TARGET)) {
                return "an instance reads a target without the last write (no wrong read)";
            }
        }
        return null;
    }
}
