package io.crossfade.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.crossfade.migration.MigrationDefinition.RenamedColumn;
import io.crossfade.migration.Value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that describes a migration, in YAML or JSON: the shorthand {@code rename}, or the general form of
 * {@code add} and {@code retire}, to which the shorthand compiles.
 *
 * <p>This version carries out renames: a general form whose expressions aren't bare columns is refused.
 */
public final class MigrationFile {

    private static final Set<String> KEYS =
            Set.of("migration", "database", "schema", "table", "rename", "add", "retire");

    private MigrationFile() {}

    /**
     * Reads a migration from YAML.
     *
     * @param fileName for messages
     * @throws MigrationException with file, line and column of what can't be accepted
     */
    public static MigrationDefinition readYaml(String fileName, String text) {
        return read(Value.read(new YAMLFactory(), fileName, text));
    }

    /**
     * Reads a migration from JSON.
     *
     * @throws MigrationException with line and column of what can't be accepted
     */
    public static MigrationDefinition readJson(String what, String text) {
        return read(Value.read(new JsonFactory(), what, text));
    }

    private static MigrationDefinition read(Value value) {
        Fields file = value.asFields().allowOnly(KEYS);
        List<RenamedColumn> renames = new ArrayList<>();
        file.optional("rename").ifPresent(rename -> readRenames(rename, renames));
        if (file.optional("add").isPresent() || file.optional("retire").isPresent()) {
            readGeneralForm(file, renames);
        }
        try {
            return new MigrationDefinition(
                    file.required("migration").asText(),
                    file.required("database").asText(),
                    file.optional("schema").map(Value::asText),
                    file.required("table").asText(),
                    renames);
        } catch (MigrationException e) {
            throw e.getMessage().startsWith(file.place().replaceFirst(",.*", "")) ? e : file.refused(e);
        }
    }

    private static void readRenames(Value rename, List<RenamedColumn> renames) {
        rename.asFields().fields().forEach((source, target) -> {
            try {
                renames.add(new RenamedColumn(source, target.asText()));
            } catch (MigrationException e) {
                throw e.getMessage().startsWith(target.place()) ? e : target.refused(e);
            }
        });
    }

    private static void readGeneralForm(Fields file, List<RenamedColumn> renames) {
        Map<String, Value> retired = new LinkedHashMap<>();
        for (Value element : file.required("retire").asList()) {
            Fields column = element.asFields().allowOnly(Set.of("column", "down"));
            retired.put(column.required("column").asText(), column.required("down"));
        }
        for (Value element : file.required("add").asList()) {
            Fields column = element.asFields().allowOnly(Set.of("column", "type", "up"));
            String target = column.required("column").asText();
            Value up = column.required("up");
            Value down = retired.remove(up.asText());
            if (down == null || !down.asText().equals(target)) {
                throw new MigrationException(up.place() + ": '" + up.asText() + "' isn't the bare name of a retired"
                        + " column whose 'down' is '" + target + "'; this version carries out renames only");
            }
            if (column.optional("type").isPresent()) {
                throw new MigrationException(
                        column.required("type").place() + ": a renamed column keeps its type; leave 'type' out");
            }
            renames.add(new RenamedColumn(up.asText(), target));
        }
        retired.forEach((column, down) -> {
            throw new MigrationException(down.place() + ": retired column '" + column
                    + "' has no added column that takes its values; this version carries out renames only");
        });
    }
}
