package io.crossfade.rewrite;

import io.crossfade.sql.FromItem.TableRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a FROM clause that columns can belong to.
 *
 * @param schema the schema under which it can be qualified; null if it has an alias or isn't a table
 * @param name the name it is called by; null if it has none
 * @param columns what is known of its columns, in order
 * @param complete whether {@code columns} are all of them
 * @param table the migrating table it stands for, if its columns are the table's own; null otherwise
 * @param reference where it can be replaced by a subquery; null if it can't
 */
record Relation(
        @Nullable String schema,
        @Nullable String name,
        List<Column> columns,
        boolean complete,
        @Nullable MappedTable table,
        @Nullable TableRef reference) {

    Relation {
        columns = List.copyOf(columns);
    }

    static Relation unknown(@Nullable String name) {
        return new Relation(null, name, List.of(), false, null, null);
    }

    static Relation of(@Nullable String name, List<String> columns) {
        return new Relation(null, name, columns.stream().map(Column::plain).toList(), true, null, null);
    }

    Relation called(String newName) {
        return new Relation(schema, newName, columns, complete, table, reference);
    }

    boolean isCalled(String candidate) {
        return candidate.equals(name);
    }

    /** Whether the database may see a column of that name here. */
    boolean mayHave(String physical) {
        return !complete || columns.stream().anyMatch(column -> column.present().contains(physical));
    }

    @Nullable
    Column named(String candidate) {
        for (Column column : columns) {
            if (column.name().equals(candidate)) {
                return column;
            }
        }
        return null;
    }

    @Nullable
    Column alsoNamed(String candidate) {
        for (Column column : columns) {
            if (candidate.equals(column.otherName())) {
                return column;
            }
        }
        return null;
    }
}
