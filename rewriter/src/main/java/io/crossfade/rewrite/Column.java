package io.crossfade.rewrite;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column that a name in a statement can mean.
 *
 * @param name its name for the application
 * @param otherName the name it also goes by; null for all but columns under migration
 * @param physical what the database is to be sent for it
 * @param present the names under which the database may have a column for it
 */
record Column(String name, @Nullable String otherName, String physical, Set<String> present) {

    static Column plain(String name) {
        return new Column(name, null, name, Set.of(name));
    }

    static Column of(MappedColumn column) {
        return new Column(
                column.name(), column.otherName(), column.readName(), Set.of(column.name(), column.otherName()));
    }

    /** The column where an upsert looks for conflicts. */
    static Column forConflict(MappedColumn column) {
        return new Column(
                column.name(), column.otherName(), column.conflictName(), Set.of(column.name(), column.otherName()));
    }

    /** The column of a subquery that shows the table in the application's shape. */
    Column shown() {
        return new Column(name, otherName, name, Set.of(name));
    }

    Column renamed(String newName) {
        return plain(newName);
    }
}
