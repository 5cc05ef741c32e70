package io.crossfade.migration;

import java.util.HexFormat;

/**
 * How the sessions of an instance are known on MySQL and MariaDB, where a named lock has one holder and nobody can list the
 * names without a privilege or a plugin. So the names are few enough to ask for each: a logical database has
 * {@link #PLACES} places, and a session at one of them holds two locks of that number, first its instance's and then its
 * database's mark.
 *
 * <p>Which places an instance takes, and in which order, follows from its id. So the owner of a place is found among a few.
 */
public final class NamedLocks {

    /** How many sessions of a logical database there can be at a time. A power of two. */
    public static final int PLACES = 1 << 14;

    private final long key;
    private final String own;
    private final String marks;

    private NamedLocks(long key, String own, String marks) {
        this.key = key;
        this.own = own;
        this.marks = marks;
    }

    /**
     * The locks of an instance's sessions.
     *
     * @param database the logical database
     */
    public static NamedLocks of(String database, String instanceId) {
        long key = InstanceKey.of(database + '\n' + instanceId);
        return new NamedLocks(key, "crossfade:" + hex(key) + ":", marks(database));
    }

    /** The start of the names of a logical database's marks; the place's number goes behind it. */
    public static String marks(String database) {
        return "crossfade:db:" + hex(InstanceKey.of("database:" + database)) + ":";
    }

    private static String hex(long key) {
        return HexFormat.of().toHexDigits(key);
    }

    /** The start of the names of the instance's own locks; the place's number goes behind it. */
    public String own() {
        return own;
    }

    /** The name of the instance's own lock at a place. */
    public String own(int place) {
        return own + place;
    }

    /** The name of the database's mark at a place. */
    public String mark(int place) {
        return marks + place;
    }

    /**
     * A place, from 0 to {@link #PLACES} - 1. Over as many numbers, each comes once.
     *
     * @param number which place of the instance's: it tries 0 first
     */
    public int place(int number) {
        // An odd step goes round all places before it comes back to the first.
        long step = key >>> 32 | 1;
        return (int) (key + number * step) & (PLACES - 1);
    }
}
