package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Takes step after step towards a goal, waiting at each gate and saying for what. */
final class Walk {

    private static final long POLL_MILLIS = 250;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Client client;
    private final Report report;
    private final String migration;
    private final String verb;
    private final Goal goal;
    private final OptionalInt percent;
    private final Optional<Duration> timeout;
    private final ObjectNode stepOptions;

    private long taken;
    private String reported = "";
    private long reportedAt = System.nanoTime() - REPORT_NANOS;
    private boolean retriedFailure;

    /** Where the walk tells how it goes. */
    interface Report {

        void step(JsonNode result);

        void waiting(JsonNode status, String line);

        void reached(JsonNode status);
    }

    Walk(
            Client client,
            Report report,
            String migration,
            String verb,
            Goal goal,
            OptionalInt percent,
            Optional<Duration> timeout,
            ObjectNode stepOptions) {
        this.client = client;
        this.report = report;
        this.migration = migration;
        this.verb = verb;
        this.goal = goal;
        this.percent = percent;
        this.timeout = timeout;
        this.stepOptions = stepOptions;
    }

    void run() throws InterruptedException {
        long end = timeout.map(limit -> System.nanoTime() + limit.toNanos()).orElse(Long.MAX_VALUE);
        Optional<JsonNode> status = Optional.of(client.status(migration));
        while (true) {
            if (status.isPresent()) {
                stopIfWithdrawn(status.get());
                if (isReached(status.get())) {
                    report.reached(status.get());
                    return;
                }
                if (tryStep(status.get())) {
                    status = refreshed();
                    continue;
                }
            }
            if (timeout.isPresent() && System.nanoTime() > end) {
                throw new CommandException(
                        "not at " + goal.word() + " within the timeout; it goes on as far as it is: "
                                + status.map(Walk::line).orElse("the control plane doesn't answer"),
                        List.of());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            status = refreshed();
        }
    }

    /** A control plane that is being restarted is waited for. */
    private Optional<JsonNode> refreshed() {
        try {
            return Optional.of(client.status(migration));
        } catch (UnreachableException e) {
            return Optional.empty();
        }
    }

    private boolean isReached(JsonNode status) {
        if (goal.isCancelled()) {
            return status.path("state").asText().equals(Goal.CANCELLED);
        }
        boolean there = status.path("phase").asText().equals(goal.word())
                && status.path("state").asText().matches("ACTIVE|COMPLETE");
        boolean percentThere = percent.isEmpty()
                || !status.path("phase").asText().equals("SWITCH_READS")
                || status.path("targetPercent").asInt() == percent.getAsInt();
        return there && percentThere;
    }

    /** What was taken back isn't taken again without somebody having looked at why. */
    private void stopIfWithdrawn(JsonNode status) {
        JsonNode last = status.path("history").path(status.path("history").size() - 1);
        long entered = status.path("enteredEpoch").asLong();
        if (taken > 0
                && entered > taken
                && last.path("epoch").asLong() == entered
                && !last.path("why").asText().isEmpty()) {
            throw new CommandException(
                    "the step from " + last.path("to").asText() + " to "
                            + last.path("from").asText() + " was "
                            + last.path("why").asText(),
                    List.of());
        }
    }

    private boolean tryStep(JsonNode status) {
        boolean failed = status.path("job").path("status").asText().equals("FAILED");
        if (failed && retriedFailure) {
            throw new CommandException(
                    "the job of " + status.path("phase").asText() + " has failed: "
                            + status.path("job").path("error").asText(),
                    List.of());
        }
        if (status.path("state").asText().matches("CANCELLING|GOING_BACK") && !failed) {
            waiting(status, "makes the database ready for the step back; " + line(status));
            return false;
        }
        try {
            JsonNode result = client.step(migration, verb, body(status));
            report.step(result);
            taken = result.path("epoch").asLong();
            return result.path("taken").asBoolean();
        } catch (UnreachableException e) {
            return false;
        } catch (CommandException e) {
            retriedFailure |= failed;
            if (e.reasons().isEmpty()
                    && refreshed().filter(now -> isSame(now, status)).isPresent()) {
                throw e;
            }
            waiting(status, line(status) + (e.reasons().isEmpty() ? "" : "; " + String.join("; ", e.reasons())));
            return false;
        }
    }

    private static boolean isSame(JsonNode a, JsonNode b) {
        return a.path("enteredEpoch").asLong() == b.path("enteredEpoch").asLong()
                && a.path("state").equals(b.path("state"));
    }

    private ObjectNode body(JsonNode status) {
        String phase = status.path("phase").asText();
        ObjectNode body = stepOptions.deepCopy().put("from", phase);
        if (!goal.isCancelled()) {
            body.put("to", goal.word());
        }
        boolean percentCounts = phase.equals(goal.word()) || phase.equals("VERIFY");
        if (percent.isPresent() && percentCounts) {
            body.put("percent", percent.getAsInt());
        }
        return body;
    }

    private void waiting(JsonNode status, String line) {
        boolean due = System.nanoTime() - reportedAt >= REPORT_NANOS;
        if (due && !line.equals(reported)) {
            report.waiting(status, line);
            reported = line;
            reportedAt = System.nanoTime();
        }
    }

    /** Where a migration stands, in a line. */
    static String line(JsonNode status) {
        return status.path("phase").asText() + ": job " + StatusText.job(status.path("job"));
    }
}
