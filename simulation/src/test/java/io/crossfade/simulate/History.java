package io.crossfade.simulate;

import java.util.List;

/** One history from its seed. Called from outside of the class loader that the product is woven in. */
public final class History {

    private History() {}

    /**
     * Runs a history.
     *
     * @param guard what is taken out; empty for nothing
     * @return empty if nothing was wrong; else what, and with a log the whole history behind it
     */
    public static List<String> run(long seed, String guard, boolean logged) {
        return run(seed, guard, logged, false);
    }

    /** As {@link #run} with everything in its place, but without a control plane for an hour. */
    public static List<String> runOutage(long seed, boolean logged) {
        return run(seed, "", logged, true);
    }

    private static List<String> run(long seed, String guard, boolean logged, boolean isOutage) {
        if (guard.isEmpty()) {
            Guard.putBack();
        } else {
            Guard.takeOut(guard);
        }
        World world = new World(new Chance(seed), logged);
        World.current = world;
        Scene scene = new Scene(world, isOutage);
        world.run(scene, Thread.currentThread());
        if (world.wrong == null) {
            return logged ? concat("", world.log) : List.of();
        }
        return logged ? concat(world.wrong, world.log) : List.of(world.wrong);
    }

    private static List<String> concat(String first, List<String> rest) {
        List<String> all = new java.util.ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    /** How many steps the last history had. */
    public static int steps() {
        return World.current.steps;
    }
}
