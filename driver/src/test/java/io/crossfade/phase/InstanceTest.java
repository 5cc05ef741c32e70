package io.crossfade.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An instance against a control plane that misbehaves in every way. */
@Timeout(60)
class InstanceTest {

    private final FakeControlPlane controlPlane = new FakeControlPlane();
    private Optional<Instance<Long>> opened = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        controlPlane.start();
    }

    @AfterEach
    void stop() {
        opened.ifPresent(Instance::close);
        controlPlane.stop();
    }

    @Test
    void isCountedUnderTheCurrentEpochBeforeItRunsAStatement() throws Exception {
        controlPlane.epoch = 1;
        controlPlane.onReport = body -> {
            // The phase changes between the instance's first look and its first word.
            controlPlane.epoch = 2;
            return "{\"epoch\":2,\"later\":{\"keys\":[1]}}";
        };

        Instance<Long> instance = open();

        assertThat(instance.epochs().current().epoch()).isEqualTo(2);
        assertThat(controlPlane.heartbeats.poll().holds()).isEqualTo(1);
        assertThat(controlPlane.heartbeats.poll().holds()).isEqualTo(2);
    }

    @Test
    void acknowledgesANewEpochAtOnceWhenItsLastClaimIsReleased() throws Exception {
        Instance<Long> instance = open();
        Claim<Long> claim = instance.epochs().register();
        claim.take();
        claim.running("UPDATE users SET name = ?");
        controlPlane.epoch = 7;

        Heartbeat waiting = controlPlane.heartbeat(beat -> beat.holds() == 7);
        assertThat(waiting.drained()).isEqualTo(1);
        assertThat(waiting.sessions()).isEqualTo(1);
        assertThat(waiting.oldest()).hasValueSatisfying(work -> {
            assertThat(work.epoch()).isEqualTo(1);
            assertThat(work.sql()).isEqualTo("UPDATE users SET name = ?");
        });

        claim.release();
        Heartbeat done = controlPlane.heartbeat(beat -> beat.drained() == 7);
        assertThat(done.oldest()).isEmpty();
    }

    /** It may have been started anew, and a step may wait for this instance. */
    @Test
    void reportsAtOnceWhenTheControlPlaneIsBack() throws Exception {
        controlPlane.rests = true;
        Instance<Long> instance = open();
        controlPlane.heartbeat(any -> true);
        controlPlane.onPoll = () -> "!500";
        controlPlane.awaitFaults(1);
        controlPlane.heartbeats.clear();

        controlPlane.heal();
        assertThat(controlPlane.heartbeats.poll(10, TimeUnit.SECONDS))
                .as("well before the next one is due")
                .isNotNull();
        assertThat(instance.epochs().current().epoch()).isEqualTo(1);
    }

    @Test
    void reportsAtOnceToAnotherControlPlane() throws Exception {
        AtomicInteger turns = new AtomicInteger();
        BlockingQueue<Heartbeat> heartbeats = new LinkedBlockingQueue<>();
        SnapshotSource several = new SnapshotSource() {
            @Override
            public String place() {
                return "several control planes";
            }

            @Override
            public Snapshot fetch() {
                return new Snapshot("shop", 1, List.of());
            }

            @Override
            public Optional<Snapshot> await(long epoch) throws InterruptedException {
                Thread.sleep(20_000);
                return Optional.empty();
            }

            @Override
            public Answer report(Heartbeat heartbeat) {
                heartbeats.add(heartbeat);
                return new Answer(1, 20_000);
            }

            @Override
            public int turns() {
                return turns.get();
            }

            @Override
            public void leave() {}
        };
        opened = Optional.of(Instance.open(
                new Instance.Identity("web", "1.0", 0),
                several,
                (snapshot, previous) -> snapshot.epoch(),
                observation));
        assertThat(heartbeats.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(heartbeats.poll(10, TimeUnit.SECONDS)).isNotNull();

        turns.incrementAndGet();
        assertThat(heartbeats.poll(10, TimeUnit.SECONDS))
                .as("well before the next one is due")
                .isNotNull();
    }

    /** What the control plane went by until then may have been the word of a registry that doesn't know replicas. */
    @Test
    void joinsNoReplicaThatIsBehindWhatTheControlPlaneGoesBy() throws Exception {
        Instance<Long> instance = open();
        controlPlane.onReport = body -> "{\"epoch\":5}";
        instance.announceReplicas();

        assertThat(controlPlane.heartbeat(Heartbeat::onReplicas)).isNotNull();
        assertThat(instance.join("replica", at(instance, 4))).isEmpty();
        assertThat(instance.join("replica", at(instance, 5))).isPresent();
    }

    private static Epochs<Long> at(Instance<Long> instance, long epoch) {
        return instance.laggingEpochs(new Generation<>(new Snapshot("shop", epoch, List.of()), epoch));
    }

    @Test
    void refusesToOpenWithoutASnapshot() throws Exception {
        controlPlane.stop();
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void refusesToOpenWhereItIsntCounted() {
        controlPlane.onReport = body -> "!500";
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("status 500");
    }

    @Test
    void refusesToOpenOnGarbage() {
        controlPlane.onPoll = () -> "<html>";
        assertThatThrownBy(this::open).isInstanceOf(MigrationException.class);
    }

    @Test
    void outlivesErrorsGarbageAndSilence() throws Exception {
        Instance<Long> instance = open();
        for (String fault : List.of("!500", "<html>", "", "!hang")) {
            controlPlane.onPoll = () -> fault;
            controlPlane.onReport = body -> fault;
            controlPlane.awaitFaults(2);
            assertThat(instance.epochs().current().epoch()).as(fault).isEqualTo(controlPlane.epoch);

            controlPlane.heal();
            long next = controlPlane.epoch + 1;
            controlPlane.epoch = next;
            controlPlane.heartbeat(beat -> beat.drained() == next);
        }
    }

    @Test
    void goesByAnEpochWithAPhaseOfALaterVersionAndSaysSo() throws Exception {
        Instance<Long> instance = open();
        controlPlane.onPoll = () -> "{\"format\":1,\"database\":\"shop\",\"epoch\":9,\"migrations\":[{\"name\":\"m\","
                + "\"schema\":\"public\",\"table\":\"users\",\"phase\":\"HALF_SWITCHED\",\"targetPercent\":0,"
                + "\"columns\":[{\"kind\":\"rename\",\"source\":\"a\",\"target\":\"b\",\"ordinal\":1}]}]}";
        controlPlane.epoch = 9;

        Heartbeat beat = controlPlane.heartbeat(later -> later.holds() == 9);
        assertThat(beat.unknown()).singleElement().satisfies(unknown -> {
            assertThat(unknown.migration()).isEqualTo("m");
            assertThat(unknown.what()).contains("HALF_SWITCHED");
        });
        assertThat(instance.epochs().current().epoch()).isEqualTo(9);
    }

    @Test
    void ignoresAnEpochThatGoesBack() throws Exception {
        controlPlane.epoch = 5;
        Instance<Long> instance = open();
        controlPlane.onPoll = () -> Wire.write(new Snapshot("shop", 4, List.of()));
        controlPlane.awaitFaults(2);

        assertThat(instance.epochs().current().epoch()).isEqualTo(5);
    }

    @Test
    void ignoresASnapshotOfAnotherDatabase() throws Exception {
        Instance<Long> instance = open();
        controlPlane.onPoll = () -> Wire.write(new Snapshot("warehouse", 40, List.of()));
        controlPlane.awaitFaults(2);

        assertThat(instance.epochs().current().epoch()).isEqualTo(1);
    }

    @Test
    void reportsWhatItHasObservedUntilTheControlPlaneHasHeardIt() throws Exception {
        observation = new Observation() {
            private boolean known;

            @Override
            public synchronized List<Heartbeat.Shape> unreported(int atMost) {
                return known ? List.of() : List.of(new Heartbeat.Shape("SELECT name FROM users", 3));
            }

            @Override
            public synchronized void reported(List<Heartbeat.Shape> shapes) {
                known |= !shapes.isEmpty();
            }
        };
        open();
        controlPlane.heartbeat(beat -> !beat.shapes().isEmpty());
        controlPlane.heartbeat(beat -> beat.shapes().isEmpty());
    }

    @Test
    void saysGoodbyeAndSendsItsToken() throws Exception {
        open().close();
        opened = Optional.empty();

        assertThat(controlPlane.goodbyes.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/databases/shop/instances/i%201");
        assertThat(controlPlane.tokens).contains("Bearer s3cret");
    }

    private Observation observation = Observation.NONE;

    private Instance<Long> open() throws IOException, InterruptedException {
        ControlPlane source =
                new ControlPlane(controlPlane.url(), "shop", "i 1", Optional.of("s3cret"), Duration.ofMillis(1_500));
        Instance<Long> instance = Instance.open(
                new Instance.Identity("web", "1.0", 0), source, (snapshot, previous) -> snapshot.epoch(), observation);
        opened = Optional.of(instance);
        return instance;
    }

    /** Serves one database. */
    private static final class FakeControlPlane {

        private final BlockingQueue<Heartbeat> heartbeats = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> goodbyes = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> polls = new LinkedBlockingQueue<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private volatile long epoch = 1;
        /** Whether it wants heartbeats as rarely as can be. */
        private volatile boolean rests;

        private volatile Answer onPoll = () -> "";
        private volatile ReportAnswer onReport = body -> "";
        private volatile HttpServer server = HttpServerHolder.NONE;

        interface Answer {
            String get();
        }

        interface ReportAnswer {
            String get(String body);
        }

        void start() throws IOException {
            heal();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
        }

        void stop() {
            server.stop(0);
            threads.shutdownNow();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/";
        }

        void heal() {
            onPoll = () -> Wire.write(new Snapshot("shop", epoch, List.of()));
            onReport = body -> "{\"epoch\":" + epoch + (rests ? ",\"nextMs\":20000}" : "}");
        }

        void awaitFaults(int count) throws InterruptedException {
            polls.clear();
            for (int i = 0; i < count; i++) {
                assertThat(polls.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }

        Heartbeat heartbeat(Predicate<Heartbeat> wanted) throws InterruptedException {
            while (true) {
                Heartbeat beat = heartbeats.poll(20, TimeUnit.SECONDS);
                assertThat(beat).as("a heartbeat").isNotNull();
                if (wanted.test(beat)) {
                    return beat;
                }
            }
        }

        private void handle(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            tokens.add(token == null ? "" : token);
            String path = exchange.getRequestURI().getRawPath();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    heartbeats.add(Wire.readHeartbeat(body));
                    answer(exchange, onReport.get(body));
                }
                case "DELETE" -> {
                    goodbyes.add(path);
                    answer(exchange, "{}");
                }
                default -> {
                    polls.add(path);
                    poll(exchange);
                }
            }
        }

        private void poll(HttpExchange exchange) throws IOException {
            String query = exchange.getRequestURI().getQuery();
            long after = query == null ? -1 : Long.parseLong(query.replaceAll(".*after=(\\d+).*", "$1"));
            String answer = onPoll.get();
            for (int i = 0; i < 40 && answer.contains("\"epoch\":" + after + ","); i++) {
                pause(50);
                answer = onPoll.get();
            }
            answer(exchange, answer.contains("\"epoch\":" + after + ",") ? "!204" : answer);
        }

        private static void answer(HttpExchange exchange, String text) throws IOException {
            if (text.equals("!hang")) {
                pause(3_000);
            }
            int status = text.equals("!500") ? 500 : text.equals("!204") ? 204 : 200;
            byte[] bytes = text.startsWith("!") ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stands in until the server runs. */
    private static final class HttpServerHolder {
        static final HttpServer NONE;

        static {
            try {
                NONE = HttpServer.create();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
