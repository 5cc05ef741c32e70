package io.crossfade.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What each of an instance's connections holds a lock by in the database, so that the database can prove that none of
 * them is left: the number of a shared advisory lock on PostgreSQL, part of the names of {@link NamedLocks} elsewhere.
 */
public final class InstanceKey {

    private InstanceKey() {}

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
