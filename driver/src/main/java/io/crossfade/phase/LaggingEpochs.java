package io.crossfade.phase;

import io.crossfade.migration.Heartbeat.InFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The epochs of sessions that see the database as it was some time ago, those of each server by themselves. Nothing is
 * acknowledged that such a server doesn't show yet, and nobody begins on one that is behind what has been acknowledged.
 *
 * <p>Guarded by its monitor.
 */
final class LaggingEpochs<P> {

    private final List<Server<P>> servers = new ArrayList<>();
    private long acknowledged;

    /** The epoch that was asked for last, and since when. */
    private long asked = -1;

    private long since;

    /** @param name of the server, as a message has it */
    private record Server<P>(String name, Epochs<P> epochs) {}

    /**
     * A claim for a session on such a server.
     *
     * @return empty if the server is behind what has been acknowledged
     */
    synchronized Optional<Claim<P>> join(String name, Epochs<P> epochs) {
        if (epochs.current().epoch() < acknowledged) {
            return Optional.empty();
        }
        if (servers.stream().noneMatch(server -> server.epochs() == epochs)) {
            servers.add(new Server<>(name, epochs));
        }
        return Optional.of(epochs.register());
    }

    /** What is acknowledged from here on, given that nothing on other servers is left from before an epoch. */
    synchronized long acknowledge(long drained) {
        servers.removeIf(server -> server.epochs().sessions() == 0);
        long least = drained;
        for (Server<P> server : servers) {
            server.epochs().advanceClock();
            least = Math.min(least, server.epochs().drained());
        }
        acknowledged = Math.max(acknowledged, least);
        return least;
    }

    /** Nobody begins under an epoch before this one any more. */
    synchronized void passed(long epoch) {
        acknowledged = Math.max(acknowledged, epoch);
    }

    /** The latest epoch that has been acknowledged, or passed. */
    synchronized long acknowledged() {
        return acknowledged;
    }

    /** How many sessions there are. */
    synchronized int sessions() {
        return servers.stream().mapToInt(server -> server.epochs().sessions()).sum();
    }

    /** What keeps an epoch from being acknowledged: work under an earlier one, or a server that doesn't show it yet. */
    synchronized Optional<InFlight> oldestBefore(long epoch) {
        if (epoch != asked) {
            asked = epoch;
            since = System.nanoTime();
        }
        Optional<InFlight> work = Optional.empty();
        Optional<InFlight> lag = Optional.empty();
        for (Server<P> server : servers) {
            if (work.isEmpty()) {
                work = server.epochs().oldestBefore(epoch);
            }
            long shown = server.epochs().current().epoch();
            if (shown < epoch) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
                lag = Optional.of(new InFlight(
                        shown, millis, false, "-- read replica " + server.name() + " still shows epoch " + shown));
            }
        }
        return work.isPresent() ? work : lag;
    }
}
