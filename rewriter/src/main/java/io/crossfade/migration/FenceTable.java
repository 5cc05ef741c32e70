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

    /** The first of the two numbers of a mark: {@code xfad} in ASCII. */
    public static final int MARK = 0x78666164;

    private FenceTable() {}

    /** The second of the two numbers of a database's mark. */
    public static int mark(String database) {
        return (int) InstanceKey.of("database:" + database);
    }
}
