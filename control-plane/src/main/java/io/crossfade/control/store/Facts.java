package io.crossfade.control.store;

import java.util.List;

/**
 * What jobs have to know about the source as it was, and about what they have done to it. Written by the job that runs,
 * or by the step that makes it run.
 *
 * @param notNull the source columns that were NOT NULL when the migration began
 * @param sourceConstraints what was taken from the source
 * @param switched whether the constraints have begun to move from the source to the target
 * @param sourceStale whether writes have passed the source by, so that it has to be filled from the target
 */
public record Facts(
        List<String> notNull, List<SourceConstraint> sourceConstraints, boolean switched, boolean sourceStale) {

    public Facts {
        notNull = List.copyOf(notNull);
        sourceConstraints = List.copyOf(sourceConstraints);
    }

    /** Of a migration that has changed nothing yet. */
    public static Facts of(List<String> notNull) {
        return new Facts(notNull, List.of(), false, false);
    }

    public Facts withSourceConstraints(List<SourceConstraint> constraints) {
        return new Facts(notNull, constraints, switched, sourceStale);
    }

    public Facts withSwitched(boolean nowSwitched) {
        return new Facts(notNull, nowSwitched ? sourceConstraints : List.of(), nowSwitched, sourceStale);
    }

    public Facts withSourceStale(boolean stale) {
        return new Facts(notNull, sourceConstraints, switched, stale);
    }
}
