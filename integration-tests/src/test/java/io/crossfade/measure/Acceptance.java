package io.crossfade.measure;

import io.crossfade.sql.Dialect;

/** Whether a database's own parser accepts a statement. */
interface Acceptance extends AutoCloseable {

    /** What is wrong with the statement in the database's eyes; empty if its syntax is right. */
    String objection(Dialect dialect, String sql);

    @Override
    default void close() {}
}
