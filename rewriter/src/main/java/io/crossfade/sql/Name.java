package io.crossfade.sql;

/**
 * One identifier as the application wrote it.
 *
 * @param value the name it stands for: unquoted ones folded as the dialect folds them, quotes and escapes removed
 * @param quoted whether it was written in quotes
 * @param span where it stands, quotes included
 */
public record Name(String value, boolean quoted, Span span) {}
