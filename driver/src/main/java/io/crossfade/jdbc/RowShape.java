package io.crossfade.jdbc;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a statement's rows besides what the database says of them.
 *
 * @param touched the migrations whose tables they come from
 * @param columnNames see {@link io.crossfade.rewrite.Plan#columnNames}
 * @param types what the columns are to the application; null if that is what the database says
 */
record RowShape(
        List<String> touched,
        Optional<List<Optional<String>>> columnNames,
        @Nullable RowTypes types) {

    /** Of rows that no migration touches. */
    static final RowShape UNTOUCHED = new RowShape(List.of(), Optional.empty(), null);
}
