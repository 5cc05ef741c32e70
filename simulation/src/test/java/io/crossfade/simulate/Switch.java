package io.crossfade.simulate;

/** What hooks in other packages need of the scheduler. */
public final class Switch {

    private Switch() {}

    public static void yieldHere() {
        World.get().yieldHere();
    }

    public static void keep(Object what) {
        World.get().task().kept = what;
    }

    public static Object kept() {
        return World.get().task().kept;
    }
}
