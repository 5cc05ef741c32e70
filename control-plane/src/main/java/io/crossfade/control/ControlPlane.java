package io.crossfade.control;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.http.Api;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.lead.Leadership;
import io.crossfade.control.store.Election;
import io.crossfade.control.store.H2Election;
import io.crossfade.control.store.PostgreSqlElection;
import io.crossfade.control.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A control plane in this process: it serves snapshots, takes heartbeats, and carries migrations out.
 *
 * <pre>{@code
 * try (ControlPlane controlPlane = ControlPlane.start(config, Path.of("data"), "127.0.0.1", 0)) {
 *     URI uri = controlPlane.uri();
 * }
 * }</pre>
 */
public final class ControlPlane implements AutoCloseable {

    private final Leadership leadership;
    private final Api api;
    private final String host;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPlane(Leadership leadership, Api api, String host) {
        this.leadership = leadership;
        this.api = api;
        this.host = host;
    }

    /**
     * Starts where the state was left: in the store that the configuration names, else in the data directory. With a store that
     * others share, it may have to wait for its turn; it answers meanwhile.
     *
     * @param data a directory of its own; made if it is needed and isn't there
     * @param port 0 for any free one
     * @throws io.crossfade.control.error.ControlException if the directory or the port is in use, the store doesn't answer,
     *     or the state doesn't go with the configuration
     */
    public static ControlPlane start(ControlPlaneConfig config, Path data, String host, int port) {
        return start(config, data, host, port, Optional.empty(), StopPoints.NONE);
    }

    /**
     * As above.
     *
     * @param advertised where others reach it, as those that stand by tell them; empty for where it listens
     * @param stopPoints by which tests stop jobs at named points
     */
    public static ControlPlane start(
            ControlPlaneConfig config,
            Path data,
            String host,
            int port,
            Optional<String> advertised,
            StopPoints stopPoints) {
        Optional<H2Election> alone = config.store().isPresent() ? Optional.empty() : Optional.of(H2Election.open(data));
        try {
            return started(config, alone, host, port, advertised, stopPoints);
        } catch (RuntimeException e) {
            alone.ifPresent(H2Election::close);
            throw e;
        }
    }

    /** The store's row says where the leader listens, so that is known first. */
    private static ControlPlane started(
            ControlPlaneConfig config,
            Optional<H2Election> alone,
            String host,
            int port,
            Optional<String> advertised,
            StopPoints stopPoints) {
        Api api = new Api(config.token());
        api.start(host, port);
        try {
            String address = advertised.orElse("http://" + host + ":" + api.port());
            Election election = alone.isPresent()
                    ? alone.get()
                    : PostgreSqlElection.open(config.store().orElseThrow(), address);
            Leadership leadership =
                    new Leadership(election, store -> begun(config, store, stopPoints), System::nanoTime);
            try {
                leadership.start();
                api.serve(leadership);
                return new ControlPlane(leadership, api, host);
            } catch (RuntimeException e) {
                leadership.close();
                throw e;
            }
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private static Fleets begun(ControlPlaneConfig config, Store store, StopPoints stopPoints) {
        Fleets fleets = new Fleets(
                config,
                store,
                (name, settings) -> ApplicationDatabase.open(name, settings, store.term()),
                Clocks.system(),
                stopPoints);
        fleets.startTicking();
        return fleets;
    }

    public int port() {
        return api.port();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://" + host + ":" + port());
    }

    /** Stops listening and stops jobs, which go on at the next start. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        api.close();
        leadership.close();
    }
}
