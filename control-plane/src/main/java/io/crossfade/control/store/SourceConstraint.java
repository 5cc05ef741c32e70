package io.crossfade.control.store;

/**
 * A constraint of the source that was taken away so that writes to the source may stop.
 *
 * @param name its name
 * @param definition as {@code ALTER TABLE … ADD CONSTRAINT name} takes it
 */
public record SourceConstraint(String name, String definition) {}
