package io.crossfade.control.store;

import io.crossfade.migration.Heartbeat;

/**
 * An instance as last heard of.
 *
 * @param lastSeen milliseconds since 1970
 */
public record InstanceState(String database, String id, Heartbeat heartbeat, long lastSeen) {}
