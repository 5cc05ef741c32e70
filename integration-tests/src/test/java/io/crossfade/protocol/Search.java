package io.crossfade.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Goes through all states that can be reached from a stage, nearest first. */
final class Search {

    private static final int INSTANCES = 2;

    private final Set<Guard> guards;
    private final Stage start;

    private long[] states = new long[1 << 16];
    private final Set<Stage> stages = EnumSet.noneOf(Stage.class);
    private int[] parents = new int[1 << 16];
    private int[] slots = new int[1 << 18];
    private int found;
    private int wrong = -1;
    private String reason = "";

    /** @param start where the migration stands, with everybody in line */
    Search(Set<Guard> guards, Stage start) {
        this.guards = guards.isEmpty() ? EnumSet.noneOf(Guard.class) : EnumSet.copyOf(guards);
        this.start = start;
    }

    /**
     * What was found.
     *
     * @param stages that were reached
     * @param history the steps that lead to a broken invariant, and the invariant; empty if none can be broken
     */
    record Result(int states, Set<Stage> stages, List<String> history) {}

    Result run() {
        Arrays.fill(slots, -1);
        State state = new State(INSTANCES);
        begin(state);
        add(state, -1);
        for (int next = 0; next < found && wrong < 0; next++) {
            int from = next;
            new Steps(guards, (reached, step) -> add(reached, from)).from(states[next], state);
        }
        return new Result(found, stages, wrong < 0 ? List.of() : history());
    }

    private void begin(State state) {
        state.stage = start;
        state.before = start;
        state.job = start.hasJob(false) ? State.NO_JOB : State.JOB_DONE;
        state.lateFence = State.NONE;
        state.lateJob = State.NONE;
        state.sourceFresh = start.ordinal() < Stage.TARGET_ONLY.ordinal();
        state.targetFresh = start.ordinal() > Stage.BACKFILL.ordinal();
        for (State.Instance instance : state.instances) {
            instance.fenceSeen = State.NONE;
            instance.looked = State.NONE;
            instance.claim = State.NONE;
            instance.wrote = State.NONE;
            instance.heartbeat = State.NONE;
            instance.member = true;
            instance.acknowledged = true;
        }
    }

    private void add(State state, int parent) {
        if (wrong >= 0) {
            return;
        }
        long packed = state.packed();
        int slot = slot(packed);
        if (slots[slot] >= 0) {
            return;
        }
        if (found == states.length) {
            states = Arrays.copyOf(states, 2 * found);
            parents = Arrays.copyOf(parents, 2 * found);
        }
        states[found] = packed;
        parents[found] = parent;
        slots[slot] = found;
        found++;
        stages.add(state.stage);
        String broken = Steps.wrong(state);
        if (broken != null) {
            wrong = found - 1;
            reason = broken;
        }
        if (2L * found > slots.length) {
            slots = new int[2 * slots.length];
            Arrays.fill(slots, -1);
            for (int i = 0; i < found; i++) {
                slots[slot(states[i])] = i;
            }
        }
    }

    private int slot(long packed) {
        long hash = packed * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & (slots.length - 1);
        while (slots[slot] >= 0 && states[slots[slot]] != packed) {
            slot = slot + 1 & (slots.length - 1);
        }
        return slot;
    }

    private List<String> history() {
        List<String> steps = new ArrayList<>();
        steps.add(reason);
        State state = new State(INSTANCES);
        for (int at = wrong; parents[at] >= 0; at = parents[at]) {
            int to = at;
            List<String> names = new ArrayList<>();
            new Steps(guards, (reached, step) -> {
                        if (reached.packed() == states[to]) {
                            names.add(text(step));
                        }
                    })
                    .from(states[parents[at]], state);
            steps.add(names.get(0));
        }
        Collections.reverse(steps);
        return steps;
    }

    private static String text(Object... step) {
        StringBuilder text = new StringBuilder();
        for (Object part : step) {
            text.append(part);
        }
        return text.toString();
    }
}
