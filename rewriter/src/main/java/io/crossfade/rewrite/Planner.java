package io.crossfade.rewrite;

import io.crossfade.migration.Snapshot;
import io.crossfade.sql.Dialect;
import java.util.List;
import java.util.Set;

/** Plans statements under one snapshot. Immutable and safe for use by several threads. */
public final class Planner {

    /**
     * @param adopted names of the migrations whose target shape the application's code is written for
     * @param searchPath the schemas in which unqualified names are looked up, implicit ones included
     * @param roll the transaction's lot from 0 to 99, where a percentage decides which side is read
     */
    public Planner(
            Dialect dialect,
            Snapshot snapshot,
            Catalog catalog,
            Set<String> adopted,
            List<String> searchPath,
            int roll) {
        throw new IllegalStateException("being written");
    }

    /**
     * Plans one text of one or more statements.
     *
     * @throws RefusedException if it touches a migrating table and can't be rewritten with certainty
     */
    public Plan plan(String sql, KeyRequest keys) {
        throw new IllegalStateException("being written");
    }
}
