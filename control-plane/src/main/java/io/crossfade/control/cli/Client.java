package io.crossfade.control.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the control plane that leads, of those that share a store. What changes something is sent to another one only if
 * it is sure that nobody has carried it out.
 */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** For a question, if there are others to ask it. */
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);

    private static final int NOT_LEADING = 503;

    private final List<URI> controlPlanes;
    private int current;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param controlPlanes one, or all that share a store */
    Client(List<URI> controlPlanes, Optional<String> token) {
        this.controlPlanes = List.copyOf(controlPlanes);
        this.token = token;
    }

    JsonNode list() {
        return send(get("/v1/migrations"));
    }

    JsonNode status(String migration) {
        return send(get("/v1/migrations/" + encoded(migration)));
    }

    JsonNode start(String yaml, boolean dryRun) {
        return send(post("/v1/migrations?dryRun=" + dryRun, "application/yaml", yaml));
    }

    JsonNode check(JsonNode request) {
        return send(post("/v1/checks", "application/json", request.toString()));
    }

    /** @param verb {@code advance} or {@code rollback} */
    JsonNode step(String migration, String verb, JsonNode body) {
        return send(post("/v1/migrations/" + encoded(migration) + "/" + verb, "application/json", body.toString()));
    }

    JsonNode endSessions(String database, String instance, boolean dryRun) {
        return send(post("/v1/databases/" + encoded(database) + "/instances/" + encoded(instance)
                + "/end-sessions?dryRun=" + dryRun));
    }

    JsonNode endStrangers(String database, boolean dryRun) {
        return send(post("/v1/databases/" + encoded(database) + "/strangers/end-sessions?dryRun=" + dryRun));
    }

    /** The rows that weren't the same on both sides. */
    JsonNode differences(String migration) {
        return send(get("/v1/migrations/" + encoded(migration) + "/differences"));
    }

    /** Has all rows compared anew. */
    JsonNode compareAgain(String migration, boolean dryRun) {
        return send(post("/v1/migrations/" + encoded(migration) + "/verify?dryRun=" + dryRun));
    }

    /** What is asked of any of them. */
    private record Request(String path, UnaryOperator<HttpRequest.Builder> method) {}

    private static Request get(String path) {
        return new Request(path, HttpRequest.Builder::GET);
    }

    private static Request post(String path) {
        return new Request(path, request -> request.POST(BodyPublishers.noBody()));
    }

    private static Request post(String path, String contentType, String body) {
        return new Request(
                path, request -> request.header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest built(URI controlPlane, Request request) {
        HttpRequest.Builder builder = request.method()
                .apply(HttpRequest.newBuilder(
                        URI.create(controlPlane.toString().replaceFirst("/+$", "") + request.path())));
        token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
        HttpRequest built = builder.timeout(TIMEOUT).build();
        return isQuestion(built) && controlPlanes.size() > 1
                ? builder.timeout(SHORT_TIMEOUT).build()
                : built;
    }

    private static boolean isQuestion(HttpRequest request) {
        return request.method().equals("GET");
    }

    private JsonNode send(Request request) {
        UnreachableException nobody = null;
        for (int i = 0; i < controlPlanes.size(); i++) {
            URI controlPlane = controlPlanes.get(current);
            HttpRequest built = built(controlPlane, request);
            try {
                HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
                JsonNode body = parsed(controlPlane, response);
                if (response.statusCode() != NOT_LEADING) {
                    return checked(response, body);
                }
                nobody = first(nobody, new UnreachableException(controlPlane + ": " + error(response, body), null));
            } catch (IOException e) {
                UnreachableException unreachable = new UnreachableException(
                        "no control plane answers at " + controlPlane
                                + "; start one with 'serve', or name another with --control-plane",
                        e);
                if (!isQuestion(built) && !(e instanceof ConnectException)) {
                    throw unreachable;
                }
                nobody = first(nobody, unreachable);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnreachableException("interrupted while waiting for " + controlPlane, e);
            }
            current = (current + 1) % controlPlanes.size();
        }
        throw nobody == null ? new UnreachableException("no control plane is named", null) : nobody;
    }

    private static UnreachableException first(@Nullable UnreachableException before, UnreachableException next) {
        return before == null ? next : before;
    }

    private static JsonNode checked(HttpResponse<String> response, JsonNode body) {
        if (response.statusCode() >= 400) {
            List<String> reasons = new ArrayList<>();
            body.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            throw new CommandException(error(response, body), reasons);
        }
        return body;
    }

    private static String error(HttpResponse<String> response, JsonNode body) {
        return body.path("error").asText("the control plane answered " + response.statusCode());
    }

    private static JsonNode parsed(URI controlPlane, HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    "what answers at " + controlPlane + " isn't a control plane: status " + response.statusCode()
                            + ", not JSON",
                    e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
