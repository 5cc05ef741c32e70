package io.crossfade.control.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A rehearsal as a person reads it. */
final class CheckText {

    private static final int WIDEST = 160;

    private final boolean all;

    /** @param all whether to print what becomes of every statement */
    CheckText(boolean all) {
        this.all = all;
    }

    static int refused(JsonNode report) {
        int refused = 0;
        for (JsonNode statement : report.path("statements")) {
            refused += statement.path("refused").asBoolean() ? 1 : 0;
        }
        return refused;
    }

    List<String> lines(JsonNode report) {
        List<String> lines = new ArrayList<>();
        int withoutIndex = 0;
        for (JsonNode statement : report.path("statements")) {
            boolean losesIndex = !statement.path("lostIndexes").isEmpty();
            withoutIndex += losesIndex ? 1 : 0;
            if (all || losesIndex || statement.path("refused").asBoolean()) {
                statement(statement, lines);
            }
        }
        report.path("obstacles").forEach(what -> lines.add("stands in the way: " + what.asText()));
        report.path("dependents").forEach(what -> lines.add("depends on the source: " + what.asText()));
        report.path("notes").forEach(note -> lines.add("note: " + note.asText()));
        int touched = report.path("statements").size();
        int refused = refused(report);
        lines.add(report.path("name").asText() + ": " + (touched - refused) + " of " + touched
                + " statements that it touches are rewritten, " + refused + " refused, " + withoutIndex
                + " lose an index; "
                + report.path("untouched").asInt() + " are not touched");
        return lines;
    }

    private void statement(JsonNode statement, List<String> lines) {
        long calls = statement.path("calls").asLong();
        lines.add(shortened(statement.path("sql").asText()) + (calls > 0 ? "  (" + calls + " calls)" : ""));
        for (JsonNode span : statement.path("stages")) {
            String what =
                    switch (span.path("outcome").asText()) {
                        case "UNCHANGED" -> "as it is";
                        case "REWRITTEN" -> span.path("sql").asText();
                        default -> "refused: " + span.path("reason").asText();
                    };
            if (all || span.path("outcome").asText().equals("REFUSED")) {
                lines.add("  " + stages(span.path("in")) + ": " + what);
            }
        }
        statement.path("lostIndexes").forEach(index -> lines.add("  " + index.asText()));
    }

    /** Neighbouring stages by the first and the last. */
    private static String stages(JsonNode stages) {
        String first = stages.path(0).asText();
        String last = stages.path(stages.size() - 1).asText();
        return stages.size() == 1 ? first : first + " to " + last;
    }

    private static String shortened(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST) + " …";
    }
}
