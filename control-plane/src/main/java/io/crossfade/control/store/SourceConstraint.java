package io.crossfade.control.store;

/**
 * A constraint of the source that was taken away so that writes to the source may stop.
 *
 * @param kind how it is made again
 * @param name its name
 * @param definition what stands behind {@code ADD CONSTRAINT name}, or behind {@code CREATE UNIQUE INDEX name ON table}
 * @param attributes of a unique constraint: whether it can be deferred
 */
public record SourceConstraint(Kind kind, String name, String definition, String attributes) {

    /** How a constraint is made. */
    public enum Kind {
        /** A check or a foreign key: added not valid, then validated. */
        CONDITION,
        UNIQUE_INDEX,
        /** A unique index that a constraint is made of. */
        UNIQUE_CONSTRAINT
    }
}
