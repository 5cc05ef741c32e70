package io.crossfade.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance finds the control plane that leads among several, and goes on to the next one that does. */
final class AddressesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<Plane> planes = new ArrayList<>();
    private final Plane a = new Plane();
    private final Plane b = new Plane();
    private final Addresses addresses = new Addresses(a.url() + "/, " + b.url());

    @AfterEach
    void stop() {
        planes.forEach(Plane::stop);
    }

    private static HttpRequest.Builder get(URI base) {
        return HttpRequest.newBuilder(URI.create(base + "/x"));
    }

    private String answer() throws Exception {
        return addresses.send(AddressesTest::get, LIMIT).body();
    }

    @Test
    void staysWithTheOneThatLeads() throws Exception {
        a.status = 503;
        for (int i = 0; i < 3; i++) {
            assertThat(answer()).isEqualTo(b.url());
        }
        assertThat(a.asked).hasValue(1);
    }

    @Test
    void goesOnWhenAnotherLeads() throws Exception {
        assertThat(answer()).isEqualTo(a.url());
        assertThat(addresses.turns()).isZero();
        a.stop();
        assertThat(answer()).isEqualTo(b.url());
        assertThat(answer()).isEqualTo(b.url());
        assertThat(addresses.turns()).isEqualTo(1);
    }

    @Test
    void saysWhatEachHasAnswered() {
        a.status = 503;
        b.status = 500;
        assertThatThrownBy(this::answer)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(a.url())
                .hasMessageContaining("503")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining(b.url()));
        assertThat(addresses).hasToString(a.url() + "," + b.url());
    }

    @Test
    void asksNobodyElseWhatIsRefused() {
        a.status = 403;
        assertThatThrownBy(this::answer).hasMessageContaining("403");
        assertThat(b.asked).hasValue(0);
    }

    /** A control plane that is paused keeps nobody waiting for what its successor shows. */
    @Test
    void whoWaitsGoesOnWhenAnotherRequestFindsANewLeader() throws Exception {
        a.hold();
        CompletableFuture<String> waiting = new CompletableFuture<>();
        Thread thread = Threads.daemon("waits", () -> {
            try {
                waiting.complete(answer());
            } catch (Exception e) {
                waiting.completeExceptionally(e);
            }
        });
        thread.start();
        assertThat(a.held.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(addresses.send(AddressesTest::get, Duration.ofSeconds(2)).body())
                .isEqualTo(b.url());
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(b.url());
    }

    @Test
    void doesNotWaitLongAgainForWhoIsSilent() throws Exception {
        a.hold();
        assertThat(addresses.send(AddressesTest::get, Duration.ofSeconds(2)).body())
                .isEqualTo(b.url());
        b.status = 503;
        long before = System.nanoTime();
        assertThatThrownBy(this::answer).hasMessageContaining("503");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        a.release();
        assertThat(answer()).isEqualTo(a.url());
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThatThrownBy(() -> new Addresses("http://a:1,b:2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'b:2' is not an http URL");
        assertThatThrownBy(() -> new Addresses("http://a:1,")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Answers with its own URL. */
    private final class Plane {

        private final HttpServer server;
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile CountDownLatch holds = new CountDownLatch(0);
        private volatile int status = 200;

        Plane() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(Executors.newCachedThreadPool(task -> Threads.daemon("plane", task)));
            server.createContext("/x", this::answer);
            server.start();
            planes.add(this);
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void hold() {
            holds = new CountDownLatch(1);
        }

        void release() {
            holds.countDown();
        }

        void stop() {
            release();
            server.stop(0);
        }

        private void answer(HttpExchange exchange) throws IOException {
            asked.incrementAndGet();
            held.countDown();
            try {
                holds.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            byte[] body = url().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }
}
