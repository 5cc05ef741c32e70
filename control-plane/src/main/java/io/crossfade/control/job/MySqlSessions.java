package io.crossfade.control.job;

import io.crossfade.control.error.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The sessions of the driver on a server of MySQL or MariaDB, known by the named locks that they hold ({@link MySqlRegistry}). */
final class MySqlSessions {

    private static final int NO_SUCH_THREAD = 1094;
    private static final int KILL_DENIED = 1095;
    private static final int ACCESS_DENIED = 1227;

    /** InnoDB says when a transaction began in the time zone of the system, whatever that of the session is. */
    private static final String TRANSACTION =
            "WHEN t.trx_started IS NOT NULL THEN GREATEST(1, TIMESTAMPDIFF(MICROSECOND,"
                    + " CONVERT_TZ(t.trx_started, 'SYSTEM', @@session.time_zone), NOW(6)) DIV 1000)";

    private static final String OF_INSTANCE = "SELECT holder.id, COALESCE(p.USER, '?'), COALESCE(p.HOST, ''),"
            + " CASE WHEN p.ID IS NULL THEN " + DatabaseSession.UNSEEN + " %s"
            + " WHEN p.COMMAND <> 'Sleep' THEN GREATEST(1, p.TIME * 1000) ELSE %d END"
            + " FROM " + MySqlRegistry.HOLDERS
            + " AS holder LEFT JOIN information_schema.PROCESSLIST p ON p.ID = holder.id %s"
            + " WHERE holder.id IS NOT NULL ORDER BY holder.id";

    private static final String WITH_TRANSACTIONS = OF_INSTANCE.formatted(
            TRANSACTION, 0, "LEFT JOIN information_schema.INNODB_TRX t ON t.trx_mysql_thread_id = holder.id");

    private static final String WITHOUT_TRANSACTIONS = OF_INSTANCE.formatted("", DatabaseSession.UNSEEN, "");

    private MySqlSessions() {}

    /** @param locks the start of the names of locks that they hold */
    static List<DatabaseSession> of(MySqlSession session, String locks) throws SQLException {
        try {
            return Rows.all(session.connection(), WITH_TRANSACTIONS, MySqlSessions::read, locks);
        } catch (SQLException e) {
            if (e.getErrorCode() != ACCESS_DENIED) {
                throw e;
            }
            return Rows.all(session.connection(), WITHOUT_TRANSACTIONS, MySqlSessions::read, locks);
        }
    }

    private static DatabaseSession read(ResultSet row) throws SQLException {
        return new DatabaseSession(row.getLong(1), row.getString(2), "", row.getString(3), row.getLong(4));
    }

    static boolean end(MySqlSession session, long process) throws SQLException {
        try {
            Rows.execute(session.connection(), "KILL CONNECTION " + process);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_THREAD) {
                return false;
            }
            if (e.getErrorCode() == KILL_DENIED) {
                throw new RefusedException(
                        "the control plane's user may not end session " + process,
                        List.of(e.getMessage()
                                + "; grant it CONNECTION_ADMIN (on MariaDB: CONNECTION ADMIN), or have an"
                                + " administrator end it"));
            }
            throw e;
        }
    }
}
