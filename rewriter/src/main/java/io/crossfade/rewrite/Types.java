package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Casts to the types of columns. */
final class Types {

    private Types() {}

    /** The value as a column of that type and collation would give it. */
    static Template cast(Dialect dialect, Template value, String type, @Nullable String collation) {
        String target = dialect.isMySql() ? mySql(dialect, type, collation) : type;
        String collate = collation == null || !isText(dialect, target) ? "" : " COLLATE " + collation;
        return value.between("CAST(", " AS " + target + ")" + collate);
    }

    /** The type by which MySQL and MariaDB cast to the type of a column. */
    static String castTarget(Dialect dialect, String type) {
        return mySql(dialect, type, null);
    }

    /**
     * How a value of a column becomes bytes, and the bytes that value again.
     *
     * @param before what stands in front of the value
     * @param behind what stands behind it
     * @param castTarget what the bytes are cast to; null for text
     */
    record Bytes(String before, String behind, @Nullable String castTarget) {

        /** The value again, from what holds the bytes. */
        String read(String bytes) {
            return castTarget == null
                    ? "CONVERT(CAST(" + bytes + " AS BINARY) USING utf8mb4)"
                    : "CAST(CAST(" + bytes + " AS BINARY) AS " + castTarget + ")";
        }
    }

    /**
     * The bytes of a value of MySQL's or MariaDB's, as a column of that type has it; empty for types whose values their
     * text doesn't tell exactly. MySQL reads the last digit of a DOUBLE's text otherwise than it wrote it, doesn't read
     * dates with zeros in every mode, and doesn't tell in JSON's text a decimal number from a floating one.
     */
    static Optional<Bytes> bytes(Dialect dialect, String type) {
        String target = castTarget(dialect, type);
        int open = target.indexOf('(');
        boolean mariaDb = dialect == Dialect.MARIADB;
        return switch ((open < 0 ? target : target.substring(0, open)).toUpperCase(Locale.ROOT)) {
            case "CHAR" -> Optional.of(new Bytes("CAST(CONVERT(", " USING utf8mb4) AS BINARY)", null));
            case "BINARY", "SIGNED", "UNSIGNED", "DECIMAL", "TIME" ->
                Optional.of(new Bytes("CAST(", " AS BINARY)", target));
            case "DATE", "DATETIME", "DOUBLE" ->
                mariaDb ? Optional.of(new Bytes("CAST(", " AS BINARY)", target)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isText(Dialect dialect, String castTarget) {
        return !dialect.isMySql() || castTarget.startsWith("CHAR");
    }

    /**
     * A type that a cast doesn't cut off to: where an assignment would fail for a value that is too long, PostgreSQL's and
     * MariaDB's cast to the full type would shorten it. MySQL's fails as the assignment does.
     */
    static String withoutLength(Dialect dialect, String type) {
        if (dialect == Dialect.MYSQL) {
            return type;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        int open = lower.indexOf('(');
        String array = lower.endsWith("[]") ? lower.substring(lower.indexOf('[')) : "";
        if (dialect == Dialect.MARIADB) {
            int close = lower.indexOf(')');
            boolean cuts = open > 0 && close > open && (lower.contains("char") || lower.contains("binary"));
            return cuts ? lower.substring(0, open) + lower.substring(close + 1) : type;
        }
        String name = (open < 0 ? lower.replace("[]", "") : lower.substring(0, open)).strip();
        return switch (name) {
            case "character varying", "varchar" -> "varchar" + array;
            case "character", "char", "bpchar" -> "bpchar" + array;
            case "bit", "bit varying", "varbit" -> "varbit" + array;
            default -> type;
        };
    }

    /**
     * What MySQL and MariaDB give a column that has no NULL and no default, where the statement is to ignore that it gives
     * nothing either; null if the type has no such value, or one of its own for each column.
     */
    static @Nullable String implicit(String type) {
        String name = type.toLowerCase(Locale.ROOT).strip().replaceFirst("[^a-z].*", "");
        return switch (name) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "bool", "boolean" -> "0";
            case "decimal", "numeric", "dec", "fixed", "float", "double", "real", "year", "bit" -> "0";
            case "char", "varchar", "character", "nchar", "nvarchar" -> "''";
            case "tinytext", "text", "mediumtext", "longtext" -> "''";
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> "''";
            case "date" -> "'0000-00-00'";
            case "datetime", "timestamp" -> "'0000-00-00 00:00:00'";
            case "time" -> "'00:00:00'";
            default -> null;
        };
    }

    /** The nearest type that MySQL's CAST knows. */
    private static String mySql(Dialect dialect, String type, @Nullable String collation) {
        String lower = type.toLowerCase(Locale.ROOT).strip();
        int end = 0;
        while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
            end++;
        }
        int close = lower.indexOf(')');
        String length =
                close > 0 && end < lower.length() && lower.charAt(end) == '(' ? lower.substring(end, close + 1) : "";
        String integer = lower.contains("unsigned") ? "UNSIGNED" : "SIGNED";
        return switch (lower.substring(0, end)) {
            case "char", "varchar", "character", "nchar", "nvarchar" -> "CHAR" + length + charset(collation);
            case "tinytext", "text", "mediumtext", "longtext", "enum", "set", "uuid", "inet" ->
                "CHAR" + charset(collation);
            case "binary", "varbinary" -> "BINARY" + length;
            case "tinyblob", "blob", "mediumblob", "longblob" -> "BINARY";
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" -> integer;
            case "bool", "boolean" -> "SIGNED";
            case "year", "bit", "serial" -> "UNSIGNED";
            case "decimal", "numeric", "dec", "fixed" -> "DECIMAL" + length;
            case "float" -> "FLOAT";
            case "double", "real" -> "DOUBLE";
            case "datetime", "timestamp" -> "DATETIME" + length;
            case "time" -> "TIME" + length;
            case "json" -> dialect == Dialect.MARIADB ? "CHAR" : "JSON";
            default -> type;
        };
    }

    private static String charset(@Nullable String collation) {
        if (collation == null || !collation.contains("_")) {
            return "";
        }
        return " CHARACTER SET " + collation.substring(0, collation.indexOf('_'));
    }
}
