package io.crossfade.simulate;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs histories, one after the other, in a class loader of its own. */
final class Simulation {

    /** Held on to: a logger that nobody holds forgets its level. */
    private static final Logger QUIET = Logger.getLogger("io.crossfade");

    private final Method run;
    private final Method runOutage;
    private final Method steps;
    private long allSteps;

    Simulation() throws ReflectiveOperationException {
        QUIET.setLevel(Level.OFF);
        Weaver weaver = new Weaver(Simulation.class.getClassLoader());
        weaver.check();
        Class<?> history = weaver.loadClass(History.class.getName());
        this.run = history.getMethod("run", long.class, String.class, boolean.class);
        this.runOutage = history.getMethod("runOutage", long.class, boolean.class);
        this.steps = history.getMethod("steps");
    }

    /** What is wrong in a history; empty if nothing. */
    Optional<String> violation(long seed, String guard) throws ReflectiveOperationException {
        List<?> found = (List<?>) run.invoke(null, seed, guard, false);
        allSteps += (Integer) steps.invoke(null);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).toString());
    }

    /** What is wrong in a history in which the control plane is stopped for an hour; empty if nothing. */
    Optional<String> outage(long seed) throws ReflectiveOperationException {
        List<?> found = (List<?>) runOutage.invoke(null, seed, false);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0).toString());
    }

    List<String> outageLog(long seed) throws ReflectiveOperationException {
        return ((List<?>) runOutage.invoke(null, seed, true))
                .stream().map(Object::toString).toList();
    }

    /** The whole history, a line for each step, with what is wrong in front; that is empty if nothing is. */
    List<String> log(long seed, String guard) throws ReflectiveOperationException {
        return ((List<?>) run.invoke(null, seed, guard, true))
                .stream().map(Object::toString).toList();
    }

    long steps() {
        return allSteps;
    }
}
