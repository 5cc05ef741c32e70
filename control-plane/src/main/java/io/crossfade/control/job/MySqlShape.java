package io.crossfade.control.job;

import io.crossfade.migration.CopyName;
import io.crossfade.migration.Migration;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The indexes and foreign keys of a table's source columns as the target wants them. */
final class MySqlShape {

    private static final String INDEXES =
            "SELECT * FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND index_name <>"
                    + " 'PRIMARY' ORDER BY index_name, seq_in_index";

    private static final String FOREIGN_KEYS = """
            SELECT k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name,
                   k.referenced_column_name, r.update_rule, r.delete_rule
            FROM information_schema.key_column_usage k
            JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
                AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
            WHERE k.table_schema = ? AND k.table_name = ? AND k.referenced_table_name IS NOT NULL
            ORDER BY k.constraint_name, k.ordinal_position
            """;

    private final MySqlSession session;
    private final TableFacts table;
    private final List<TargetColumn> targets;
    private final List<String> sources;

    MySqlShape(MySqlSession session, TableFacts table, Migration migration) {
        this.session = session;
        this.table = table;
        this.targets = TargetColumn.of(migration);
        this.sources = TargetColumn.sources(migration);
    }

    /**
     * An index that a source column is part of.
     *
     * @param ordinary whether it is one that the server can make without locking writers out
     * @param originalTail what stands behind {@code ADD INDEX name}
     * @param tail the same for the target; empty if the target can't have it
     */
    record Index(String name, boolean unique, boolean ordinary, String originalTail, String tail) {

        boolean carried() {
            return !tail.isEmpty();
        }

        String copy() {
            return CopyName.of(name);
        }
    }

    /** A foreign key that a source column is part of: what stands behind {@code ADD CONSTRAINT name}. */
    record ForeignKey(String name, List<String> columns, String originalDefinition, String definition) {

        String copy() {
            return CopyName.of(name);
        }
    }

    private record Part(
            String index,
            boolean unique,
            String type,
            @Nullable String column,
            int length,
            boolean descending,
            String tail) {}

    List<Index> indexes() throws SQLException {
        Map<String, List<Part>> byName = new LinkedHashMap<>();
        for (Part part : Rows.all(
                session.connection(),
                INDEXES,
                MySqlShape::part,
                table.id().schema(),
                table.id().name())) {
            byName.computeIfAbsent(part.index(), name -> new ArrayList<>()).add(part);
        }
        List<Index> indexes = new ArrayList<>();
        byName.forEach((name, parts) -> {
            if (parts.stream().anyMatch(part -> isSource(part.column()))) {
                boolean ordinary =
                        parts.stream().allMatch(part -> part.type().equals("BTREE") && part.column() != null);
                String original = tail(parts, false);
                indexes.add(new Index(
                        name,
                        parts.get(0).unique(),
                        ordinary,
                        original,
                        ordinary && parts.stream().allMatch(this::isCarried) ? tail(parts, true) : ""));
            }
        });
        return indexes;
    }

    private static Part part(ResultSet row) throws SQLException {
        boolean hidden = is(row, "IS_VISIBLE", "NO") || is(row, "IGNORED", "YES");
        String comment = row.getString("INDEX_COMMENT");
        return new Part(
                row.getString("INDEX_NAME"),
                !row.getBoolean("NON_UNIQUE"),
                row.getString("INDEX_TYPE").toUpperCase(Locale.ROOT),
                row.getString("COLUMN_NAME"),
                row.getInt("SUB_PART"),
                is(row, "COLLATION", "D"),
                (comment == null || comment.isEmpty() ? "" : " COMMENT " + MySqlForm.text(comment))
                        + (!hidden ? "" : has(row, "IGNORED") ? " IGNORED" : " INVISIBLE"));
    }

    private static boolean is(ResultSet row, String column, String value) throws SQLException {
        return has(row, column) && value.equals(row.getString(column));
    }

