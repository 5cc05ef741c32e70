package io.crossfade.compare.generate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables with rows, and the migrations of some of them.
 *
 * <p>Data only, so that a case that failed once can be kept in a file.
 */
record World(Product product, List<Table> tables, List<Move> moves) {

    /**
     * A table in the shape of the source.
     *
     * @param key the column that is the primary key
     * @param unique columns that have a unique constraint
     * @param rows of literals, one for each column
     * @param references foreign keys; null in cases that were kept before there were any
     */
    record Table(
            String name,
            List<Column> columns,
            String key,
            List<String> unique,
            List<List<String>> rows,
            @Nullable List<Reference> references) {

        Table {
            references = references == null ? List.of() : references;
        }

        Table(String name, List<Column> columns, String key, List<String> unique, List<List<String>> rows) {
            this(name, columns, key, unique, rows, List.of());
        }

        /** Another number of columns, with a value for each in the rows. */
        Table with(List<Column> others, List<List<String>> theirRows) {
            return new Table(name, others, key, unique, theirRows, references);
        }

        Column column(String column) {
            return columns.stream()
                    .filter(each -> each.name().equals(column))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column));
        }
    }

    /**
     * A foreign key.
     *
     * @param table whose primary key it is
     * @param action what is done when a row there goes, as SQL; may be empty
     */
    record Reference(String column, String table, String action) {}

    /**
     * A column.
     *
     * @param identity whether the database numbers it
     * @param defaultValue as SQL; null for none
     * @param domain which of the type's values it may hold
     */
    record Column(
            String name,
            Type type,
            boolean nullable,
            boolean identity,
            @Nullable String defaultValue,
            Domain domain) {}

    /** A migration of one table. */
    record Move(String name, String table, List<Rename> renames, List<Convert> conversions) {}

    /** A column that gets another name. */
    record Rename(String source, String target) {}

    /**
     * A conversion.
     *
     * @param retired names of columns of the table and what they are computed from
     * @param added what comes in their place
     */
    record Convert(List<Retired> retired, List<Added> added) {

        /** Whether what it adds has values of its own, and what it retires too. */
        @JsonIgnore
        boolean isIndependent() {
            return retired.isEmpty() || added.isEmpty();
        }
    }

    /** A column that goes. */
    record Retired(String column, String down) {}

    /**
     * A column that comes.
     *
     * @param physical its name in the database where that isn't its name
     * @param up null if the column only has a default
     */
    record Added(Column column, String physical, @Nullable String up) {}

    Table table(String name) {
        return tables.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name));
    }

    /** The tables in the shape of the target. */
    List<Table> targetTables() {
        return tables.stream().map(this::targetTable).toList();
    }

    private Table targetTable(Table table) {
        List<Column> columns = new ArrayList<>(table.columns());
        List<String> unique = new ArrayList<>(table.unique());
        List<Reference> references = new ArrayList<>(table.references());
        for (Move move : moves) {
            if (!move.table().equals(table.name())) {
                continue;
            }
            for (Rename rename : move.renames()) {
                columns.replaceAll(column -> column.name().equals(rename.source())
                        ? new Column(
                                rename.target(),
                                column.type(),
                                column.nullable(),
                                column.identity(),
                                column.defaultValue(),
                                column.domain())
                        : column);
                unique.replaceAll(name -> name.equals(rename.source()) ? rename.target() : name);
                references.replaceAll(reference -> reference.column().equals(rename.source())
                        ? new Reference(rename.target(), reference.table(), reference.action())
                        : reference);
            }
            move.conversions().forEach(conversion -> convert(columns, conversion));
        }
        return new Table(table.name(), columns, table.key(), unique, table.rows(), references);
    }

    private static void convert(List<Column> columns, Convert conversion) {
        List<String> retired =
                conversion.retired().stream().map(Retired::column).toList();
        if (retired.size() == 1 && conversion.added().size() == 1) {
            columns.replaceAll(column -> column.name().equals(retired.get(0))
                    ? conversion.added().get(0).column()
                    : column);
            return;
        }
        columns.removeIf(column -> retired.contains(column.name()));
        conversion.added().forEach(added -> columns.add(added.column()));
    }

    List<Table> shape(boolean ofTarget) {
        return ofTarget ? targetTables() : tables;
    }
}
