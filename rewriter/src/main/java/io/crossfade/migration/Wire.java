package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.crossfade.migration.Heartbeat.InFlight;
import io.crossfade.migration.Heartbeat.Shape;
import io.crossfade.migration.Value.Fields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON that control plane and drivers exchange.
 *
 * <p>Each message carries the number of its format. A number, a key or a word that this version doesn't know is an
 * error with its line and column: a driver that guesses at a phase loses writes. Within a migration it concerns that
 * migration alone, as long as its name and its tables are understood.
 */
public final class Wire {

    /** The format this version writes, and the only one it reads. */
    public static final int FORMAT = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private Wire() {}

    public static String write(Snapshot snapshot) {
        return write(snapshot, Optional.empty());
    }

    /** @param version of whoever writes it, for those who don't understand it */
    public static String write(Snapshot snapshot, Optional<String> version) {
        if (!snapshot.unknown().isEmpty()) {
            throw new IllegalArgumentException("what isn't understood can't be written: " + snapshot.unknown());
        }
        return json(out -> {
            out.writeNumberField("format", FORMAT);
            if (version.isPresent()) {
                out.writeStringField("version", version.get());
            }
            out.writeStringField("database", snapshot.database());
            out.writeNumberField("epoch", snapshot.epoch());
            out.writeArrayFieldStart("migrations");
            for (Migration migration : snapshot.migrations()) {
                write(migration, out);
            }
            out.writeEndArray();
        });
    }

    /**
     * Reads a snapshot.
     *
     * @throws MigrationException if the text isn't a snapshot that this version understands whole
     */
    public static Snapshot readSnapshot(String text) {
        Snapshot snapshot = readUnderstood(text);
        if (!snapshot.unknown().isEmpty()) {
            throw new MigrationException(snapshot.unknown().get(0).what());
        }
        return snapshot;
    }

    /**
     * Reads a snapshot that may be a later version's. Whoever goes by it keeps away from the tables of its unknown
     * migrations.
     *
     * @throws MigrationException if more is unknown than what a migration says behind its name and its tables
     */
    public static Snapshot readUnderstood(String text) {
        Fields fields = read("snapshot", text, Set.of("format", "version", "database", "epoch", "migrations"));
        Optional<String> version = fields.optional("version").map(Value::asText);
        List<Migration> known = new ArrayList<>();
        List<UnknownMigration> unknown = new ArrayList<>();
        for (Value each : fields.required("migrations").asList()) {
            try {
                known.add(migration(each));
            } catch (MigrationException e) {
                unknown.add(unknown(each.asFields(), e, version));
            }
        }
        return build(
                fields,
                () -> new Snapshot(
                        fields.required("database").asText(),
                        fields.required("epoch").asLong(),
                        known,
                        unknown));
    }

    /** Its name and tables are where every version of this format has them. */
    private static UnknownMigration unknown(Fields fields, MigrationException cause, Optional<String> version) {
        List<TableId> tables = new ArrayList<>();
        tables.add(table(fields));
        fields.optional("tables").map(Value::asList).orElse(List.of()).stream()
                .map(Value::asFields)
                .map(Wire::table)
                .forEach(tables::add);
        return new UnknownMigration(fields.required("name").asText(), tables, cause.getMessage(), version);
    }

    private static TableId table(Fields fields) {
        return new TableId(
                fields.required("schema").asText(), fields.required("table").asText());
    }

