package io.crossfade.jdbc;

import io.crossfade.migration.FenceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a server of MySQL or MariaDB says of itself. It doesn't say to everybody whether it replicates from another, so
 * this is told by what only a primary shows: it can be written, it has every epoch that anybody knows of, and it is the
 * server on which its fence was written.
 *
 * @param identity as {@link FenceTable#MYSQL_SERVER} has it
 * @param isReadOnly whether it refuses what applications write
 */
record MySqlServerFacts(String identity, boolean isReadOnly) {

    /** Newer versions of MariaDB have more values for it than two. */
    static final String READ_ONLY =
            "(CAST(@@GLOBAL.read_only AS CHAR) NOT IN ('0', 'OFF') OR @@GLOBAL.innodb_read_only)";

    /** The expressions of a query for it. */
    static final String COLUMNS = FenceTable.MYSQL_SERVER + ", " + READ_ONLY;

    /** Both products count the seconds of a process from one moment to the start of the query. */
    static final String PROCESS = "SELECT UNIX_TIMESTAMP() - (SELECT VARIABLE_VALUE FROM"
            + " /*!80000 performance_schema.global_status */ /*M! information_schema.GLOBAL_STATUS */"
            + " WHERE VARIABLE_NAME = 'UPTIME'), (SELECT COUNT(*) FROM"
            + " /*!80000 performance_schema.global_variables */ /*M! information_schema.GLOBAL_VARIABLES */"
            + " WHERE VARIABLE_NAME IN ('replica_preserve_commit_order', 'slave_preserve_commit_order')"
            + " AND VARIABLE_VALUE = 'OFF'), (SELECT COUNT(*) FROM"
            + " /*!80000 performance_schema.global_variables */ /*M! information_schema.GLOBAL_VARIABLES */"
            + " WHERE VARIABLE_NAME IN ('replica_parallel_workers', 'slave_parallel_workers')"
            + " AND VARIABLE_VALUE > 1)";

    /**
     * What a replica's process says.
     *
     * @param start tells it from those before and after it: seconds since the epoch
     * @param keepsOrder whether it commits in the order in which the primary did
     */
    record ServerProcess(long start, boolean keepsOrder) {

        static ServerProcess of(ResultSet row) throws SQLException {
            return new ServerProcess(row.getLong(1), row.getInt(2) == 0 || row.getInt(3) == 0);
        }
    }

    /** @param first the column at which they begin */
    static MySqlServerFacts of(ResultSet row, int first) throws SQLException {
        return new MySqlServerFacts(row.getString(first), row.getBoolean(first + 1));
    }

    /**
     * Whether it isn't the primary, or can't be told from one that isn't.
     *
     * @param epoch what its fence shows
     * @param known what the primary's fence shows at least
     * @param writtenOn the server that its fence names; null if it names none
     */
    boolean isStandby(long epoch, long known, @Nullable String writtenOn) {
        return isReadOnly || epoch < known || (writtenOn != null && !writtenOn.equals(identity));
    }
}
