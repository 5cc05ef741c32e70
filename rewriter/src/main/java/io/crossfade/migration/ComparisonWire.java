package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossfade.migration.ComparisonReport.DifferingColumn;
import io.crossfade.migration.ComparisonReport.ReadDifference;
import io.crossfade.migration.ComparisonReport.Tally;
import io.crossfade.migration.ComparisonReport.Values;
import io.crossfade.migration.Value.Fields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON of reports on comparisons and of what is answered to them. As strict as {@link Wire}. */
public final class ComparisonWire {

    private static final JsonFactory JSON = new JsonFactory();

    private ComparisonWire() {}

    public static String write(ComparisonReport report) {
        return json(out -> {
            out.writeStringField("application", report.application());
            out.writeNumberField("startedAtMillis", report.startedAtMillis());
            out.writeNumberField("sequence", report.sequence());
            out.writeNumberField("epoch", report.epoch());
            out.writeNumberField("lost", report.lost());
            out.writeArrayFieldStart("tallies");
            for (Tally tally : report.tallies()) {
                write(tally, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("differences");
            for (ReadDifference difference : report.differences()) {
                write(difference, out);
            }
            out.writeEndArray();
        });
    }

    private static void write(Tally tally, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("migration", tally.migration());
        out.writeNumberField("same", tally.same());
        out.writeNumberField("passing", tally.passing());
        out.writeNumberField("differing", tally.differing());
        out.writeObjectFieldStart("skipped");
        for (Map.Entry<String, Long> entry : tally.skipped().entrySet()) {
            out.writeNumberField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void write(ReadDifference difference, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("migration", difference.migration());
        out.writeNumberField("epoch", difference.epoch());
        out.writeNumberField("atMillis", difference.atMillis());
        out.writeStringField("shape", difference.shape());
        out.writeObjectFieldStart("key");
        for (Map.Entry<String, String> entry : difference.key().entrySet()) {
            out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
        if (difference.onlyIn().isPresent()) {
            out.writeStringField("onlyIn", difference.onlyIn().get().name());
        }
        out.writeStringField("values", difference.values().name());
        out.writeArrayFieldStart("columns");
        for (DifferingColumn column : difference.columns()) {
            out.writeStartObject();
            out.writeStringField("label", column.label());
            if (column.source().isPresent()) {
                out.writeStringField("source", column.source().get());
            }
            if (column.target().isPresent()) {
                out.writeStringField("target", column.target().get());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /**
     * Reads a report.
     *
     * @throws MigrationException if the text isn't a report that this version understands whole
     */
    public static ComparisonReport readReport(String text) {
        Fields fields = read(
                "report of comparisons",
                text,
                Set.of(
                        "format",
                        "application",
                        "startedAtMillis",
                        "sequence",
                        "epoch",
                        "lost",
                        "tallies",
                        "differences"));
        return new ComparisonReport(
                fields.required("application").asText(),
                fields.required("startedAtMillis").asLong(),
                fields.required("sequence").asLong(),
                fields.required("epoch").asLong(),
                fields.required("tallies").asList().stream()
                        .map(ComparisonWire::tally)
                        .toList(),
                fields.required("differences").asList().stream()
                        .map(ComparisonWire::difference)
                        .toList(),
                fields.required("lost").asLong());
    }

    private static Tally tally(Value value) {
        Fields fields = value.asFields().allowOnly(Set.of("migration", "same", "passing", "differing", "skipped"));
        Map<String, Long> skipped = new LinkedHashMap<>();
        fields.required("skipped").asFields().fields().forEach((why, count) -> skipped.put(why, count.asLong()));
        return new Tally(
                fields.required("migration").asText(),
                fields.required("same").asLong(),
                fields.required("passing").asLong(),
                fields.required("differing").asLong(),
                skipped);
    }

    private static ReadDifference difference(Value value) {
        Fields fields = value.asFields()
                .allowOnly(Set.of("migration", "epoch", "atMillis", "shape", "key", "onlyIn", "values", "columns"));
        Map<String, String> key = new LinkedHashMap<>();
        fields.required("key").asFields().fields().forEach((column, text) -> key.put(column, text.asAnyText()));
        return new ReadDifference(
                fields.required("migration").asText(),
                fields.required("epoch").asLong(),
                fields.required("atMillis").asLong(),
                fields.required("shape").asAnyText(),
                key,
                fields.optional("onlyIn").map(ComparisonWire::side),
                Wire.build(
                        fields.required("values"),
                        () -> Values.of(fields.required("values").asText())),
                fields.required("columns").asList().stream()
                        .map(ComparisonWire::column)
                        .toList());
    }

    private static Side side(Value value) {
        return switch (value.asText()) {
            case "SOURCE" -> Side.SOURCE;
            case "TARGET" -> Side.TARGET;
            default -> throw new MigrationException(value.place() + ": expected SOURCE or TARGET");
        };
    }

    private static DifferingColumn column(Value value) {
        Fields fields = value.asFields().allowOnly(Set.of("label", "source", "target"));
        return new DifferingColumn(
                fields.required("label").asAnyText(), text(fields, "source"), text(fields, "target"));
    }

    private static Optional<String> text(Fields fields, String key) {
        return fields.optional(key).map(Value::asAnyText);
    }

    public static String write(ComparisonOrders orders) {
        return json(out -> {
            out.writeNumberField("epoch", orders.epoch());
            out.writeArrayFieldStart("migrations");
            for (String migration : orders.migrations()) {
                out.writeString(migration);
            }
            out.writeEndArray();
            out.writeNumberField("nextMs", orders.nextMillis());
        });
    }

    /**
     * Reads an answer. Keys that a later control plane adds are skipped.
     *
     * @throws MigrationException if the text isn't an answer
     */
    public static ComparisonOrders readOrders(String text) {
        Fields fields =
                Value.read(JSON, "answer to a report of comparisons", text).asFields();
        Set<String> migrations = new LinkedHashSet<>();
        fields.required("migrations").asList().forEach(name -> migrations.add(name.asText()));
        return new ComparisonOrders(
                fields.required("epoch").asLong(),
                migrations,
                fields.optional("nextMs").map(Value::asLong).orElse(0L));
    }

    private static Fields read(String what, String text, Set<String> keys) {
        Fields fields = Value.read(JSON, what, text).asFields();
        Value format = fields.required("format");
        if (format.asLong() != Wire.FORMAT) {
            throw new MigrationException(format.place() + ": format " + format.asLong()
                    + " is of another version; this one reads format " + Wire.FORMAT);
        }
        return fields.allowOnly(keys);
    }

    private interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static String json(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("format", Wire.FORMAT);
            body.writeTo(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
