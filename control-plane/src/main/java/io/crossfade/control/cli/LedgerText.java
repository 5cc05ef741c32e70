package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What comparing reads has found, for a person. */
final class LedgerText {

    private static final int SHAPES = 3;

    private LedgerText() {}

    /** How many reads were compared, and the statements that differed lately; nothing if none was drawn yet. */
    static List<String> summary(JsonNode status) {
        JsonNode counts = status.path("comparisons");
        long compared = counts.path("same").asLong()
                + counts.path("passing").asLong()
                + counts.path("differing").asLong();
        if (compared == 0 && counts.path("skipped").isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        StringBuilder first = new StringBuilder("reads      " + compared + " compared, "
                + counts.path("differing").asText() + " differing");
        if (counts.path("passing").asLong() > 0) {
            first.append(", ").append(counts.path("passing").asText()).append(" only for a moment");
        }
        List<String> skipped = new ArrayList<>();
        for (Map.Entry<String, JsonNode> reason : counts.path("skipped").properties()) {
            skipped.add(reason.getKey() + " " + reason.getValue().asText());
        }
        if (!skipped.isEmpty()) {
            first.append("; not compared: ").append(String.join(", ", skipped));
        }
        if (counts.path("lost").asLong() > 0) {
            first.append("; ").append(counts.path("lost").asText()).append(" differences weren't kept");
        }
        lines.add(first.toString());
        int shown = 0;
        for (JsonNode shape : counts.path("shapes")) {
            if (shown++ < SHAPES) {
                lines.add("           " + shape.path("count").asText() + " times, last at "
                        + shape.path("lastAt").asText() + ": "
                        + shape.path("sql").asText());
            }
        }
        return lines;
    }

    /** A row that differed. */
    static List<String> entry(JsonNode entry) {
        List<String> lines = new ArrayList<>();
        lines.add(entry.path("at").asText() + "  " + entry.path("phase").asText() + ", epoch "
                + entry.path("epoch").asText() + ", by "
                + entry.path("instance").asText() + " ("
                + entry.path("application").asText() + "): "
                + entry.path("shape").asText());
        String key = key(entry.path("key"));
        String onlyIn = entry.hasNonNull("onlyIn")
                ? ", a row that only the " + (entry.path("onlyIn").asText().equals("SOURCE") ? "source" : "target")
                        + " gives"
                : "";
        lines.add("    " + (key.isEmpty() ? "a row without a key" : "row " + key) + onlyIn
                + (entry.path("counts").asBoolean() ? "" : "; settled, or of an earlier phase"));
        for (JsonNode column : entry.path("columns")) {
            lines.add("    " + column.path("label").asText() + values(entry, column));
        }
        return lines;
    }

    private static String values(JsonNode entry, JsonNode column) {
        if (entry.path("values").asText().equals("OFF")) {
            return "";
        }
        String only = entry.path("onlyIn").asText();
        String source = ": source " + value(column.path("source"));
        String target = "target " + value(column.path("target"));
        return switch (only) {
            case "SOURCE" -> source;
            case "TARGET" -> ": " + target;
            default -> source + ", " + target;
        };
    }

    private static String key(JsonNode key) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> column : key.properties()) {
            parts.add(column.getKey() + "=" + column.getValue().asText());
        }
        return String.join(", ", parts);
    }

    private static String value(JsonNode value) {
        return value.isNull() ? "NULL" : "'" + value.asText() + "'";
    }
}
