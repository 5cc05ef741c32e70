package io.crossfade.control.job;

/**
 * A statement that somebody has seen an application send, without its values.
 *
 * @param sql with a parameter marker for each value
 * @param calls how often it has been sent
 */
public record RecordedStatement(String sql, long calls) {}
