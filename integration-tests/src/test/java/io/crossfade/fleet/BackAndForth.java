package io.crossfade.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossfade.processes.MigrationStatus;
import io.crossfade.scene.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Takes a migration from phase to phase, up to where the source isn't written any more, and back again, and so on. */
final class BackAndForth {

    private static final String FIRST = "EXPAND";
    private static final String LAST = "TARGET_ONLY";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scene scene;
    private boolean forward = true;

    BackAndForth(Scene scene) {
        this.scene = scene;
    }

    /** Who says that all have acknowledged an epoch. */
    interface Acknowledged {
        void await(long epoch) throws InterruptedException;
    }

    /**
     * Takes one step.
     *
     * @return how long it was from the request until all had acknowledged it, in milliseconds
     */
    double step(Acknowledged acknowledged) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            String phase = scene.controlPlane().status(Scene.MIGRATION).phase();
            forward = phase.equals(FIRST) || (forward && !phase.equals(LAST));
            long began = System.nanoTime();
            OptionalLong epoch = ask(forward ? "advance" : "rollback", forward ? LAST : FIRST);
            if (epoch.isPresent()) {
                acknowledged.await(epoch.getAsLong());
                return (System.nanoTime() - began) / 1e6;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(
                "no step: " + scene.controlPlane().status(Scene.MIGRATION).document());
    }

    /** Polls, for applications that are others' code. */
    void awaitAcknowledged(long epoch) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        MigrationStatus status = scene.controlPlane().status(Scene.MIGRATION);
        while (!status.acknowledged()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("epoch " + epoch + " isn't acknowledged: " + status.document());
            }
            Thread.sleep(5);
            status = scene.controlPlane().status(Scene.MIGRATION);
        }
    }

    /** The step's epoch; empty if it wasn't taken, or not at once. */
    private OptionalLong ask(String direction, String to) throws IOException, InterruptedException {
        String body = String.format(Locale.ROOT, "{\"to\": \"%s\"}", to);
        JsonNode answer = JSON.readTree(scene.controlPlane().step(Scene.MIGRATION, direction, body));
        return answer.path("taken").asBoolean()
                ? OptionalLong.of(answer.path("epoch").asLong())
                : OptionalLong.empty();
    }
}
