package io.crossfade.control.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a table by its primary key, of whatever columns and types, in chunks. */
interface Keyset {

    ObjectMapper JSON = new ObjectMapper();

    /**
     * Rows between two keys.
     *
     * @param after the key before the first; null at the table's beginning
     * @param last the key of the last
     * @param rows how many there were when the chunk was cut
     */
    record Chunk(@Nullable List<String> after, List<String> last, long rows) {

        /** Behind which the next chunk begins. */
        String cursor() {
            return write(last);
        }

        /** Behind which this one begins. */
        @Nullable
        String start() {
            return after == null ? null : write(after);
        }

        /** As people write it. */
        String lastKey() {
            return String.join(", ", last);
        }
    }

    /** The next chunk behind a cursor; empty at the end of the table. */
    Optional<Chunk> next(Connection connection, @Nullable String cursor, int rows) throws SQLException;

    /** The cursor behind which at most that many rows follow; null where the table has no more. */
    @Nullable
    String fromEnd(Connection connection, int rows) throws SQLException;

    /** The predicate that holds for the rows of a chunk. */
    String within(Chunk chunk);

    /** Sets the predicate's parameters; returns the number of the next one. */
    int bind(PreparedStatement statement, Chunk chunk) throws SQLException;

    /** The key's columns as text, for a select list. */
    String keyTexts();

    private static String write(List<String> key) {
        try {
            return JSON.writeValueAsString(key);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts have a JSON form", e);
        }
    }

    static List<String> read(String cursor) {
        try {
            return JSON.readValue(cursor, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new JobFailedException("the stored cursor can't be read: " + cursor, e);
        }
    }
}
