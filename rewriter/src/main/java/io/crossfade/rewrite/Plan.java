package io.crossfade.rewrite;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one SQL text under one snapshot. Immutable.
 *
 * @param sql the text to send; the application's own, byte for byte, if the statement isn't touched
 * @param touched the names of the migrations whose tables the text touches; empty if it is passed on as it is
 * @param parameters for the application's parameter {@code i + 1} the places it goes to, counted from 1; null if every
 *     parameter keeps its place
 * @param returnsKeys whether the text now returns the requested generated keys itself
 * @param computed the columns that are read as expressions, each once
 * @param columnNames of MySQL's and MariaDB's rows, for each column the name of the application's own that it is, empty for
 *     one that is none of a table under migration; empty if that isn't known
 * @param described how the database is asked what the rows' columns are; empty if the rows themselves tell
 * @param assignsVariables whether the text assigns user variables though the application's doesn't, for which MySQL warns
 */
@SuppressWarnings("ArrayRecordComponent") // read at every setter call; nobody compares plans
public record Plan(
        String sql,
        List<String> touched,
        int @Nullable [][] parameters,
        boolean returnsKeys,
        List<ComputedRead> computed,
        Optional<List<Optional<String>>> columnNames,
        Optional<RowDescription> described,
        boolean assignsVariables) {

    public static Plan passThrough(String sql) {
        return new Plan(sql, List.of(), null, false, List.of(), Optional.empty(), Optional.empty(), false);
    }

    public boolean isTouched() {
        return !touched.isEmpty();
    }
}
