package io.crossfade.compare.traps;

import io.crossfade.compare.traps.Mutation.Change;
import io.crossfade.processes.Product;

/**
 * A decision of the planner, how to take it out, and the case that is known to see that it is missing.
 *
 * @param what the decision
 * @param className of the rewriter's package
 * @param method in which it is taken
 * @param parameters how many the method takes; -1 for any number
 * @param change which takes it out
 * @param product on which the case is run
 * @param trap the case's file
 * @param seenBy the case's name
 */
record Rule(
        String what,
        String className,
        String method,
        int parameters,
        Change change,
        Product product,
        String trap,
        String seenBy) {

    @Override
    public String toString() {
        return what + " (" + className + "." + method + ")";
    }
}
