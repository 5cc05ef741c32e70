package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossfade.control.fleet.Spans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A migration's status for a person. */
final class StatusText {

    private StatusText() {}

    static String of(JsonNode status, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(status.path("name").asText() + "  (" + status.path("database").asText() + ": "
                + status.path("schema").asText() + "." + status.path("table").asText() + " " + columns(status) + ")");
        lines.add("phase      " + status.path("phase").asText() + percent(status) + state(status) + ", since "
                + status.path("since").asText() + " ("
                + ago(status.path("since").asText(), now) + "), epoch "
                + status.path("epoch").asText());
        lines.add("job        " + job(status.path("job")));
        for (JsonNode note : status.path("job").path("notes")) {
            lines.add("           " + note.asText());
        }
        for (JsonNode sample : status.path("job").path("samples")) {
            lines.add("           row " + sample.path("key").asText() + " differed in pass "
                    + sample.path("pass").asInt() + ": source " + value(sample.path("source")) + ", target "
                    + value(sample.path("target")));
        }
        lines.addAll(flip(status.path("flip")));
        lines.addAll(LedgerText.summary(status));
        lines.addAll(gate(status.path("gate")));
        lines.addAll(instances(status.path("instances"), now));
        for (JsonNode gone : status.path("departed")) {
            lines.add("departed   " + gone.path("id").asText() + " ("
                    + gone.path("application").asText() + ") "
                    + ago(gone.path("at").asText(), now) + " ago: "
                    + gone.path("why").asText());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String columns(JsonNode status) {
        List<String> columns = new ArrayList<>();
        status.path("columns")
                .forEach(column -> columns.add(names(column.path("sources")) + " -> " + names(column.path("targets"))));
        return String.join(", ", columns);
    }

    private static String names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? "(none)" : String.join(" + ", names);
    }

    private static String percent(JsonNode status) {
        return status.path("phase").asText().equals("SWITCH_READS")
                ? " at " + status.path("targetPercent").asInt() + " %"
                : "";
    }

    private static String state(JsonNode status) {
        String state = status.path("state").asText();
        return (state.equals("ACTIVE") || state.equals(status.path("phase").asText()) ? "" : " " + state)
                + (status.path("sourceStale").asBoolean() ? ", source stale" : "");
    }

    /** A job in a line: what it does, how far it is, what it waits for. */
    static String job(JsonNode job) {
        if (job.path("kind").asText().equals("NONE")) {
            return "none";
        }
        StringBuilder text = new StringBuilder(
                job.path("kind").asText() + " " + job.path("status").asText());
        if (!job.path("step").asText().isEmpty()) {
            text.append(", ").append(job.path("step").asText());
        }
        if (job.path("total").asLong() > 0) {
            text.append(": ")
                    .append(job.path("percent").asText())
                    .append(" %, ")
                    .append(job.path("done").asText())
                    .append(" of about ")
                    .append(job.path("total").asText())
                    .append(" rows");
        }
        if (job.path("status").asText().equals("RUNNING")
                && job.path("rowsPerSecond").asLong() > 0) {
            text.append(", ").append(job.path("rowsPerSecond").asText()).append(" rows/s");
            if (job.has("secondsLeft")) {
                text.append(", ")
                        .append(Spans.of(job.path("secondsLeft").asLong() * 1000))
                        .append(" left");
            }
        }
        if (job.path("pass").asInt() > 0) {
            text.append(", ").append(job.path("found").asText()).append(" differing");
        }
        if (job.hasNonNull("waitingFor")) {
            text.append("; waits for ").append(job.path("waitingFor").asText());
        }
        if (job.hasNonNull("error")) {
            text.append("; error: ").append(job.path("error").asText());
        }
        return text.toString();
    }

    private static List<String> flip(JsonNode flip) {
        if (flip.isMissingNode()) {
            return List.of();
        }
        long left = Math.max(
                0, flip.path("limitMs").asLong() - flip.path("waitedMs").asLong());
        String onLimit =
                switch (flip.path("onLimit").asText()) {
                    case "WITHDRAW" -> "; it is withdrawn, if it leads forward, in " + Spans.of(left);
                    case "END_SESSIONS" -> "; the sessions that hold it up are ended in " + Spans.of(left);
                    default -> "";
                };
        List<String> lines = new ArrayList<>();
        lines.add("step       from " + flip.path("from").asText() + ", not acknowledged by everybody for "
                + Spans.of(flip.path("waitedMs").asLong()) + onLimit);
        if (flip.hasNonNull("trouble")) {
            lines.add("           " + flip.path("trouble").asText());
        }
        return lines;
    }

    private static List<String> gate(JsonNode gate) {
        if (!gate.hasNonNull("next")) {
            return List.of("gate       none: this is the end");
        }
        List<String> lines = new ArrayList<>();
        lines.add("gate       " + (gate.path("open").asBoolean() ? "open: " : "closed: ")
                + gate.path("next").asText());
        gate.path("reasons").forEach(reason -> lines.add("           - " + reason.asText()));
        return lines;
    }

    private static List<String> instances(JsonNode instances, Instant now) {
        if (instances.isEmpty()) {
            return List.of("instances  none");
        }
        List<String> lines = new ArrayList<>();
        String label = "instances  ";
        for (JsonNode instance : instances) {
            lines.add(label + instance.path("id").asText() + " ("
                    + instance.path("application").asText() + ") "
                    + instance.path("liveness").asText() + ", holds epoch "
                    + instance.path("holds").asText() + ", drained "
                    + instance.path("drained").asText() + ", "
                    + instance.path("sessions").asText() + " sessions, seen "
                    + ago(instance.path("lastSeen").asText(), now) + " ago"
                    + (instance.path("acknowledged").asBoolean() ? ", acknowledged" : ""));
            long namesakes = namesakes(instances, instance.path("name").asText());
            if (namesakes > 1) {
                lines.add("             one of " + namesakes + " processes named "
                        + instance.path("name").asText() + "; each has to acknowledge");
            }
            if (instance.hasNonNull("why")) {
                lines.add("             waited for since "
                        + instance.path("waitedForSince").asText() + ": "
                        + instance.path("why").asText());
            }
            label = "           ";
        }
        return lines;
    }

    /** Copies of a process, or one that was restarted and the one before. */
    private static long namesakes(JsonNode instances, String name) {
        return StreamSupport.stream(instances.spliterator(), false)
                .filter(instance -> instance.path("name").asText().equals(name))
                .count();
    }

    private static String value(JsonNode value) {
        return value.isNull() ? "NULL" : "'" + value.asText() + "'";
    }

    private static String ago(String time, Instant now) {
        return Spans.of(Math.max(0, now.toEpochMilli() - Instant.parse(time).toEpochMilli()));
    }
}
