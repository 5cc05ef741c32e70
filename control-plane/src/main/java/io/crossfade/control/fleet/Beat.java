package io.crossfade.control.fleet;

import io.crossfade.migration.Heartbeat;

/** What an instance has said of itself. */
record Beat(String instance, Heartbeat heartbeat) {}
