package io.crossfade.control.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spells out the comparison of keys column by column: a comparison of rows wouldn't use the index. */
final class MySqlKeyset implements Keyset {

    private final TableFacts table;
    private final MySqlForm form;
    private final String comment;
    private final String alias;

    MySqlKeyset(TableFacts table, MySqlForm form, String comment) {
        this(table, form, comment, "");
    }

    /** @param alias by which the table goes in the statements that the predicate is for */
    MySqlKeyset(TableFacts table, MySqlForm form, String comment, String alias) {
        this.table = table;
        this.form = form;
        this.comment = comment;
        this.alias = alias;
    }

    /** Why a table can't be walked by its key; empty if it can. */
    static List<String> reasonsAgainst(TableFacts table) {
        return table.primaryKey().stream()
                .filter(column -> parameter(column).isEmpty())
                .map(column -> "primary key column '" + column.name() + "' is of type " + column.type()
                        + ", by which this version can't walk a table in chunks")
                .toList();
    }

    @Override
    public Optional<Chunk> next(Connection connection, @Nullable String cursor, int rows) throws SQLException {
        List<String> after = cursor == null ? null : Keyset.read(cursor);
        String sql = comment + "SELECT " + keyTexts() + " FROM " + form.table(table.id()) + " " + alias
                + (after == null ? "" : " WHERE " + compared(">")) + " ORDER BY " + order("") + " LIMIT " + rows;
        Object[] values = after == null ? new Object[0] : values(after).toArray();
        List<List<String>> keys = Rows.all(connection, sql, this::key, values);
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chunk(after, keys.get(keys.size() - 1), keys.size()));
    }

    private List<String> key(java.sql.ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= table.primaryKey().size(); i++) {
            key.add(row.getString(i));
        }
        return key;
    }

    @Override
    public @Nullable String fromEnd(Connection connection, int rows) throws SQLException {
        return Rows.one(
                        connection,
                        comment + "SELECT " + keyTexts() + " FROM " + form.table(table.id()) + " " + alias
                                + " ORDER BY " + order(" DESC") + " LIMIT 1 OFFSET " + rows,
                        row -> new Chunk(null, key(row), 0).cursor())
                .orElse(null);
    }

    @Override
    public String within(Chunk chunk) {
        return (chunk.after() == null ? "" : compared(">") + " AND ") + compared("<=");
    }

    /** {@code a > ? OR (a = ? AND b > ?)}, with {@code a >= ?} in front, by which the index is searched. */
    private String compared(String operator) {
        List<ColumnFacts> key = table.primaryKey();
        String strict = operator.substring(0, 1);
        StringBuilder sql =
                new StringBuilder("(" + name(key.get(0)) + " " + strict + "= " + value(key.get(0)) + " AND (");
        for (int i = 0; i < key.size(); i++) {
            sql.append(i == 0 ? "(" : " OR (");
            for (int j = 0; j < i; j++) {
                sql.append(name(key.get(j)))
                        .append(" = ")
                        .append(value(key.get(j)))
                        .append(" AND ");
            }
            boolean last = i == key.size() - 1;
            sql.append(name(key.get(i)))
                    .append(" ")
                    .append(last ? operator : strict)
                    .append(" ")
                    .append(value(key.get(i)))
                    .append(")");
        }
        return sql.append("))").toString();
    }

    /** The values of a key in the order of the parameters of a comparison. */
    private List<String> values(List<String> key) {
        List<String> values = new ArrayList<>(List.of(key.get(0)));
        for (int i = 0; i < key.size(); i++) {
            values.addAll(key.subList(0, i + 1));
        }
        return values;
    }

    @Override
    public int bind(PreparedStatement statement, Chunk chunk) throws SQLException {
        int parameter = 1;
        List<String> values = new ArrayList<>();
        if (chunk.after() != null) {
            values.addAll(values(chunk.after()));
        }
        values.addAll(values(chunk.last()));
        for (String value : values) {
            statement.setString(parameter++, value);
        }
        return parameter;
    }

    @Override
    public String keyTexts() {
        return table.primaryKey().stream()
                .map(column ->
                        MySqlForm.isBinary(column) ? "HEX(" + name(column) + ")" : "CAST(" + name(column) + " AS CHAR)")
                .collect(Collectors.joining(", "));
    }

    private String name(ColumnFacts column) {
        return (alias.isEmpty() ? "" : alias + ".") + form.name(column.name());
    }

    private static String value(ColumnFacts column) {
        return parameter(column).orElseThrow(() -> new JobFailedException("no key of type " + column.type()));
    }

    /** Of the column's own type, so that the index serves and no digit is lost. */
    private static Optional<String> parameter(ColumnFacts column) {
        return switch (MySqlForm.baseType(column)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                Optional.of(column.type().contains("unsigned") ? "CAST(? AS UNSIGNED)" : "CAST(? AS SIGNED)");
            case "year" -> Optional.of("CAST(? AS UNSIGNED)");
            case "decimal" -> Optional.of("CAST(? AS " + column.type().replaceAll(" (unsigned|zerofill)", "") + ")");
            case "char", "varchar" ->
                Optional.of("(CONVERT(? USING " + charset(column) + ") COLLATE " + column.collation() + ")");
            case "binary", "varbinary" -> Optional.of("UNHEX(?)");
            case "date" -> Optional.of("CAST(? AS DATE)");
            case "datetime", "timestamp" -> Optional.of("CAST(? AS DATETIME(6))");
            case "time" -> Optional.of("CAST(? AS TIME(6))");
            case "uuid", "inet4", "inet6" -> Optional.of("CAST(? AS " + column.type() + ")");
            default -> Optional.empty();
        };
    }

    /** A collation's name begins with its character set's; MariaDB's newer ones go with utf8mb4. */
    private static String charset(ColumnFacts column) {
        String collation = Optional.ofNullable(column.collation()).orElse("utf8mb4_bin");
        return collation.startsWith("uca1400") ? "utf8mb4" : collation.replaceFirst("_.*", "");
    }

    private String order(String direction) {
        return table.primaryKey().stream()
                .map(column -> name(column) + direction)
                .collect(Collectors.joining(", "));
    }
}
