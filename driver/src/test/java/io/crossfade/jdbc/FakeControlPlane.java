package io.crossfade.jdbc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.ComparisonWire;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/** Shows one snapshot, and takes note of what is told of comparisons. */
final class FakeControlPlane implements AutoCloseable {

    final List<String> bodies = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Map<Long, ComparisonReport> taken = new ConcurrentHashMap<>();
    private volatile Snapshot snapshot;
    private volatile Optional<String> shown = Optional.empty();
    private volatile Set<String> compared = Set.of();
    private volatile boolean down;
    private volatile long comparisonsNextMillis;
    private final AtomicInteger goodbyes = new AtomicInteger();
    private volatile boolean unreachable;
    private volatile Optional<Heartbeat> heartbeat = Optional.empty();

    FakeControlPlane(Snapshot first) throws IOException {
        snapshot = first;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void show(Snapshot next) {
        shown = Optional.empty();
        snapshot = next;
    }

    /** Shows a snapshot as a later version would write it. */
    void show(Snapshot next, String text) {
        shown = Optional.of(text);
        snapshot = next;
    }

    /** Of which migrations both sides may be compared. */
    void order(String... migrations) {
        compared = Set.of(migrations);
    }

    /** After what time it wants the next report of comparisons. */
    void wantComparisonsEvery(long millis) {
        comparisonsNextMillis = millis;
    }

    /** How many reports of comparisons have come. */
    int comparisons() {
        return bodies.size();
    }

    /** Whether it answers to reports of comparisons as one does that fails. */
    void down(boolean now) {
        down = now;
    }

    /** Whether it answers to everything as one does that fails. */
    void unreachable(boolean now) {
        unreachable = now;
    }

    /** Whether a heartbeat has come. */
    boolean isTold() {
        return heartbeat.isPresent();
    }

    /** The last one that came. */
    Heartbeat heartbeat() {
        return heartbeat.orElseThrow();
    }

    /** How many instances have said goodbye. */
    int goodbyes() {
        return goodbyes.get();
    }

    long sum(ToLongFunction<Tally> part) {
        return taken.values().stream()
                .flatMap(report -> report.tallies().stream())
                .mapToLong(part)
                .sum();
    }

    long skipped(String why) {
        return sum(tally -> tally.skipped().getOrDefault(why, 0L));
    }

    List<ReadDifference> differences() {
        return taken.values().stream()
                .flatMap(report -> report.differences().stream())
                .toList();
    }

    private void answer(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (unreachable) {
            send(request, 503, "{}");
        } else if (path.endsWith("/comparisons")) {
            if (down) {
                send(request, 503, "{}");
                return;
            }
            bodies.add(body);
            ComparisonReport report = ComparisonWire.readReport(body);
            taken.putIfAbsent(report.sequence(), report);
            send(
                    request,
                    200,
                    ComparisonWire.write(new ComparisonOrders(snapshot.epoch(), compared, comparisonsNextMillis)));
        } else if (path.endsWith("/snapshot")) {
            String query = String.valueOf(request.getRequestURI().getQuery());
            boolean known = query.contains("after=" + snapshot.epoch() + "&");
            send(request, known ? 204 : 200, known ? "" : shown.orElseGet(() -> Wire.write(snapshot)));
        } else {
            if (request.getRequestMethod().equals("PUT")) {
                heartbeat = Optional.of(Wire.readHeartbeat(body));
            }
            if (request.getRequestMethod().equals("DELETE")) {
                goodbyes.incrementAndGet();
            }
            send(request, 200, "{\"epoch\":" + snapshot.epoch() + "}");
        }
    }

    private static void send(HttpExchange request, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            request.getResponseBody().write(bytes);
        }
        request.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
