package io.crossfade.migration;

/**
 * Where a database has the fence: a table with one row for each logical database, its epoch and snapshot. And how a session is
 * known on PostgreSQL as one of Crossfade's: it holds two shared advisory locks, first its instance's
 * ({@link InstanceKey#of}) and then the mark of its logical database. For MySQL and MariaDB see {@link NamedLocks}.
 */
public final class FenceTable {

    /** The table on PostgreSQL. */
    public static final String NAME = "crossfade.fence";

    /** The table on MySQL and MariaDB, in the application's own schema. */
    public static final String MYSQL_NAME = "crossfade_fence";

    /**
     * What tells a server of MySQL or MariaDB from all others that replicate from it: an expression, whose value the fence
     * has from the server on which it was written, as a constant, so that it comes to replicas as it is. MariaDB has no
     * identity of a server's own.
     */
    public static final String MYSQL_SERVER = "CONCAT_WS(' ', /*!80000 @@GLOBAL.server_uuid, */"
            + " /*M! @@GLOBAL.server_id, @@GLOBAL.hostname, @@GLOBAL.port, */ NULL)";

    /** The first of the two numbers of a mark: {@code xfad} in ASCII. */
    public static final int MARK = 0x78666164;

    private FenceTable() {}

    /** The second of the two numbers of a database's mark. */
    public static int mark(String database) {
        return (int) InstanceKey.of("database:" + database);
    }
}
