package io.crossfade.control;

import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.http.Api;
import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.store.H2Store;
import io.crossfade.control.store.Store;
import java.net.URI;
import java.nio.file.Path;
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

    private final Store store;
    private final Fleets fleets;
    private final Api api;
    private final String host;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPlane(Store store, Fleets fleets, Api api, String host) {
        this.store = store;
        this.fleets = fleets;
        this.api = api;
        this.host = host;
    }

    /**
     * Starts where the state in the data directory was left.
     *
     * @param data a directory of its own; made if it isn't there
     * @param port 0 for any free one
     * @throws io.crossfade.control.error.ControlException if the directory or the port is in use, or the state doesn't go
     *     with the configuration
     */
    public static ControlPlane start(ControlPlaneConfig config, Path data, String host, int port) {
        return start(config, data, host, port, StopPoints.NONE);
    }

    /** As above, with a hook by which tests stop jobs at named points. */
    public static ControlPlane start(
            ControlPlaneConfig config, Path data, String host, int port, StopPoints stopPoints) {
        Store store = H2Store.open(data);
        try {
            Fleets fleets = new Fleets(config, store, ApplicationDatabase::open, Clocks.system(), stopPoints);
            try {
                Api api = new Api(fleets, config.token());
                api.start(host, port);
                fleets.startTicking();
                return new ControlPlane(store, fleets, api, host);
            } catch (RuntimeException e) {
                fleets.close();
                throw e;
            }
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
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
        fleets.close();
        store.close();
    }
}
