package io.crossfade.control.config;

import java.time.Duration;

/**
 * A store that several control planes share.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param schema in which the store's tables are; a name that needs no quoting
 * @param lease how long the control plane that leads counts as leading without saying so
 */
public record StoreConfig(String url, String user, String password, String schema, Duration lease) {

    public static final String DEFAULT_SCHEMA = "crossfade_store";
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(5);

    /** With the default for everything that can be left out. */
    public static StoreConfig of(String url, String user, String password) {
        return new StoreConfig(url, user, password, DEFAULT_SCHEMA, DEFAULT_LEASE);
    }

    public StoreConfig withLease(Duration newLease) {
        return new StoreConfig(url, user, password, schema, newLease);
    }

    /** As messages name it: without what may be secret. */
    public String place() {
        return url.replaceFirst("\\?.*", "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreConfig[url=" + place() + ", user=" + user + ", schema=" + schema + "]";
    }
}
