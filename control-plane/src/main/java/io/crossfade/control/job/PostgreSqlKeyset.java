package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares keys as rows, which PostgreSQL finds by the index. */
final class PostgreSqlKeyset implements Keyset {

    private final TableFacts table;
    private final String comment;

    PostgreSqlKeyset(TableFacts table, String comment) {
        this.table = table;
        this.comment = comment;
    }

    @Override
    public Optional<Chunk> next(Connection connection, @Nullable String cursor, int rows) throws SQLException {
        List<String> after = cursor == null ? null : Keyset.read(cursor);
        String keys = keys();
        String sql = comment + "WITH chunk AS MATERIALIZED (SELECT " + keys + " FROM " + table.sql()
                + (after == null ? "" : " WHERE (" + keys + ") > (" + parameters() + ")")
                + " ORDER BY " + keys + " LIMIT " + rows + ") SELECT (SELECT count(*) FROM chunk), " + keyTexts()
                + " FROM chunk ORDER BY "
                + descending()
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

    @Override
    public @Nullable String fromEnd(Connection connection, int rows) throws SQLException {
        return Rows.one(
                        connection,
                        comment + "SELECT " + keyTexts() + " FROM (SELECT " + keys() + " FROM " + table.sql()
                                + " ORDER BY " + descending() + " OFFSET " + rows + " LIMIT 1) AS crossfade_key",
                        row -> {
                            List<String> key = new ArrayList<>();
                            for (int i = 1; i <= table.primaryKey().size(); i++) {
                                key.add(row.getString(i));
                            }
                            return new Chunk(null, key, 0).cursor();
                        })
                .orElse(null);
    }

    @Override
    public String within(Chunk chunk) {
        return (chunk.after() == null ? "" : "(" + keys() + ") > (" + parameters() + ") AND ") + "(" + keys() + ") <= ("
                + parameters() + ")";
    }

    @Override
    public int bind(PreparedStatement statement, Chunk chunk) throws SQLException {
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

    @Override
    public String keyTexts() {
        return table.primaryKey().stream().map(ColumnFacts::asText).collect(Collectors.joining(", "));
    }

    private String keys() {
        return Quoting.names(table.primaryKey().stream().map(ColumnFacts::name).toList());
    }

    private String descending() {
        return table.primaryKey().stream()
                .map(column -> Quoting.name(column.name()) + " DESC")
                .collect(Collectors.joining(", "));
    }

    private String parameters() {
        return table.primaryKey().stream()
                .map(column -> "CAST(? AS " + column.type() + ")")
                .collect(Collectors.joining(", "));
    }
}
