package io.crossfade.control.job;

import io.crossfade.control.job.Keyset.Chunk;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the row on which a chunk's copying fails by halving the chunk. */
final class Halving {

    /** Cuts chunks. */
    interface Cutting {
        Optional<Chunk> next(@Nullable String cursor, int rows) throws SQLException;
    }

    /** Copies a chunk; returns how many rows it changed. */
    interface Copying {
        long copy(Chunk chunk) throws SQLException;
    }

    private Halving() {}

    /**
     * Copies a chunk, in several goes if it fails as a whole.
     *
     * @throws JobFailedException with the row's key if a row's value can't be converted; those before it are done then
     */
    static long copy(Chunk chunk, Cutting cutting, Copying copying) throws SQLException {
        try {
            return copying.copy(chunk);
        } catch (SQLException e) {
            if (!RowError.is(e)) {
                throw e;
            }
            if (chunk.rows() <= 1) {
                throw new JobFailedException(
                        "the row with key " + chunk.lastKey() + " can't be converted: " + RowError.message(e), e);
            }
        }
        Chunk first = cutting.next(chunk.start(), (int) (chunk.rows() / 2))
                .orElseThrow(() -> new JobFailedException(
                        "rows that couldn't be converted were deleted at the same time; advance again"));
        Chunk second = new Chunk(first.last(), chunk.last(), chunk.rows() - first.rows());
        return copy(first, cutting, copying) + copy(second, cutting, copying);
    }
}
