package io.crossfade.control.fleet;

import java.util.List;

/**
 * What became of a request for a step.
 *
 * @param step the step, in words
 * @param taken whether it was taken; false for a dry run, and for what goes on in the background
 * @param epoch the database's epoch now
 * @param notes what the operator should know
 */
public record StepResult(String step, boolean taken, long epoch, List<String> notes) {}
