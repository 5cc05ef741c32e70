package io.crossfade.migration;

/**
 * Where PostgreSQL has the fence, and how a session is known there as one of Crossfade's: it holds two shared advisory
 * locks, first its instance's ({@link InstanceKey#of}) and then the mark of its logical database.
 */
public final class FenceTable {

    /** The table: one row for each logical database, with its epoch and snapshot. */
    public static final String NAME = "crossfade.fence";

    /** The first of the two numbers of a mark: {@code xfad} in ASCII. */
    public static final int MARK = 0x78666164;

    private FenceTable() {}

    /** The second of the two numbers of a database's mark. */
    public static int mark(String database) {
        return (int) InstanceKey.of("database:" + database);
    }
}
