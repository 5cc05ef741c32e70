package io.crossfade.control.store;

/**
 * A change of phase or percentage.
 *
 * @param at milliseconds since 1970
 * @param from the phase left, or a word for what came before
 * @param to the phase entered, or a word for what comes after
 * @param percent of the transactions that read the target from then on, where the phase leaves it open
 * @param epoch the epoch that it made
 */
public record Transition(String migration, long at, String from, String to, int percent, long epoch) {}
