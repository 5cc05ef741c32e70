package io.crossfade.rewrite;

import io.crossfade.sql.FromItem.TableRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something in a FROM clause that columns can belong to.
 *
 * @param schema the schema under which it can be qualified; null if it has an alias or isn't a table
 * @param name the name it is called by; null if it has none
 * @param columns what is known of its columns, in order
 * @param others columns that are understood as well, if nothing else answers to their names
 * @param complete whether {@code columns} are all of them
 * @param present the keys of columns that the database may have here and the application needn't know of
 * @param table the migrating table it stands for, if its columns are the table's own; null otherwise
 * @param reference where it can be replaced by a subquery; null if it can't
 */
record Relation(
        @Nullable String schema,
        @Nullable String name,
        List<Column> columns,
        List<Column> others,
        boolean complete,
        Set<String> present,
        @Nullable MappedTable table,
        @Nullable TableRef reference) {

    Relation {
        columns = List.copyOf(columns);
        others = List.copyOf(others);
        present = Set.copyOf(present);
    }

    /** What has the columns it shows and no others. */
    static Relation of(@Nullable String name, List<Column> columns, boolean complete) {
        return new Relation(null, name, columns, List.of(), complete, Set.of(), null, null);
    }

    static Relation unknown(@Nullable String name) {
        return of(name, List.of(), false);
    }

    Relation called(@Nullable String newName) {
        return new Relation(schema, newName, columns, others, complete, present, table, reference);
    }

    /** The same table under a name that only a qualifier reaches, where no subquery can stand in for it. */
    Relation row(String newName) {
        return new Relation(null, newName, columns, others, complete, present, table, null);
    }

    Relation irreplaceable() {
        return new Relation(schema, name, columns, others, complete, present, table, null);
    }

    Relation withColumns(List<Column> newColumns, List<Column> newOthers) {
        return new Relation(schema, name, newColumns, newOthers, complete, present, table, reference);
    }

    boolean isCalled(String candidate) {
        return candidate.equals(name);
    }

    /** Whether the database may see a column of that name here. */
    boolean mayHave(String key) {
        return !complete || present.contains(key) || (table == null && named(key) != null);
    }

    /** Whether the database may have a column of that name here that the application doesn't know of. */
    boolean hides(String key) {
        return table != null && present.contains(key) && named(key) == null;
    }

    @Nullable
    Column named(String key) {
        return find(columns, key);
    }

    @Nullable
    Column alsoNamed(String key) {
        return find(others, key);
    }

    private static @Nullable Column find(List<Column> columns, String key) {
        for (Column column : columns) {
            if (column.key().equals(key)) {
                return column;
            }
        }
        return null;
    }
}
