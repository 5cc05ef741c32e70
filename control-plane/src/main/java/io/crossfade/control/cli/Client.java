package io.crossfade.control.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

/** Speaks to a control plane. */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI controlPlane;
    private final Optional<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Client(URI controlPlane, Optional<String> token) {
        this.controlPlane = controlPlane;
        this.token = token;
    }

    JsonNode list() {
        return send(request("/v1/migrations").GET());
    }

    JsonNode status(String migration) {
        return send(request("/v1/migrations/" + encoded(migration)).GET());
    }

    JsonNode start(String yaml, boolean dryRun) {
        return send(request("/v1/migrations?dryRun=" + dryRun)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(yaml)));
    }

    JsonNode check(JsonNode request) {
        return send(request("/v1/checks")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.toString())));
    }

    /** @param verb {@code advance} or {@code rollback} */
    JsonNode step(String migration, String verb, JsonNode body) {
        return send(request("/v1/migrations/" + encoded(migration) + "/" + verb)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    JsonNode endSessions(String database, String instance, boolean dryRun) {
        return send(request("/v1/databases/" + encoded(database) + "/instances/" + encoded(instance)
                        + "/end-sessions?dryRun=" + dryRun)
                .POST(BodyPublishers.noBody()));
    }

    JsonNode endStrangers(String database, boolean dryRun) {
        return send(request("/v1/databases/" + encoded(database) + "/strangers/end-sessions?dryRun=" + dryRun)
                .POST(BodyPublishers.noBody()));
    }

    /** The rows that weren't the same on both sides. */
    JsonNode differences(String migration) {
        return send(
                request("/v1/migrations/" + encoded(migration) + "/differences").GET());
    }

    /** Has all rows compared anew. */
    JsonNode compareAgain(String migration, boolean dryRun) {
        return send(request("/v1/migrations/" + encoded(migration) + "/verify?dryRun=" + dryRun)
                .POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(controlPlane.toString().replaceFirst("/+$", "") + path))
                .timeout(TIMEOUT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnreachableException(
                    "no control plane answers at " + controlPlane
                            + "; start one with 'serve', or name another with --control-plane",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for " + controlPlane, e);
        }
        JsonNode body = parsed(response);
        if (response.statusCode() >= 400) {
            List<String> reasons = new ArrayList<>();
            body.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            throw new CommandException(
                    body.path("error").asText("the control plane answered " + response.statusCode()), reasons);
        }
        return body;
    }

    private JsonNode parsed(HttpResponse<String> response) {
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
