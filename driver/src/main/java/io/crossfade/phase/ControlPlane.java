package io.crossfade.phase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.crossfade.migration.ComparisonOrders;
import io.crossfade.migration.ComparisonReport;
import io.crossfade.migration.ComparisonWire;
import io.crossfade.migration.Heartbeat;
import io.crossfade.migration.MigrationException;
import io.crossfade.migration.Snapshot;
import io.crossfade.migration.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The control plane's HTTP interface, as an instance uses it. */
public final class ControlPlane implements SnapshotSource {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 20_000;
    private static final JsonFactory JSON = new JsonFactory();

    private final Addresses addresses;
    private final String path;
    private final String instance;
    private final Optional<String> token;
    private final Duration patience;

    /**
     * @param base where the control plane listens; several, separated by commas, if they share a store
     * @param database the logical database
     * @param instance the id of this instance
     * @param token sent as a bearer token
     * @throws IllegalArgumentException if the base isn't an http URL
     */
    public ControlPlane(String base, String database, String instance, Optional<String> token) {
        this(base, database, instance, token, ANSWER);
    }

    ControlPlane(String base, String database, String instance, Optional<String> token, Duration patience) {
        this.addresses = new Addresses(base);
        this.path = "/v1/databases/" + encoded(database);
        this.instance = encoded(instance);
        this.token = token;
        this.patience = patience;
    }

    @Override
    public String place() {
        return addresses + path;
    }

    @Override
    public Snapshot fetch() throws IOException, InterruptedException {
        return poll(-1, 0, patience)
                .orElseThrow(() -> new IOException(place() + " answered without a snapshot of the database"));
    }

    @Override
    public Optional<Snapshot> await(long epoch) throws IOException, InterruptedException {
        return poll(epoch, POLL_MILLIS, Duration.ofMillis(POLL_MILLIS).plus(patience));
    }

    @Override
    public Answer report(Heartbeat heartbeat) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("/instances/" + instance, patience, put(Wire.write(heartbeat)));
        return answer(answer.body());
    }

    /**
     * Tells what was found by reading both sides.
     *
     * @return what may be compared from here on
     */
    public ComparisonOrders compared(ComparisonReport report) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send("/instances/" + instance + "/comparisons", patience, put(ComparisonWire.write(report)));
        return ComparisonWire.readOrders(answer.body());
    }

    @Override
    public int turns() {
        return addresses.turns();
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        send("/instances/" + instance, GOODBYE, HttpRequest.Builder::DELETE);
    }

    private Optional<Snapshot> poll(long epoch, long waitMillis, Duration limit)
            throws IOException, InterruptedException {
        String query = epoch < 0 ? "" : "?after=" + epoch + "&waitMs=" + waitMillis;
        HttpResponse<String> answer = send("/snapshot" + query, limit, HttpRequest.Builder::GET);
        return answer.statusCode() == 204 ? Optional.empty() : Optional.of(Wire.readUnderstood(answer.body()));
    }

    private HttpResponse<String> send(String what, Duration limit, UnaryOperator<HttpRequest.Builder> method)
            throws IOException, InterruptedException {
        return addresses.send(
                base -> {
                    HttpRequest.Builder request = method.apply(HttpRequest.newBuilder(URI.create(base + path + what)));
                    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
                    return request;
                },
                limit);
    }

    private static UnaryOperator<HttpRequest.Builder> put(String json) {
        return request -> request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json));
    }

    /** What is answered to a heartbeat. Keys that a later control plane adds are skipped. */
    private static Answer answer(String body) {
        OptionalLong epoch = OptionalLong.empty();
        long next = Answer.USUAL_MILLIS;
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                        switch (key) {
                            case "epoch" -> epoch = OptionalLong.of(parser.getLongValue());
                            case "nextMs" -> next = parser.getLongValue();
                            default -> {}
                        }
                    }
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new MigrationException("the answer to a heartbeat can't be read: " + e.getMessage(), e);
        }
        return new Answer(
                epoch.orElseThrow(() -> new MigrationException("the answer to a heartbeat doesn't name the epoch")),
                next);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
