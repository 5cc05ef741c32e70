package io.crossfade.control.config;

import java.time.Duration;

/**
 * How the control plane reaches and treats one logical database.
 *
 * @param url a JDBC URL of PostgreSQL, MySQL or MariaDB
 * @param lockTimeout how long a statement that changes the schema may wait for its lock, and so make others wait
 * @param chunkRows how many rows one transaction of a backfill or a verification covers
 * @param throttle the most rows per second that a job may cover; 0 for no limit
 * @param flipLimit how long a step may wait to be acknowledged, if the request doesn't say
 * @param lease how long an instance counts as alive after its last heartbeat
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        Duration lockTimeout,
        int chunkRows,
        int throttle,
        Duration lease,
        Duration flipLimit) {

    /** Everybody who comes after a waiting change of the schema waits behind it: short, and tried again. */
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofMillis(300);

    public static final int DEFAULT_CHUNK_ROWS = 2000;
    public static final int NO_THROTTLE = 0;
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    /** Nobody is in anybody's way meanwhile, so it may be long. */
    public static final Duration DEFAULT_FLIP_LIMIT = Duration.ofMinutes(10);

    /** With the default for everything that can be left out. */
    public static DatabaseConfig of(String url, String user, String password) {
        return new DatabaseConfig(
                url,
                user,
                password,
                DEFAULT_LOCK_TIMEOUT,
                DEFAULT_CHUNK_ROWS,
                NO_THROTTLE,
                DEFAULT_LEASE,
                DEFAULT_FLIP_LIMIT);
    }

    public DatabaseConfig withLease(Duration newLease) {
        return new DatabaseConfig(url, user, password, lockTimeout, chunkRows, throttle, newLease, flipLimit);
    }

    public DatabaseConfig withChunkRows(int rows) {
        return new DatabaseConfig(url, user, password, lockTimeout, rows, throttle, lease, flipLimit);
    }

    public DatabaseConfig withThrottle(int rowsPerSecond) {
        return new DatabaseConfig(url, user, password, lockTimeout, chunkRows, rowsPerSecond, lease, flipLimit);
    }

    public DatabaseConfig withLockTimeout(Duration timeout) {
        return new DatabaseConfig(url, user, password, timeout, chunkRows, throttle, lease, flipLimit);
    }

    public DatabaseConfig withFlipLimit(Duration limit) {
        return new DatabaseConfig(url, user, password, lockTimeout, chunkRows, throttle, lease, limit);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + "]";
    }
}
