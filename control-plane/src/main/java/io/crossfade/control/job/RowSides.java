package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import io.crossfade.control.store.Sample;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Both sides of a table's rows, of which one follows from the other. */
interface RowSides {

    /** Whether nothing of one side follows from the other, so that there is nothing to copy or compare. */
    boolean isEmpty();

    /** How many rows there are, nearly. */
    long estimateRows() throws SQLException;

    /** The next chunk behind a cursor; empty at the end of the table. */
    Optional<Chunk> next(@Nullable String cursor, int rows) throws SQLException;

    /**
     * Makes the one side follow from the other, in a short transaction. Returns how many rows it changed.
     *
     * @throws JobFailedException with the row's key if a row's value can't be converted; those before it are done then
     */
    long copy(Chunk chunk) throws SQLException;

    /** The rows of a chunk of which one side doesn't follow from the other, by their keys. */
    Map<String, Sample> differing(Chunk chunk, int pass) throws SQLException;
}
