package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonGenerator;
import io.crossfade.migration.Value.Fields;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON form of a column mapping.
 *
 * <p>Public for the control plane, which stores mappings in the form in which drivers receive them.
 */
public final class MappingWire {

    private MappingWire() {}

    /**
     * Writes a mapping as one object.
     *
     * @throws IOException as the generator throws it
     */
    public static void write(ColumnMapping mapping, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (mapping instanceof ColumnMapping.Rename rename) {
            out.writeStringField("kind", "rename");
            out.writeStringField("source", rename.source());
            out.writeStringField("target", rename.target());
            out.writeNumberField("ordinal", rename.ordinal());
        } else if (mapping instanceof ColumnMapping.Conversion conversion) {
            out.writeStringField("kind", "conversion");
            out.writeArrayFieldStart("retired");
            for (RetiredColumn column : conversion.retired()) {
                write(column, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("added");
            for (AddedColumn column : conversion.added()) {
                write(column, out);
            }
            out.writeEndArray();
        } else {
            throw new IllegalStateException("no wire form for " + mapping);
        }
        out.writeEndObject();
    }

    private static void write(RetiredColumn column, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("column", column.column());
        out.writeStringField("type", column.type());
        write("collation", column.collation(), out);
        out.writeStringField("down", column.down());
        write("default", column.defaultValue(), out);
        out.writeBooleanField("nullable", column.nullable());
        out.writeNumberField("ordinal", column.ordinal());
        out.writeEndObject();
    }

    private static void write(AddedColumn column, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("column", column.column());
        out.writeStringField("name", column.name());
        out.writeStringField("type", column.type());
        write("collation", column.collation(), out);
        write("up", column.up(), out);
        write("default", column.defaultValue(), out);
        out.writeBooleanField("nullable", column.nullable());
        out.writeNumberField("ordinal", column.ordinal());
        out.writeEndObject();
    }

    private static void write(String key, Optional<String> text, JsonGenerator out) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(key, text.get());
        }
    }

    /**
     * Reads a mapping.
     *
     * @throws MigrationException if it isn't one that this version understands whole
     */
    public static ColumnMapping read(Value value) {
        Fields fields = value.asFields();
        Value kind = fields.required("kind");
        return switch (kind.asText()) {
            case "rename" -> {
                fields.allowOnly(Set.of("kind", "source", "target", "ordinal"));
                yield Wire.build(
                        fields,
                        () -> new ColumnMapping.Rename(
                                fields.required("source").asText(),
                                fields.required("target").asText(),
                                integer(fields.required("ordinal"))));
            }
            case "conversion" -> {
                fields.allowOnly(Set.of("kind", "retired", "added"));
                List<RetiredColumn> retired = fields.required("retired").asList().stream()
                        .map(MappingWire::retired)
                        .toList();
                List<AddedColumn> added = fields.required("added").asList().stream()
                        .map(MappingWire::added)
                        .toList();
                yield Wire.build(fields, () -> new ColumnMapping.Conversion(retired, added));
            }
            default ->
                throw new MigrationException(kind.place() + ": unknown kind of mapping '" + kind.asText()
                        + "'; this version knows 'rename' and 'conversion'");
        };
    }

    private static RetiredColumn retired(Value value) {
        Fields fields = value.asFields()
                .allowOnly(Set.of("column", "type", "collation", "down", "default", "nullable", "ordinal"));
        return Wire.build(
                fields,
                () -> new RetiredColumn(
                        fields.required("column").asText(),
                        fields.required("type").asText(),
                        fields.optional("collation").map(Value::asText),
                        fields.required("down").asText(),
                        fields.optional("default").map(Value::asText),
                        fields.required("nullable").asBoolean(),
                        integer(fields.required("ordinal"))));
    }

    private static AddedColumn added(Value value) {
        Fields fields = value.asFields()
                .allowOnly(Set.of("column", "name", "type", "collation", "up", "default", "nullable", "ordinal"));
        return Wire.build(
                fields,
                () -> new AddedColumn(
                        fields.required("column").asText(),
                        fields.required("name").asText(),
                        fields.required("type").asText(),
                        fields.optional("collation").map(Value::asText),
                        fields.optional("up").map(Value::asText),
                        fields.optional("default").map(Value::asText),
                        fields.required("nullable").asBoolean(),
                        integer(fields.required("ordinal"))));
    }

    private static int integer(Value value) {
        return Math.toIntExact(value.asLong());
    }
}
