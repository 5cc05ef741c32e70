package io.crossfade.fleet;

import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import io.crossfade.phase.SnapshotSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as the driver speaks it, over two connections that are kept, one for polls and one for heartbeats: so little of it that
 * thousands of instances fit into the JVM that measures.
 */
final class KeptLine implements SnapshotSource, AutoCloseable {

    private static final int POLL_MILLIS = 20_000;
    private static final Pattern EPOCH = Pattern.compile("\"epoch\"\\s*:\\s*(\\d+)");
    private static final Pattern NEXT = Pattern.compile("\"nextMs\"\\s*:\\s*(\\d+)");

    private final URI controlPlane;
    private final String path;
    private final String instance;
    private final Acknowledgements acknowledgements;
    private final Connection polls = new Connection();
    private final Connection beats = new Connection();
    /** Written by the thread that reports. */
    private long reported;

    /** @param acknowledgements is told what the control plane has taken note of */
    KeptLine(String controlPlane, String database, String instance, Acknowledgements acknowledgements) {
        this.controlPlane = URI.create(controlPlane);
        this.path = "/v1/databases/" + database;
        this.instance = instance;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public String place() {
        return controlPlane.toString();
    }

    @Override
    public Snapshot fetch() throws IOException {
        return Wire.readSnapshot(polls.ask("GET", path + "/snapshot", ""));
    }

    @Override
    public Optional<Snapshot> await(long epoch) throws IOException {
        String body = polls.ask("GET", path + "/snapshot?after=" + epoch + "&waitMs=" + POLL_MILLIS, "");
        return body.isEmpty() ? Optional.empty() : Optional.of(Wire.readSnapshot(body));
    }

    @Override
    public Answer report(Heartbeat heartbeat) throws IOException {
        String body = beats.ask("PUT", path + "/instances/" + instance, Wire.write(heartbeat));
        acknowledgements.noted(reported, heartbeat.drained());
        reported = Math.max(reported, heartbeat.drained());
        return new Answer(number(EPOCH, body), number(NEXT, body));
    }

    private static long number(Pattern key, String body) throws IOException {
        Matcher found = key.matcher(body);
        if (!found.find()) {
            throw new IOException("no " + key + " in " + body);
        }
        return Long.parseLong(found.group(1));
    }

    @Override
    public void leave() throws IOException {
        beats.ask("DELETE", path + "/instances/" + instance, "");
    }

    @Override
    public void close() throws IOException {
        polls.close();
        beats.close();
    }

    /** One connection, used by one thread at a time. */
    private final class Connection {

        private @Nullable Socket socket;
        private InputStream input = InputStream.nullInputStream();

        synchronized String ask(String method, String resource, String body) throws IOException {
            try {
                Socket open = opened();
                byte[] content = body.getBytes(StandardCharsets.UTF_8);
                String head = method + " " + resource + " HTTP/1.1\r\nHost: " + controlPlane.getAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
                open.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                return answer();
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        private Socket opened() throws IOException {
            Socket known = socket;
            if (known != null) {
                return known;
            }
            Socket opened = new Socket();
            opened.setTcpNoDelay(true);
            opened.connect(new InetSocketAddress(controlPlane.getHost(), controlPlane.getPort()));
            opened.setSoTimeout(2 * POLL_MILLIS);
            socket = opened;
            input = new BufferedInputStream(opened.getInputStream());
            return opened;
        }

        private String answer() throws IOException {
            String status = line();
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                } else if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
                    throw new IOException("this line doesn't know chunks");
                }
            }
            String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
            if (!status.startsWith("HTTP/1.1 2")) {
                throw new IOException(status + " " + body);
            }
            return body;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = input.read(); c != '\n'; c = input.read()) {
                if (c < 0) {
                    throw new EOFException("the control plane has closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() throws IOException {
            Socket open = socket;
            if (open != null) {
                open.close();
                socket = null;
            }
        }
    }
}
