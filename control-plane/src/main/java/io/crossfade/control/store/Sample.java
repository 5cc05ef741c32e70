package io.crossfade.control.store;

import org.jspecify.annotations.Nullable;

/**
 * A row whose two sides differed.
 *
 * @param key the primary key as text
 * @param source the source's value as text; null for NULL
 * @param target the target's value as text; null for NULL
 * @param pass the pass of the comparison that found it, from 1
 */
public record Sample(
        String key, @Nullable String source, @Nullable String target, int pass) {}
