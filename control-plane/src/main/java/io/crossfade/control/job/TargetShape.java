package io.crossfade.control.job;

import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.CopyName;
import io.crossfade.migration.Migration;
import io.crossfade.migration.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The definitions of the source's indexes and constraints as they read for the target.
 *
 * <p>No text is searched for names, which could be functions, types or operator classes too: PostgreSQL itself renames
 * the column of an empty temporary copy of the table, and prints the definitions.
 */
final class TargetShape {

    private static final String SHAPE = "crossfade_shape";
    private static final TableId SHAPE_ID = new TableId("pg_temp", SHAPE);

    private static final String INDEXES = """
            SELECT c.relname, i.indisunique, coalesce(k.conname, '') AS constraint_name, k.condeferrable, k.condeferred,
                   substr(pg_get_indexdef(i.indexrelid), length('CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE ''
                       END || 'INDEX ' || quote_ident(c.relname) || ' ON ' || i.indrelid::regclass::text || ' ') + 1) AS tail
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
            WHERE i.indrelid = ?::oid AND NOT i.indisprimary AND i.indisvalid AND EXISTS (
                SELECT FROM pg_depend d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                AND d.refobjsubid = ANY (?::int[])
                AND (d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                     OR d.classid = 'pg_constraint'::regclass AND d.objid = k.oid))
            ORDER BY c.relname
            """;

    private static final String CONSTRAINTS = """
            SELECT k.conname, k.contype, pg_get_constraintdef(k.oid) AS definition, k.convalidated,
                   CASE WHEN k.contype = 'f' THEN 'FOREIGN KEY (' || (
                       SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY n.place)
                       FROM unnest(k.conkey) WITH ORDINALITY AS n (attnum, place)
                       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum) || ')' END AS head,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS n (attnum, place)
                       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.attnum ORDER BY n.place) AS columns
            FROM pg_constraint k
            WHERE k.conrelid = ?::oid AND k.contype IN ('c', 'f') AND k.conkey && ?::int2[]
            ORDER BY k.conname
            """;

    /**
     * An index of the source as the target wants it.
     *
     * @param constraint the unique constraint that the index belongs to; empty for a bare index
     * @param attributes what stands behind {@code UNIQUE USING INDEX name}
     * @param tail what stands behind {@code CREATE INDEX name ON table}; empty if the target can't have it
     * @param originalTail the same for the source
     */
    record IndexCopy(
            String original, boolean unique, String constraint, String attributes, String tail, String originalTail) {

        boolean carried() {
            return !tail.isEmpty();
        }

        String name() {
            return CopyName.of(original);
        }

        Indexes.Build build() {
            return new Indexes.Build(name(), unique, !constraint.isEmpty(), attributes, tail);
        }
    }

    /**
     * A check or a foreign key of the source as the target wants it.
     *
     * @param definition with {@code NOT VALID} if the original isn't validated either; empty if the target can't have it
     * @param validated whether the original is
     * @param originalDefinition what restores the original
     */
    record ConstraintCopy(String original, String definition, boolean validated, String originalDefinition) {

        boolean carried() {
            return !definition.isEmpty();
        }

        String name() {
            return CopyName.of(original);
        }
    }

    private final Session session;
    private final TableFacts table;
    private final Migration migration;

    TargetShape(Session session, TableFacts table, Migration migration) {
        this.session = session;
        this.table = table;
        this.migration = migration;
    }

    /** Indexes that mention the source, by name; the unique ones after the others. */
    List<IndexCopy> indexes() throws SQLException {
        return session.reading(connection -> {
            createShape(connection);
            List<IndexRow> originals = Rows.all(
                    connection,
                    INDEXES,
                    row -> new IndexRow(
                            row.getString("relname"),
                            row.getBoolean("indisunique"),
                            row.getString("constraint_name"),
                            row.getBoolean("condeferrable"),
                            row.getBoolean("condeferred"),
                            row.getString("tail")),
                    table.oid(),
                    sourceNumbers());
            Set<Integer> carried = new HashSet<>();
            for (int i = 0; i < originals.size(); i++) {
                String create = "CREATE INDEX " + shapeIndex(i) + " ON pg_temp." + SHAPE + " "
                        + originals.get(i).tail();
                if (canBe(connection, create)) {
                    carried.add(i);
                }
            }
            renameColumns(connection);
            List<IndexCopy> copies = new ArrayList<>();
            for (int i = 0; i < originals.size(); i++) {
                IndexRow original = originals.get(i);
                String head = "CREATE INDEX " + shapeIndex(i) + " ON pg_temp." + SHAPE + " ";
                if (!carried.contains(i)) {
                    copies.add(new IndexCopy(
                            original.name(),
                            original.unique(),
                            original.constraint(),
                            original.attributes(),
                            "",
                            original.tail()));
                    continue;
                }
                String definition = Rows.one(
                                connection,
                                "SELECT pg_get_indexdef('pg_temp." + shapeIndex(i) + "'::regclass)",
                                row -> row.getString(1))
                        .orElseThrow();
                copies.add(new IndexCopy(
                        original.name(),
                        original.unique(),
                        original.constraint(),
                        original.attributes(),
                        behind(head, definition),
                        original.tail()));
            }
            return copies;
        });
    }

