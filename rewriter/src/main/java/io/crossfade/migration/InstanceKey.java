package io.crossfade.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What each of an instance's connections holds a lock by in the database, so that the database can prove that none of
 * them is left: a number for a shared advisory lock where there are such, otherwise a name of its own for each.
 */
public final class InstanceKey {

    /** How many connections of one instance can hold a named lock at a time. */
    public static final int MOST_SLOTS = 10_000;

    private InstanceKey() {}

    /**
     * The start of the names of an instance's locks: 16 hexadecimal digits of its key between {@code crossfade:} and
     * another colon. With a slot behind it, it stays below the 64 characters that MySQL allows.
     */
    public static String lockNames(String instanceId) {
        return "crossfade:" + HexFormat.of().toHexDigits(of(instanceId)) + ":";
    }

    /**
     * The name of the lock of one connection.
     *
     * @param slot from 0 to {@link #MOST_SLOTS} - 1, unique among the instance's open connections
     */
    public static String lockName(String instanceId, int slot) {
        return lockNames(instanceId) + slot;
    }

    /** The first 8 bytes, big-endian, of SHA-256 over {@code crossfade:} and the instance's id in UTF-8. */
    public static long of(String instanceId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("crossfade:" + instanceId).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
