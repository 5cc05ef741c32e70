package io.crossfade.control.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossfade.control.check.CheckReport;
import io.crossfade.control.check.CheckRequest;
import io.crossfade.migration.MigrationFile;
import io.crossfade.migration.Value;
import io.crossfade.migration.Value.Fields;
import io.crossfade.rehearsal.Finding;
import io.crossfade.rehearsal.Outcome;
import java.util.List;
import java.util.Set;

/** The JSON of a rehearsal. */
final class CheckJson {

    private CheckJson() {}

    static CheckRequest read(String text) {
        Fields body = Value.read(new JsonFactory(), "body", text)
                .asFields()
                .allowOnly(Set.of("file", "definition", "statements", "recorded", "reported", "adopted"));
        return new CheckRequest(
                MigrationFile.readYaml(
                        body.optional("file").map(Value::asText).orElse("migration"),
                        body.required("definition").asText()),
                body.optional("statements").map(Value::asList).orElse(List.of()).stream()
                        .map(Value::asText)
                        .toList(),
                body.optional("recorded").map(Value::asBoolean).orElse(false),
                body.optional("reported").map(Value::asBoolean).orElse(false),
                body.optional("adopted").map(Value::asBoolean).orElse(false));
    }

    static ObjectNode write(CheckReport report) {
        ObjectNode node = Json.started(report.start());
        node.put("dialect", report.dialect().name());
        report.dependents().forEach(node.putArray("dependents")::add);
        ArrayNode obstacles = node.putArray("obstacles");
        report.start().obstacles().stream()
                .filter(obstacle -> !report.dependents().contains(obstacle))
                .forEach(obstacles::add);
        node.put("untouched", report.untouched());
        ArrayNode statements = node.putArray("statements");
        for (CheckReport.Statement statement : report.statements()) {
            ObjectNode written = statements
                    .addObject()
                    .put("sql", statement.finding().sql())
                    .put("calls", statement.calls())
                    .put("refused", statement.finding().isRefused());
            statement.lostIndexes().forEach(written.putArray("lostIndexes")::add);
            ArrayNode spans = written.putArray("stages");
            statement.finding().spans().forEach(span -> write(span, spans.addObject()));
        }
        return node;
    }

    private static void write(Finding.Span span, ObjectNode node) {
        ArrayNode stages = node.putArray("in");
        span.stages().forEach(stage -> stages.add(stage.toString()));
        if (span.outcome() instanceof Outcome.Unchanged) {
            node.put("outcome", "UNCHANGED");
        } else if (span.outcome() instanceof Outcome.Rewritten rewritten) {
            node.put("outcome", "REWRITTEN").put("sql", rewritten.sql());
        } else if (span.outcome() instanceof Outcome.Refused refused) {
            node.put("outcome", "REFUSED").put("reason", refused.reason()).put("offset", refused.offset());
        } else {
            throw new IllegalStateException("no JSON for " + span.outcome());
        }
    }
}