    /** Checks and foreign keys of the table that mention the source, by name. */
    List<ConstraintCopy> constraints() throws SQLException {
        return session.reading(connection -> {
            createShape(connection);
            List<ConstraintRow> originals = Rows.all(
                    connection,
                    CONSTRAINTS,
                    row -> new ConstraintRow(
                            row.getString("conname"),
                            row.getString("contype").equals("f"),
                            row.getString("definition"),
                            row.getBoolean("convalidated"),
                            row.getString("head"),
                            List.of((String[]) row.getArray("columns").getArray())),
                    table.oid(),
                    sourceNumbers());
            for (ConstraintRow original : originals) {
                if (!original.foreignKey() && isCarried(original)) {
                    Rows.execute(
                            connection,
                            "ALTER TABLE pg_temp." + SHAPE + " ADD CONSTRAINT " + Quoting.name(original.name()) + " "
                                    + original.definition());
                }
            }
            renameColumns(connection);
            List<ConstraintCopy> copies = new ArrayList<>();
            for (ConstraintRow original : originals) {
                String definition = !isCarried(original)
                        ? ""
                        : original.foreignKey()
                                ? foreignKey(connection, original)
                                : Rows.one(
                                                connection,
                                                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ?"
                                                        + " AND conrelid = 'pg_temp." + SHAPE + "'::regclass",
                                                row -> row.getString(1),
                                                original.name())
                                        .orElseThrow();
                copies.add(
                        new ConstraintCopy(original.name(), definition, original.validated(), original.definition()));
            }
            return copies;
        });
    }

    private record IndexRow(
            String name, boolean unique, String constraint, boolean deferrable, boolean deferred, String tail) {

        String attributes() {
            return (deferrable ? " DEFERRABLE" : "") + (deferred ? " INITIALLY DEFERRED" : "");
        }
    }

    private record ConstraintRow(
            String name, boolean foreignKey, String definition, boolean validated, String head, List<String> columns) {}

    /** What a check says of a value need not hold for the value that it is converted to. */
    private boolean isCarried(ConstraintRow constraint) {
        return migration.columns().stream()
                .filter(Conversion.class::isInstance)
                .flatMap(mapping -> mapping.sources().stream())
                .noneMatch(constraint.columns()::contains);
    }

    /** Whether the target can have an index: it may need columns that aren't there, or another type. */
    private static boolean canBe(Connection connection, String create) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Rows.execute(connection, create);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!String.valueOf(e.getSQLState()).startsWith("42")) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    /** The head of a foreign key's definition is the list of its own columns; the rest speaks of the other table. */
    private String foreignKey(Connection connection, ConstraintRow original) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String column : original.columns()) {
            String renamed = TargetColumn.of(migration).stream()
                    .filter(target -> target.replaces().filter(column::equals).isPresent())
                    .map(TargetColumn::name)
                    .findFirst()
                    .orElse(column);
            columns.add(Rows.one(connection, "SELECT quote_ident(?)", row -> row.getString(1), renamed)
                    .orElseThrow());
        }
        return "FOREIGN KEY (" + String.join(", ", columns) + ")" + behind(original.head(), original.definition());
    }

    private void createShape(Connection connection) throws SQLException {
        Rows.execute(connection, "CREATE TEMPORARY TABLE " + SHAPE + " (LIKE " + table.sql() + ") ON COMMIT DROP");
        String alter = "ALTER TABLE " + Quoting.table(SHAPE_ID);
        List<TargetColumn> targets = TargetColumn.of(migration);
        Set<String> replaced = new HashSet<>();
        for (TargetColumn target : targets) {
            target.replaces().ifPresent(replaced::add);
            if (table.column(target.name()).isPresent()) {
                Rows.execute(connection, alter + " DROP COLUMN " + Quoting.name(target.name()));
            }
        }
        for (String source : TargetColumn.sources(migration)) {
            if (!replaced.contains(source)) {
                Rows.execute(connection, alter + " DROP COLUMN IF EXISTS " + Quoting.name(source));
            }
        }
        for (TargetColumn target : targets) {
            if (target.replaces().isPresent() && target.added().isPresent()) {
                AddedColumn added = target.added().get();
                Rows.execute(
                        connection,
                        alter + " ALTER COLUMN "
                                + Quoting.name(target.replaces().get()) + " TYPE " + added.type()
                                + added.collation()
                                        .map(name -> " COLLATE " + name)
                                        .orElse("") + " USING NULL");
            }
        }
    }

    private void renameColumns(Connection connection) throws SQLException {
        for (TargetColumn target : TargetColumn.of(migration)) {
            if (target.replaces().isPresent()) {
                Rows.execute(
                        connection,
                        "ALTER TABLE " + Quoting.table(SHAPE_ID) + " RENAME COLUMN "
                                + Quoting.name(target.replaces().get()) + " TO " + Quoting.name(target.name()));
            }
        }
    }

    private String sourceNumbers() {
        List<String> numbers = TargetColumn.sources(migration).stream()
                .map(table::column)
                .flatMap(java.util.Optional::stream)
                .map(column -> Integer.toString(column.number()))
                .toList();
        return "{" + String.join(",", numbers) + "}";
    }

    private static String shapeIndex(int number) {
        return "crossfade_shape_index_" + number;
    }

    private static String behind(String head, String definition) {
        if (!definition.startsWith(head)) {
            throw new JobFailedException(
                    "PostgreSQL prints a definition in a form that this version doesn't know: " + definition);
        }
        return definition.substring(head.length());
    }
}
