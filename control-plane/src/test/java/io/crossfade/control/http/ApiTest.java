package io.crossfade.control.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.control.config.ControlPlaneConfig;
import io.crossfade.control.config.DatabaseConfig;
import io.crossfade.control.fleet.Clocks;
import io.crossfade.control.fleet.Fleets;
import io.crossfade.control.job.FakeDatabase;
import io.crossfade.control.job.StopPoints;
import io.crossfade.control.lead.Alone;
import io.crossfade.control.store.H2Store;
import io.crossfade.control.store.States;
import io.crossfade.migration.Job;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiTest {

    private static final String YAML = "migration: m\ndatabase: shop\ntable: users\nrename: {name: full_name}\n";

    @TempDir
    private Path directory;

    private final FakeDatabase database = new FakeDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private H2Store store;
    private Fleets fleets;
    private Api api;

    @BeforeEach
    void start() {
        start(Optional.empty());
    }

    private void start(Optional<String> token) {
        store = H2Store.open(directory);
        ControlPlaneConfig config =
                ControlPlaneConfig.of(Map.of("shop", DatabaseConfig.of("jdbc:postgresql:shop", "a", "b")));
        fleets = new Fleets(config, store, (name, settings) -> database, Clocks.system(), StopPoints.NONE);
        api = new Api(token);
        api.serve(Alone.leading(store, fleets));
        api.start("127.0.0.1", 0);
        fleets.startTicking();
    }

    @AfterEach
    void stop() {
        api.close();
        fleets.close();
        store.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> put(String path, String body) {
        return send(request(path).PUT(BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private void begin() {
        assertThat(post("/v1/migrations", "application/yaml", YAML).statusCode())
                .isEqualTo(201);
    }

    @Test
    void givesTheSnapshotAtOnceToWhoAsksForAny() {
        HttpResponse<String> response = get("/v1/databases/shop/snapshot");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.readSnapshot(response.body())).isEqualTo(Snapshot.empty("shop"));
        assertThat(get("/v1/databases/shop/snapshot?after=0&waitMs=20").statusCode())
                .isEqualTo(204);
        begin();
        assertThat(Wire.readSnapshot(get("/v1/databases/shop/snapshot?after=0").body())
                        .epoch())
                .isEqualTo(1);
    }

    @Test
    void saysWhichWordsThereAreForAStepsLimit() {
        begin();
        assertThat(post("/v1/migrations/users-full-name/advance", "application/json", "{\"onLimit\": \"Wait\"}")
                        .body())
                .doesNotContain("isn't one of");
        HttpResponse<String> response =
                post("/v1/migrations/users-full-name/advance", "application/json", "{\"onLimit\": \"kill\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("body, line 1, column 13: 'kill' isn't one of withdraw, end-sessions and wait");
    }

    @Test
    void wakesHundredsOfWaitingDrivers() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            waiting.add(http.sendAsync(
                    request("/v1/databases/shop/snapshot?after=0&waitMs=30000")
                            .GET()
                            .build(),
                    BodyHandlers.ofString()));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (fleets.waiters().get("shop") < 400 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(fleets.waiters()).containsEntry("shop", 400);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        begin();
        for (CompletableFuture<HttpResponse<String>> waiter : waiting) {
            assertThat(Wire.readSnapshot(waiter.get(20, TimeUnit.SECONDS).body())
                            .epoch())
                    .isEqualTo(1);
        }
    }

    /** As the JDK completes something in the background on two processors. */
    @Test
    void startsNoThreadForAnAnswer() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        String heartbeat = Wire.write(States.heartbeat(0, 0));
        put("/v1/databases/shop/instances/web-1", heartbeat);
        long before = threads.getTotalStartedThreadCount();
        for (int i = 0; i < 300; i++) {
            put("/v1/databases/shop/instances/web-1", heartbeat);
        }
        assertThat(threads.getTotalStartedThreadCount() - before).isLessThan(150);
    }

    @Test
    void keepsLittleForAConnection() throws Exception {
        int connections = 300;
        byte[] request = "GET /health HTTP/1.1\r\nHost: here\r\nUser-Agent: a test\r\n\r\n".getBytes(US_ASCII);
        List<Socket> open = new ArrayList<>();
        try {
            long before = usedBytes();
            for (int i = 0; i < connections; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
                open.add(socket);
                // Twice: what a server remembers of the first, it does for the second.
                for (int j = 0; j < 2; j++) {
                    socket.getOutputStream().write(request);
                    int read;
                    do {
                        read = socket.getInputStream().read();
                        assertThat(read).isNotNegative();
                    } while (read != '}');
                }
            }
            assertThat((usedBytes() - before) / connections).isLessThan(50_000);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void answersAHeartbeatWithTheEpochToHold() {
        begin();
        HttpResponse<String> response = put("/v1/databases/shop/instances/web-1", Wire.write(States.heartbeat(0, 0)));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"epoch\":1,\"nextMs\":1000}");
        JsonNode instance = json(get("/v1/migrations/m")).path("instances").path(0);
        assertThat(instance.path("id").asText()).isEqualTo("web-1");
        assertThat(instance.path("acknowledged").asBoolean()).isFalse();
        assertThat(instance.path("why").asText()).isEqualTo("it still holds epoch 0");
        assertThat(send(request("/v1/databases/shop/instances/web-1").DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(json(get("/v1/migrations/m")).path("instances")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "GET ~ /v1/databases/nope/snapshot ~ `` ~ 404 ~ there is no database 'nope'; the configuration names [shop]",
                "GET ~ /v1/databases/shop/snapshot?after=x ~ `` ~ 400 ~ after='x' isn't a number",
                "GET ~ /v1/databases/shop/snapshot?after=-1 ~ `` ~ 400 ~ after=-1 is negative",
                "PUT ~ /v1/databases/shop/instances/a ~ rubbish ~ 400 ~ heartbeat, line 1, column",
                "PUT ~ /v1/databases/shop/instances/a ~ {\"format\":9} ~ 400 ~ heartbeat, line 1, column 11: format 9 is of"
                        + " another version",
                "PUT ~ /v1/databases/nope/instances/a ~ {} ~ 404 ~ there is no database 'nope'",
                "GET ~ /v1/migrations/none ~ `` ~ 404 ~ there is no migration 'none'",
                "POST ~ /v1/migrations/none/advance ~ `` ~ 404 ~ there is no migration 'none'",
                "POST ~ /v1/migrations/m/advance ~ {\"two\":1} ~ 400 ~ body, line 1, column 2: unknown key 'two'",
                "POST ~ /v1/migrations/m/advance ~ {\"to\":\"nowhere\"} ~ 400 ~ body, line 1, column 7: unknown phase"
                        + " 'NOWHERE'",
                "POST ~ /v1/migrations/m/advance ~ {\"percent\":101} ~ 400 ~ body, line 1, column 12: 101 isn't a percentage",
                "POST ~ /v1/migrations/m/advance ~ {\"dryRun\":\"yes\"} ~ 400 ~ expected true or false",
                "POST ~ /v1/migrations ~ {} ~ 400 ~ migration, line 1, column 1: key 'migration' is missing",
                "GET ~ /v1/nothing ~ `` ~ 404 ~ ",
            })
    void saysWhatIsWrongWithARequest(String method, String path, String body, int status, String complaint) {
        begin();
        HttpResponse<String> response = send(request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("error").asText())
                .contains(Optional.ofNullable(complaint).orElse(""));
    }

    @Test
    void saysWhereAMigrationFileIsWrong() {
        HttpResponse<String> response = post("/v1/migrations", "application/yaml", YAML.replace("rename", "renam"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").asText())
                .startsWith("migration, line 4, column 1: unknown key 'renam'");
        assertThat(post("/v1/migrations", "text/plain", YAML).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWithReasons() {
        database.refusal = "no primary key";
        HttpResponse<String> response = post("/v1/migrations", "application/yaml", YAML);
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"migration 'm' can't start\",\"reasons\":[\"no primary key\"]}");
        database.refusal = null;
        database.held.add(Job.EXPAND);
        begin();
        HttpResponse<String> early = post("/v1/migrations/m/advance", "application/json", "{}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(json(early).path("reasons").path(0).asText()).startsWith("the job EXPAND");
        assertThat(post("/v1/migrations", "application/yaml", YAML).statusCode())
                .isEqualTo(409);
    }

    @Test
    void checksWithoutStarting() {
        HttpResponse<String> response = post("/v1/migrations?dryRun=true", "application/yaml", YAML);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("notes").path(0).asText()).isEqualTo("a note");
        assertThat(json(get("/v1/migrations")).path("migrations")).isEmpty();
    }

    @Test
    void wantsItsToken() {
        stop();
        start(Optional.of("s3cret"));
        assertThat(get("/v1/migrations").statusCode()).isEqualTo(401);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(send(request("/v1/migrations").header("Authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/v1/migrations").header("Authorization", "Bearer s3cret"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void survivesGarbage() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            HttpResponse<String> response =
                    send(request("/v1/databases/shop/instances/x").PUT(BodyPublishers.ofByteArray(garbage)));
            assertThat(response.statusCode()).isEqualTo(400);
        }
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(
                        "PUT /v1/databases/shop/instances/x HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{\"format"
                                .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
        String huge = "{\"format\":1,\"application\":\"" + "x".repeat(2_000_000) + "\"}";
        assertThat(put("/v1/databases/shop/instances/x", huge).statusCode()).isBetween(400, 499);
        String deep = "[".repeat(100_000);
        assertThat(put("/v1/databases/shop/instances/x", deep).statusCode()).isEqualTo(400);
        assertThat(get("/v1/databases/shop/snapshot").statusCode()).isEqualTo(200);
    }

    @Test
    void showsItselfToPrometheus() {
        begin();
        assertThat(get("/metrics").body())
                .contains("crossfade_epoch{database=\"shop\"} 1\n")
                .contains("crossfade_migration_phase{database=\"shop\",migration=\"m\",phase=\"EXPAND\"} 0\n")
                .contains("# TYPE crossfade_instances gauge\n");
    }
}
