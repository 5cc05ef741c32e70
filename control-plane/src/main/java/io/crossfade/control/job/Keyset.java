package io.crossfade.control.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Walks a table by its primary key, of whatever columns and types, in chunks. */
final class Keyset {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TableFacts table;
    private final String comment;

    Keyset(TableFacts table, String comment) {
        this.table = table;
        this.comment = comment;
    }

    /**
     * Rows between two keys.
     *
     * @param after the key before the first; null at the table's beginning
     * @param last the key of the last
     * @param rows how many there were when the chunk was cut
     */
    record Chunk(@Nullable List<String> after, List<String> last, long rows) {

        String cursor() {
            return write(last);
        }
    }

    /** The next chunk behind a cursor; empty at the end of the table. */
    Optional<Chunk> next(Connection connection, @Nullable String cursor, int rows) throws SQLException {
        List<String> after = cursor == null ? null : read(cursor);
        String keys = keys();
        String sql = comment + "WITH chunk AS MATERIALIZED (SELECT " + keys + " FROM " + table.sql()
                + (after == null ? "" : " WHERE (" + keys + ") > (" + parameters() + ")")
                + " ORDER BY " + keys + " LIMIT " + rows + ") SELECT (SELECT count(*) FROM chunk), " + keyTexts()
                + " FROM chunk ORDER BY "
                + table.primaryKey().stream()
                        .map(column -> Quoting.name(column.name()) + " DESC")
                        .collect(Collectors.joining(", "))
                + " LIMIT 1";
        Object[] values = after == null ? new Object[0] : after.toArray();
        return Rows.one(
                connection,
                sql,
                row -> {
                    List<String> last = new ArrayList<>();
                    for (int i = 0; i < table.primaryKey().size(); i++) {
                        last.add(row.getString(i + 2));
                    }
                    return new Chunk(after, last, row.getLong(1));
                },
                values);
    }

    /** The predicate that holds for the rows of a chunk. */
    String within(Chunk chunk) {
        return (chunk.after() == null ? "" : "(" + keys() + ") > (" + parameters() + ") AND ") + "(" + keys() + ") <= ("
                + parameters() + ")";
    }

    /** Sets the predicate's parameters; returns the number of the next one. */
    int bind(PreparedStatement statement, Chunk chunk) throws SQLException {
        int parameter = 1;
        List<String> values = new ArrayList<>();
        if (chunk.after() != null) {
            values.addAll(chunk.after());
        }
        values.addAll(chunk.last());
        for (String value : values) {
            statement.setString(parameter++, value);
        }
        return parameter;
    }

    /** The key's columns as text, for a select list. */
    String keyTexts() {
        return table.primaryKey().stream().map(ColumnFacts::asText).collect(Collectors.joining(", "));
    }

    private String keys() {
        return Quoting.names(table.primaryKey().stream().map(ColumnFacts::name).toList());
    }

    private String parameters() {
        return table.primaryKey().stream()
                .map(column -> "CAST(? AS " + column.type() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String write(List<String> key) {
        try {
            return JSON.writeValueAsString(key);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts have a JSON form", e);
        }
    }

    private static List<String> read(String cursor) {
        try {
            return JSON.readValue(cursor, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new JobFailedException("the stored cursor can't be read: " + cursor, e);
        }
    }
}
