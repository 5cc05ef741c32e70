package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queries with a row mapper. */
final class Rows {

    private Rows() {}

    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    static <T> List<T> all(Connection connection, String sql, Mapper<T> mapper, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
            }
        }
        return found;
    }

    static <T> Optional<T> one(Connection connection, String sql, Mapper<T> mapper, Object... values)
            throws SQLException {
        return all(connection, sql, mapper, values).stream().findFirst();
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
