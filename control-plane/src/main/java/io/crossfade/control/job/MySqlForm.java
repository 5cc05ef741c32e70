package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Dialect;
import java.util.Locale;
import java.util.Set;

/** MySQL's and MariaDB's way of writing. */
record MySqlForm(Dialect dialect) implements SqlForm {

    private static final int MOST_CHARACTERS_OF_A_NAME = 64;
    private static final Set<String> COMPARED_BYTEWISE =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");

    @Override
    public boolean fits(String name) {
        return name.codePointCount(0, name.length()) <= MOST_CHARACTERS_OF_A_NAME;
    }

    @Override
    public String longestName() {
        return "the " + MOST_CHARACTERS_OF_A_NAME + " characters that the server takes";
    }

    @Override
    public String name(String name) {
        return quoted(name);
    }

    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    /** With the session's default, which has the backslash for an escape. */
    static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    @Override
    public String table(TableId table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    @Override
    public String temporary(String table) {
        return quoted(table);
    }

    /** Assignments convert by themselves, and complain in the strict mode of our sessions. */
    @Override
    public String stored(String expression, ColumnFacts column) {
        return "(" + expression + "\n)";
    }

    @Override
    public String castDefault(String given, ColumnFacts column) {
        return given;
    }

    @Override
    public String definition(ColumnFacts column) {
        return quoted(column.name()) + " " + type(column) + " NULL";
    }

    static String type(ColumnFacts column) {
        return column.type() + (column.collation() == null ? "" : " COLLATE " + column.collation());
    }

    @Override
    public String differ(String one, String other, ColumnFacts column) {
        return "NOT (" + bytes(one, column) + " <=> " + bytes(other, column) + ")";
    }

    @Override
    public String meanOther(String one, String other, ColumnFacts column) {
        return differ(one, other, column);
    }

    private static String bytes(String value, ColumnFacts column) {
        String type = baseType(column);
        if (type.equals("json")) {
            return "CAST(CAST(" + value + " AS CHAR) AS BINARY)";
        }
        return COMPARED_BYTEWISE.contains(type) ? "CAST(" + value + " AS BINARY)" : value;
    }

    /** The type's name alone: {@code varchar} of {@code varchar(20)}. */
    static String baseType(ColumnFacts column) {
        return column.type().replaceFirst("[ (].*", "").toLowerCase(Locale.ROOT);
    }

    static boolean isBinary(ColumnFacts column) {
        return baseType(column).matches("binary|varbinary|tinyblob|blob|mediumblob|longblob|bit|geometry|point");
    }

    @Override
    public String shown(String value, ColumnFacts column) {
        return isBinary(column) ? "LEFT(HEX(" + value + "), 200)" : "LEFT(CAST(" + value + " AS CHAR), 200)";
    }
}
