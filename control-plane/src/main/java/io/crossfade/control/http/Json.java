package io.crossfade.control.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.control.fleet.Flips;
import io.crossfade.control.fleet.HeartbeatAnswer;
import io.crossfade.control.fleet.InstanceView;
import io.crossfade.control.fleet.MigrationView;
import io.crossfade.control.fleet.StepResult;
import io.crossfade.control.job.StartCheck;
import io.crossfade.control.lead.Standing;
import io.crossfade.control.store.Flip;
import io.crossfade.control.store.JobState;
import io.crossfade.control.store.MigrationState;
import io.crossfade.control.store.PendingStep;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.Incarnation;
import io.crossfade.migration.Migration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the API answers. Times are ISO 8601 in UTC. */
final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree always has a text", e);
        }
    }

    static ObjectNode answer(HeartbeatAnswer answer) {
        return JSON.createObjectNode()
                .put("epoch", answer.epoch())
                .put("nextMs", answer.next().toMillis());
    }

    static ObjectNode problem(String error, List<String> reasons) {
        ObjectNode node = JSON.createObjectNode().put("error", error);
        addTexts(node.putArray("reasons"), reasons);
        return node;
    }

    static ObjectNode notLeading(String error, Optional<String> leader) {
        ObjectNode node = problem(error, List.of());
        leader.ifPresent(address -> node.put("leader", address));
        return node;
    }

    /** Of a process that answers, whatever it may do. */
    static ObjectNode standing(Standing standing) {
        ObjectNode node = JSON.createObjectNode()
                .put("status", "UP")
                .put("role", standing.leads() ? "LEADER" : "STANDBY")
                .put("term", standing.term());
        standing.leader().ifPresent(address -> node.put("leader", address));
        if (!standing.trouble().isEmpty()) {
            node.put("trouble", standing.trouble());
        }
        return node;
    }

    static ObjectNode started(StartCheck check, boolean dryRun, long epoch) {
        return started(check).put("dryRun", dryRun).put("epoch", epoch);
    }

    static ObjectNode started(StartCheck check) {
        ObjectNode node = migration(check.migration());
        addTexts(node.putArray("notes"), check.notes());
        return node;
    }

    static ObjectNode step(StepResult result, boolean dryRun) {
        ObjectNode node = JSON.createObjectNode()
                .put("step", result.step())
                .put("taken", result.taken())
                .put("dryRun", dryRun)
                .put("epoch", result.epoch());
        addTexts(node.putArray("notes"), result.notes());
        return node;
    }

    static ObjectNode list(Collection<MigrationState> migrations) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode array = node.putArray("migrations");
        for (MigrationState state : migrations) {
            array.add(summary(state));
        }
        return node;
    }

    private static ObjectNode summary(MigrationState state) {
        return migration(state.migration())
                .put("database", state.database())
                .put("state", word(state))
                .put("since", time(state.enteredAt()))
                .put("createdAt", time(state.createdAt()));
    }

    private static String word(MigrationState state) {
        if (state.cancelled()) {
            return "CANCELLED";
        }
        PendingStep pending = state.pending();
        if (pending != null) {
            return pending.cancels() ? "CANCELLING" : "GOING_BACK";
        }
        return state.phase().next().isEmpty() ? "COMPLETE" : "ACTIVE";
    }

    private static ObjectNode migration(Migration migration) {
        ObjectNode node = JSON.createObjectNode()
                .put("name", migration.name())
                .put("schema", migration.table().schema())
                .put("table", migration.table().name());
        ArrayNode columns = node.putArray("columns");
        for (ColumnMapping column : migration.columns()) {
            ObjectNode names = columns.addObject();
            column.sources().forEach(names.putArray("sources")::add);
            column.targets().forEach(names.putArray("targets")::add);
        }
        return node.put("phase", migration.phase().name()).put("targetPercent", migration.targetPercent());
    }

    static ObjectNode view(MigrationView view) {
        MigrationState state = view.state();
        ObjectNode node = summary(state)
                .put("epoch", view.epoch())
                .put("phaseEpoch", state.phaseEpoch())
                .put("enteredEpoch", state.enteredEpoch())
                .put("sourceStale", view.sourceStale())
                .put("brokenChain", state.brokenChain());
        node.set("job", job(view.job()));
        node.set("comparisons", LedgerJson.summary(view.ledger()));
        ObjectNode gate = node.putObject("gate");
        gate.put("open", view.next().isPresent() && view.against().isEmpty());
        gate.put("next", view.next().orElse(null));
        addTexts(gate.putArray("reasons"), view.against());
        view.flip().ifPresent(waiting -> node.set("flip", flip(waiting)));
        ArrayNode instances = node.putArray("instances");
        view.instances().forEach(instance -> instances.add(instance(instance, state)));
        ArrayNode departures = node.putArray("departed");
        view.departures().forEach(gone -> departures
                .addObject()
                .put("id", gone.id())
                .put("application", gone.application())
                .put("at", time(gone.at()))
                .put("why", gone.why()));
        ArrayNode history = node.putArray("history");
        view.history().forEach(transition -> history.addObject()
                .put("at", time(transition.at()))
                .put("from", transition.from())
                .put("to", transition.to())
                .put("targetPercent", transition.percent())
                .put("epoch", transition.epoch())
                .put("why", transition.why()));
        return node;
    }

    private static ObjectNode flip(Flips.Waiting waiting) {
        Flip flip = waiting.flip();
        return JSON.createObjectNode()
                .put("from", flip.from().name())
                .put("fromPercent", flip.fromPercent())
                .put("waitedMs", waiting.waited().toMillis())
                .put("limitMs", flip.patience().limitMillis())
                .put("onLimit", flip.patience().onLimit().name())
                .put("trouble", waiting.trouble());
    }

    static ObjectNode ended(List<String> sessions, boolean dryRun) {
        ObjectNode node = JSON.createObjectNode().put("dryRun", dryRun);
        addTexts(node.putArray("sessions"), sessions);
        return node;
    }

    private static ObjectNode job(JobState job) {
        ObjectNode node = JSON.createObjectNode()
                .put("kind", job.job().name())
                .put("status", job.status().name())
                .put("step", job.step())
                .put("done", job.done())
                .put("total", job.total())
                .put("found", job.found())
                .put("pass", job.pass())
                .put("rowsPerSecond", Math.round(job.rowsPerSecond()));
        if (job.total() > 0) {
            node.put("percent", Math.min(100, job.done() * 100 / job.total()));
            if (job.rowsPerSecond() > 0) {
                node.put("secondsLeft", Math.round(Math.max(0, job.total() - job.done()) / job.rowsPerSecond()));
            }
        }
        node.put("startedAt", job.startedAt() == 0 ? null : time(job.startedAt()))
                .put("updatedAt", time(job.updatedAt()))
                .put("waitingFor", job.waitingFor())
                .put("error", job.error());
        addTexts(node.putArray("notes"), job.notes());
        ArrayNode samples = node.putArray("samples");
        job.samples().forEach(sample -> samples.addObject()
                .put("key", sample.key())
                .put("source", sample.source())
                .put("target", sample.target())
                .put("pass", sample.pass()));
        return node;
    }

    private static ObjectNode instance(InstanceView instance, MigrationState state) {
        boolean acknowledged = instance.hasAcknowledged(state.enteredEpoch(), state.name());
        ObjectNode node = JSON.createObjectNode()
                .put("id", instance.id())
                .put("name", Incarnation.nameIn(instance.id()))
                .put("application", instance.heartbeat().application())
                .put("driverVersion", instance.heartbeat().driverVersion())
                .put("liveness", instance.liveness().name())
                .put("holds", instance.heartbeat().holds())
                .put("drained", instance.heartbeat().drained())
                .put("sessions", instance.heartbeat().sessions())
                .put("lastSeen", time(instance.lastSeen()))
                .put("acknowledged", acknowledged);
        if (!acknowledged && state.active()) {
            node.put("waitedForSince", time(state.enteredAt()))
                    .put("why", instance.why(state.enteredEpoch(), state.name()));
        }
        instance.heartbeat().oldest().ifPresent(oldest -> node.putObject("oldest")
                .put("epoch", oldest.epoch())
                .put("millis", oldest.millis())
                .put("transaction", oldest.transaction())
                .put("sql", oldest.sql()));
        return node;
    }

    private static void addTexts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
