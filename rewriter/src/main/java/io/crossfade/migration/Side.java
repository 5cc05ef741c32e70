package io.crossfade.migration;

/** The two shapes of a table under migration. */
public enum Side {
    SOURCE,
    TARGET
}
