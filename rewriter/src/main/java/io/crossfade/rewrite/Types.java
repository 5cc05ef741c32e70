package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import java.util.Locale;
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

    private static boolean isText(Dialect dialect, String castTarget) {
        return !dialect.isMySql() || castTarget.startsWith("CHAR");
    }

    /**
     * A type of PostgreSQL's that a cast doesn't cut off to: where an assignment would fail for a value that is too long,
     * a cast to the full type would silently shorten it.
     */
    static String withoutLength(Dialect dialect, String type) {
        if (dialect.isMySql()) {
            return type;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        int open = lower.indexOf('(');
        String array = lower.endsWith("[]") ? lower.substring(lower.indexOf('[')) : "";
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