    public static String write(Heartbeat heartbeat) {
        return json(out -> {
            out.writeNumberField("format", FORMAT);
            out.writeStringField("application", heartbeat.application());
            out.writeStringField("driverVersion", heartbeat.driverVersion());
            out.writeNumberField("startedAtMillis", heartbeat.startedAtMillis());
            out.writeNumberField("holds", heartbeat.holds());
            out.writeNumberField("drained", heartbeat.drained());
            out.writeNumberField("sessions", heartbeat.sessions());
            if (heartbeat.oldest().isPresent()) {
                InFlight oldest = heartbeat.oldest().get();
                out.writeObjectFieldStart("oldest");
                out.writeNumberField("epoch", oldest.epoch());
                out.writeNumberField("millis", oldest.millis());
                out.writeBooleanField("transaction", oldest.transaction());
                out.writeStringField("sql", oldest.sql());
                out.writeEndObject();
            }
            if (!heartbeat.shapes().isEmpty()) {
                out.writeArrayFieldStart("shapes");
                for (Shape shape : heartbeat.shapes()) {
                    out.writeStartObject();
                    out.writeStringField("sql", shape.sql());
                    out.writeNumberField("count", shape.count());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            if (heartbeat.onReplicas()) {
                out.writeBooleanField("onReplicas", true);
            }
            if (!heartbeat.unknown().isEmpty()) {
                out.writeArrayFieldStart("unknown");
                for (Heartbeat.Unknown unknown : heartbeat.unknown()) {
                    out.writeStartObject();
                    out.writeStringField("migration", unknown.migration());
                    out.writeStringField("what", unknown.what());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
        });
    }

    /**
     * Reads a heartbeat.
     *
     * @throws MigrationException if the text isn't a heartbeat that this version understands whole
     */
    public static Heartbeat readHeartbeat(String text) {
        Fields fields = read(
                "heartbeat",
                text,
                Set.of(
                        "format",
                        "application",
                        "driverVersion",
                        "startedAtMillis",
                        "holds",
                        "drained",
                        "sessions",
                        "oldest",
                        "shapes",
                        "onReplicas",
                        "unknown"));
        return build(
                fields,
                () -> new Heartbeat(
                        fields.required("application").asText(),
                        fields.required("driverVersion").asText(),
                        fields.required("startedAtMillis").asLong(),
                        fields.required("holds").asLong(),
                        fields.required("drained").asLong(),
                        Math.toIntExact(fields.required("sessions").asLong()),
                        fields.optional("oldest").map(Wire::inFlight),
                        fields.optional("shapes").map(Value::asList).orElse(List.of()).stream()
                                .map(Wire::shape)
                                .toList(),
                        fields.optional("onReplicas").map(Value::asBoolean).orElse(false),
                        fields.optional("unknown").map(Value::asList).orElse(List.of()).stream()
                                .map(Wire::unknown)
                                .toList()));
    }

    private static Heartbeat.Unknown unknown(Value value) {
        Fields fields = value.asFields().allowOnly(Set.of("migration", "what"));
        return new Heartbeat.Unknown(
                fields.required("migration").asText(), fields.required("what").asText());
    }

    private static Shape shape(Value value) {
        Fields fields = value.asFields().allowOnly(Set.of("sql", "count"));
        return new Shape(
                fields.required("sql").asText(), fields.required("count").asLong());
    }

    private static void write(Migration migration, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", migration.name());
        out.writeStringField("schema", migration.table().schema());
        out.writeStringField("table", migration.table().name());
        out.writeStringField("phase", migration.phase().name());
        out.writeNumberField("targetPercent", migration.targetPercent());
        out.writeArrayFieldStart("columns");
        for (ColumnMapping column : migration.columns()) {
            MappingWire.write(column, out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static Migration migration(Value value) {
        Fields fields =
                value.asFields().allowOnly(Set.of("name", "schema", "table", "phase", "targetPercent", "columns"));
        Value phase = fields.required("phase");
        List<ColumnMapping> columns = fields.required("columns").asList().stream()
                .map(MappingWire::read)
                .toList();
        return build(
                fields,
                () -> new Migration(
                        fields.required("name").asText(),
                        table(fields),
                        columns,
                        build(phase, () -> Phase.of(phase.asText())),
                        Math.toIntExact(fields.required("targetPercent").asLong())));
    }

    private static InFlight inFlight(Value value) {
        Fields fields = value.asFields().allowOnly(Set.of("epoch", "millis", "transaction", "sql"));
        return new InFlight(
                fields.required("epoch").asLong(),
                fields.required("millis").asLong(),
                fields.required("transaction").asBoolean(),
                fields.required("sql").asAnyText());
    }

    private static Fields read(String what, String text, Set<String> keys) {
        Fields fields = Value.read(JSON, what, text).asFields();
        Value format = fields.required("format");
        if (format.asLong() != FORMAT) {
            throw new MigrationException(format.place() + ": format " + format.asLong()
                    + " is of another version; this one reads format " + FORMAT);
        }
        return fields.allowOnly(keys);
    }

    /** Builds a value and adds the place to the message if it is refused. */
    static <T> T build(Value at, Building<T> building) {
        try {
            return building.build();
        } catch (ArithmeticException e) {
            throw new MigrationException(at.place() + ": a number is too large", e);
        } catch (MigrationException e) {
            boolean placed = e.getMessage().contains(", line ");
            throw placed ? e : at.refused(e);
        }
    }

    interface Building<T> {
        T build();
    }

    private interface Body {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static String json(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            body.writeTo(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
