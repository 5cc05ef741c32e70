package io.crossfade.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code AS} in a FROM clause: a name, column names or both.
 *
 * @param name null for {@code AS (a int, b text)}, a bare column definition list of a function
 * @param columns new names of the first columns; empty if none are given
 */
public record Alias(Span span, @Nullable Name name, List<Name> columns) {

    public Alias {
        columns = List.copyOf(columns);
    }
}
