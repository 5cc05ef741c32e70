package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import java.util.List;
import java.util.stream.Collectors;

/** Names and texts as PostgreSQL's SQL takes them. */
final class Quoting {

    private Quoting() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String names(List<String> names) {
        return names.stream().map(Quoting::name).collect(Collectors.joining(", "));
    }

    static String table(TableId table) {
        return name(table.schema()) + '.' + name(table.name());
    }

    static String text(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }
}