    private static boolean has(ResultSet row, String column) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(column)) {
                return true;
            }
        }
        return false;
    }

    private String tail(List<Part> parts, boolean target) {
        return parts.stream()
                        .map(part -> MySqlForm.quoted(
                                        target ? renamed(String.valueOf(part.column())) : String.valueOf(part.column()))
                                + (part.length() > 0 && (!target || keepsPrefix(part)) ? "(" + part.length() + ")" : "")
                                + (part.descending() ? " DESC" : ""))
                        .collect(Collectors.joining(", ", "(", ")"))
                + parts.get(0).tail();
    }

    private boolean isSource(@Nullable String column) {
        return column != null && sources.stream().anyMatch(column::equalsIgnoreCase);
    }

    private Optional<TargetColumn> replacement(@Nullable String column) {
        return targets.stream()
                .filter(target -> target.replaces()
                        .filter(name -> name.equalsIgnoreCase(column))
                        .isPresent())
                .findFirst();
    }

    private String renamed(String column) {
        return replacement(column).map(TargetColumn::name).orElse(column);
    }

    /** A part of a text can be indexed, and a long text only in part. */
    private boolean isCarried(Part part) {
        if (!isSource(part.column())) {
            return true;
        }
        Optional<TargetColumn> target = replacement(part.column());
        boolean longText = target.flatMap(TargetColumn::added)
                .filter(added -> added.type().toLowerCase(Locale.ROOT).matches(".*(text|blob|json|geometry).*"))
                .isPresent();
        return target.isPresent() && !(longText && part.length() == 0);
    }

    private boolean keepsPrefix(Part part) {
        return replacement(part.column())
                .flatMap(TargetColumn::added)
                .map(added -> added.type().toLowerCase(Locale.ROOT).matches(".*(char|text|blob|binary).*"))
                .orElse(true);
    }

    /** Those that a source column is part of. */
    List<ForeignKey> foreignKeys() throws SQLException {
        return foreignKeys(sources);
    }

    /** Those that a target column is part of. */
    List<ForeignKey> foreignKeysOf(List<TargetColumn> columns) throws SQLException {
        return foreignKeys(columns.stream().map(TargetColumn::name).toList());
    }

    private List<ForeignKey> foreignKeys(List<String> of) throws SQLException {
        Map<String, List<String[]>> byName = new LinkedHashMap<>();
        for (String[] row : Rows.all(
                session.connection(),
                FOREIGN_KEYS,
                row -> new String[] {
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7)
                },
                table.id().schema(),
                table.id().name())) {
            byName.computeIfAbsent(row[0], name -> new ArrayList<>()).add(row);
        }
        List<ForeignKey> keys = new ArrayList<>();
        byName.forEach((name, rows) -> {
            List<String> columns = rows.stream().map(row -> row[1]).toList();
            if (columns.stream().anyMatch(column -> of.stream().anyMatch(column::equalsIgnoreCase))) {
                String[] first = rows.get(0);
                String tail = " REFERENCES " + MySqlForm.quoted(first[2]) + "." + MySqlForm.quoted(first[3]) + " ("
                        + quoted(rows.stream().map(row -> row[4]).toList()) + ")" + rule("UPDATE", first[5])
                        + rule("DELETE", first[6]);
                keys.add(new ForeignKey(
                        name,
                        columns,
                        "FOREIGN KEY (" + quoted(columns) + ")" + tail,
                        "FOREIGN KEY ("
                                + quoted(columns.stream().map(this::renamed).toList()) + ")" + tail));
            }
        });
        return keys;
    }

    /** What forbids the change is the default, by whichever name. */
    private static String rule(String event, String rule) {
        return rule.equals("NO ACTION") || rule.equals("RESTRICT") ? "" : " ON " + event + " " + rule;
    }

    private static String quoted(List<String> names) {
        return names.stream().map(MySqlForm::quoted).collect(Collectors.joining(", "));
    }

    /** Whether the table has an index of that name. */
    boolean hasIndex(String name) throws SQLException {
        return Rows.one(
                        session.connection(),
                        "SELECT 1 FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND"
                                + " index_name = ? LIMIT 1",
                        row -> true,
                        table.id().schema(),
                        table.id().name(),
                        name)
                .isPresent();
    }

    /** Whether the table has a foreign key of that name. */
    boolean hasForeignKey(String name) throws SQLException {
        return Rows.one(
                        session.connection(),
                        "SELECT 1 FROM information_schema.referential_constraints WHERE constraint_schema = ? AND table_name"
                                + " = ? AND constraint_name = ?",
                        row -> true,
                        table.id().schema(),
                        table.id().name(),
                        name)
                .isPresent();
    }
}
