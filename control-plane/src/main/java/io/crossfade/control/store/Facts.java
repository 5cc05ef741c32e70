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
 * @param lossy whether values may get lost on the way to the target and back, so that reads of the sides may differ
 * @param unaffected what doesn't depend on the source, whatever its text looks like
 * @param triggers whether a trigger keeps both sides in step for sessions that aren't Crossfade's
 */
public record Facts(
        List<String> notNull,
        List<SourceConstraint> sourceConstraints,
        boolean sourceReleased,
        boolean targetBound,
        boolean targetUnique,
        boolean sourceStale,
        boolean lossy,
        List<String> unaffected,
        boolean triggers) {

    public Facts {
        notNull = List.copyOf(notNull);
        sourceConstraints = List.copyOf(sourceConstraints);
        // What an earlier version has stored doesn't say.
        unaffected = unaffected == null ? List.of() : List.copyOf(unaffected);
    }

    /** Of a migration that has changed nothing yet. */
    public static Facts of(List<String> notNull) {
        return new Facts(notNull, List.of(), false, false, false, false, false, List.of(), false);
    }

    public Facts releasing(List<SourceConstraint> constraints) {
        return new Facts(
                notNull, constraints, true, targetBound, targetUnique, sourceStale, lossy, unaffected, triggers);
    }

    /** The constraints stay known: the target's copies are found by their names. */
    public Facts restored() {
        return new Facts(
                notNull, sourceConstraints, false, targetBound, targetUnique, sourceStale, lossy, unaffected, triggers);
    }

    public Facts withTargetBound(boolean bound) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                bound,
                targetUnique,
                sourceStale,
                lossy,
                unaffected,
                triggers);
    }

    public Facts withTargetUnique(boolean unique) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                targetBound,
                unique,
                sourceStale,
                lossy,
                unaffected,
                triggers);
    }

    public Facts withSourceStale(boolean stale) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                targetBound,
                targetUnique,
                stale,
                lossy,
                unaffected,
                triggers);
    }

    public Facts withLossy(boolean mayLose) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                targetBound,
                targetUnique,
                sourceStale,
                mayLose,
                unaffected,
                triggers);
    }

    public Facts withUnaffected(List<String> texts) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                targetBound,
                targetUnique,
                sourceStale,
                lossy,
                texts,
                triggers);
    }

    public Facts withTriggers(boolean wanted) {
        return new Facts(
                notNull,
                sourceConstraints,
                sourceReleased,
                targetBound,
                targetUnique,
                sourceStale,
                lossy,
                unaffected,
                wanted);
    }
}
