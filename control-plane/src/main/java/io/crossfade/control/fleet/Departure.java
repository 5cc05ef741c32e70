package io.crossfade.control.fleet;

/**
 * An instance that doesn't count any more.
 *
 * @param at milliseconds since 1970
 * @param why for a person
 */
public record Departure(String id, String application, long at, String why) {}
