package io.crossfade.control.store;

import java.util.List;

/**
 * What jobs have to know about the source as it was, and about what they have done to it. Written by the job that runs,
 * or by the step that makes it run.
 *
 * @param notNull the source columns that were NOT NULL when the migration began
 * @param sourceConstraints what was taken from the source
 * @param sourceReleased whether constraints have begun to be taken from the source
 * @param targetBound whether the target has begun to get constraints that refuse a row without a value in it
 * @param targetUnique whether the target has begun to get unique indexes
 * @param sourceStale whether writes have passed the source by, so that it has to be filled from the target
 */
public record Facts(
        List<String> notNull,
        List<SourceConstraint> sourceConstraints,
        boolean sourceReleased,
        boolean targetBound,
        boolean targetUnique,
        boolean sourceStale) {

    public Facts {
        notNull = List.copyOf(notNull);
        sourceConstraints = List.copyOf(sourceConstraints);
    }

    /** Of a migration that has changed nothing yet. */
    public static Facts of(List<String> notNull) {
        return new Facts(notNull, List.of(), false, false, false, false);
    }

    public Facts releasing(List<SourceConstraint> constraints) {
        return new Facts(notNull, constraints, true, targetBound, targetUnique, sourceStale);
    }

    /** The constraints stay known: the target's copies are found by their names. */
    public Facts restored() {
        return new Facts(notNull, sourceConstraints, false, targetBound, targetUnique, sourceStale);
    }

    public Facts withTargetBound(boolean bound) {
        return new Facts(notNull, sourceConstraints, sourceReleased, bound, targetUnique, sourceStale);
    }

    public Facts withTargetUnique(boolean unique) {
        return new Facts(notNull, sourceConstraints, sourceReleased, targetBound, unique, sourceStale);
    }

    public Facts withSourceStale(boolean stale) {
        return new Facts(notNull, sourceConstraints, sourceReleased, targetBound, targetUnique, stale);
    }
}
