package io.crossfade.control.fleet;

import io.crossfade.migration.Heartbeat;
import java.util.Optional;

/**
 * An instance at a moment.
 *
 * @param lastSeen milliseconds since 1970
 * @param proved the epoch before which the database has proved that nothing is left of it; 0 if none
 */
public record InstanceView(String id, Heartbeat heartbeat, long lastSeen, Liveness liveness, long proved) {

    /** Whether it is alive, or proved by the database, that nothing planned under an epoch before this one is left in it. */
    public boolean hasAcknowledged(long epoch) {
        return proved >= epoch || (liveness == Liveness.LIVE && heartbeat.drained() >= epoch);
    }

    /** What its driver doesn't know of a migration: it leaves the table alone, and the migration waits for it. */
    public Optional<String> doesntKnow(String migration) {
        return liveness != Liveness.LIVE
                ? Optional.empty()
                : heartbeat.unknown().stream()
                        .filter(unknown -> unknown.migration().equals(migration))
                        .map(Heartbeat.Unknown::what)
                        .findFirst();
    }

    /** Whether a migration that came to where it stands with an epoch need not wait for this instance. */
    public boolean hasAcknowledged(long epoch, String migration) {
        return hasAcknowledged(epoch) && doesntKnow(migration).isEmpty();
    }

    /** Why a migration waits for this instance, for a person. */
    public String why(long epoch, String migration) {
        return doesntKnow(migration)
                .map(what -> "its driver, version " + heartbeat.driverVersion()
                        + ", doesn't understand the migration and refuses statements on its table: " + what
                        + "; update the driver of that application")
                .orElseGet(() -> why(epoch));
    }

    /** The epoch before which nothing is left of it, as far as anybody knows. */
    public long drained() {
        return Math.max(proved, heartbeat.drained());
    }

    /** Why an epoch isn't acknowledged, for a person. */
    public String why(long epoch) {
        return switch (liveness) {
            case UNHEARD ->
                "it hasn't been heard of since the control plane started; it counts as lost once the lease"
                        + " has run out";
            case LOST ->
                heartbeat.onReplicas()
                        ? "it has stopped sending heartbeats, and it has had sessions on read replicas, of which the"
                                + " database can't tell whether they are gone; end the process, and then say so: DELETE"
                                + " /v1/databases/<database>/instances/" + id
                        : "it has stopped sending heartbeats, and the database hasn't proved that all its sessions are"
                                + " gone; end the process, or its sessions";
            case LIVE ->
                heartbeat
                        .oldest()
                        .map(oldest -> (oldest.transaction() ? "an open transaction" : "a statement")
                                + " planned under epoch " + oldest.epoch() + " has been going on for "
                                + Spans.of(oldest.millis()) + "; last SQL: " + oldest.sql())
                        .orElse(
                                heartbeat.holds() < epoch
                                        ? "it still holds epoch " + heartbeat.holds()
                                        : "it holds epoch " + heartbeat.holds() + " and drains");
        };
    }
}
