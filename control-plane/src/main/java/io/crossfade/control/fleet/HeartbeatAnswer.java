package io.crossfade.control.fleet;

import java.time.Duration;

/**
 * What an instance is told when it has sent a heartbeat.
 *
 * @param epoch that it should hold
 * @param next after what time it is to send the next one, if it has nothing to tell before
 */
public record HeartbeatAnswer(long epoch, Duration next) {}
