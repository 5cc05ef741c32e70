package io.crossfade.faults;

import io.crossfade.processes.Ports;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/** The line between two processes, which can be cut: what is sent meanwhile arrives when it is mended. */
final class Line implements AutoCloseable {

    private static final Pattern PLACE = Pattern.compile("//([^/:]+):(\\d+)");

    private final TcpCrusher crusher;
    private final String url;

    private Line(TcpCrusher crusher, String url) {
        this.crusher = crusher;
        this.url = url;
    }

    /** A line to the host and port in a URL. */
    static Line to(NioReactor reactor, String url) {
        Matcher place = PLACE.matcher(url);
        if (!place.find()) {
            throw new IllegalArgumentException("no host and port in " + url);
        }
        int port = Ports.free();
        TcpCrusher crusher = TcpCrusherBuilder.builder()
                .withReactor(reactor)
                .withBindAddress("127.0.0.1", port)
                .withConnectAddress(place.group(1), Integer.parseInt(place.group(2)))
                .buildAndOpen();
        return new Line(crusher, place.replaceFirst("//127.0.0.1:" + port));
    }

    /** The URL by which one gets there over this line. */
    String url() {
        return url;
    }

    void cut() {
        crusher.freeze();
    }

    void mend() {
        crusher.unfreeze();
    }

    @Override
    public void close() {
        crusher.close();
    }
}
