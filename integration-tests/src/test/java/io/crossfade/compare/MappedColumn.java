package io.crossfade.compare;

import io.crossfade.migration.TableId;

/**
 * A renamed column of a variant, all names as the catalog lists them.
 *
 * @param migration the migration's name
 * @param placeholder how the shapes call it
 * @param defaultValue as SQL; empty for none
 */
record MappedColumn(
        String migration,
        TableId table,
        String placeholder,
        String source,
        String target,
        String type,
        boolean notNull,
        boolean unique,
        String defaultValue) {

    /** For {@link String#format}: table, source, target, type and default, quoted where they are names. */
    Object[] args() {
        return new Object[] {
            quoted(table.schema()) + "." + quoted(table.name()), quoted(source), quoted(target), type, defaultValue
        };
    }

    String name(boolean ofTarget) {
        return quotedIfNeeded(ofTarget ? target : source);
    }

    static String quotedIfNeeded(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : quoted(name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
