package io.crossfade.measure;

import io.crossfade.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a server's own parser. Only the syntax counts: the tables don't exist. */
final class ServerSyntax {

    private static final int MYSQL_ERROR = 1064;
    private static final String POSTGRESQL_STATE = "42601";

    private ServerSyntax() {}

    static boolean accepts(Dialect dialect, Connection server, String sql) {
        return dialect.isMySql() ? mysqlAccepts(server, sql) : postgresAccepts(server, sql);
    }

    private static boolean mysqlAccepts(Connection server, String sql) {
        try (Statement statement = server.createStatement()) {
            statement.execute(
                    "PREPARE measured FROM '" + sql.replace("\\", "\\\\").replace("'", "\\'") + "'");
            statement.execute("DEALLOCATE PREPARE measured");
            return true;
        } catch (SQLException e) {
            return e.getErrorCode() != MYSQL_ERROR;
        }
    }

    private static boolean postgresAccepts(Connection server, String sql) {
        try (PreparedStatement statement = server.prepareStatement(sql)) {
            statement.getParameterMetaData();
            return true;
        } catch (SQLException e) {
            return !POSTGRESQL_STATE.equals(e.getSQLState());
        }
    }
}
