package io.crossfade.compare;

import java.util.List;

/**
 * One call.
 *
 * @param sql the text, with the names of tables and columns as placeholders in braces
 * @param plainSql the text for the plain database; the same unless the case mixes names
 * @param parameters of the one execution; empty if there are none
 * @param batch the parameters of each row of a batch; empty if it isn't one
 * @param keys the generated keys asked for, {@code *} for all, {@code #1} for a column's number; empty for none
 * @param prepared whether it is prepared although it has no parameters
 */
public record Step(
        String sql,
        String plainSql,
        List<Parameter> parameters,
        List<List<Parameter>> batch,
        List<String> keys,
        boolean prepared) {}
