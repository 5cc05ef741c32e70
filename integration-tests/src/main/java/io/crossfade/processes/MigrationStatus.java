package io.crossfade.processes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/**
 * Where a migration stands, as the control plane says it.
 *
 * @param acknowledged whether all instances have acknowledged the phase
 * @param job the state of the phase's job
 * @param gateOpen whether the next step may be taken
 * @param document all that was said
 */
public record MigrationStatus(String phase, boolean acknowledged, Job job, boolean gateOpen, JsonNode document) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A phase's job.
     *
     * @param status PENDING, RUNNING, DONE or FAILED
     * @param step what it is doing
     * @param done rows covered
     * @param total rows there are, an estimate; 0 if unknown
     * @param rowsPerSecond lately
     */
    public record Job(String status, String step, long done, long total, double rowsPerSecond) {}

    /** When the phase was entered, in milliseconds since 1970. */
    public long since() {
        return Instant.parse(document.path("since").asText()).toEpochMilli();
    }

    static MigrationStatus read(String json) {
        try {
            JsonNode document = JSON.readTree(json);
            JsonNode job = document.path("job");
            return new MigrationStatus(
                    document.path("phase").asText(),
                    acknowledgedByAll(document.path("instances")),
                    new Job(
                            job.path("status").asText(),
                            job.path("step").asText(),
                            job.path("done").asLong(),
                            job.path("total").asLong(),
                            job.path("rowsPerSecond").asDouble()),
                    document.path("gate").path("open").asBoolean(),
                    document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a status: " + json, e);
        }
    }

    private static boolean acknowledgedByAll(JsonNode instances) {
        for (JsonNode instance : instances) {
            if (!instance.path("acknowledged").asBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Whether everybody is in the phase and its job is done. */
    public boolean settled() {
        return acknowledged && job.status().equals("DONE");
    }
}
