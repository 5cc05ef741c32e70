package io.crossfade.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers. */
public final class Ports {

    /** Outgoing connections get higher ones, so a server that is started again finds its port free. */
    private static final int FIRST = 15_000;

    private static final int AFTER_LAST = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** One that nobody listens at now. Chosen by chance, for several JVMs may ask at the same time. */
    public static int free() {
        IOException last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new UncheckedIOException("no port is free", new IOException(last));
    }
}
