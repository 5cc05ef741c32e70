package io.crossfade.rewrite;

/** A statement touches a migrating table and can't be rewritten with certainty. */
public final class RefusedException extends RuntimeException {

    private final String migration;
    private final String construct;
    private final int offset;

    /**
     * @param migration the migration on whose account the statement is refused
     * @param construct what in the statement can't be rewritten, and what to do about it
     * @param offset where it stands in the statement, in UTF-16 units from 0
     */
    public RefusedException(String migration, String construct, int offset) {
        super("migration '" + migration + "': " + construct + " (at character " + (offset + 1) + ")");
        this.migration = migration;
        this.construct = construct;
        this.offset = offset;
    }

    public String migration() {
        return migration;
    }

    /** The same, for a statement that stands further on in its text. */
    RefusedException movedBy(int characters) {
        return new RefusedException(migration, construct, offset + characters);
    }

    public int offset() {
        return offset;
    }
}
