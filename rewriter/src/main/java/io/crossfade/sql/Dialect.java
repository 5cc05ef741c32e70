package io.crossfade.sql;

import com.google.common.base.Ascii;
import java.util.Locale;

/** The database whose SQL is read. */
public enum Dialect {
    POSTGRESQL,
    MYSQL,
    MARIADB;

    /** Whether it is MySQL or MariaDB, which came from it. */
    public boolean isMySql() {
        return this != POSTGRESQL;
    }

    /** The name that an unquoted identifier stands for. MySQL and MariaDB fold nothing when they read. */
    public String fold(String identifier) {
        return switch (this) {
            // With a multi-byte encoding such as UTF-8, no other letters are folded (downcase_identifier).
            case POSTGRESQL -> Ascii.toLowerCase(identifier);
            case MYSQL, MARIADB -> identifier;
        };
    }

    /**
     * What two names of columns, labels, indexes or common tables have in common exactly if they mean the same: MySQL and
     * MariaDB compare them without regard to case, in quotes or not.
     *
     * @param name as {@link Name#value} or the catalog has it
     */
    public String columnKey(String name) {
        return switch (this) {
            case POSTGRESQL -> name;
            case MYSQL, MARIADB -> name.toLowerCase(Locale.ROOT);
        };
    }

    /**
     * What two names of schemas, tables or table aliases have in common exactly if they mean the same.
     *
     * @param name as {@link Name#value} or the catalog has it
     * @param foldsCase MySQL's and MariaDB's {@code lower_case_table_names} other than 0; PostgreSQL takes no notice
     */
    public String tableKey(String name, boolean foldsCase) {
        return isMySql() && foldsCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** A name as text, in quotes only where it needs them. */
    public String quote(String name) {
        if (isPlain(name)) {
            return name;
        }
        return switch (this) {
            case POSTGRESQL -> '"' + name.replace("\"", "\"\"") + '"';
            case MYSQL, MARIADB -> '`' + name.replace("`", "``") + '`';
        };
    }

    private boolean isPlain(String name) {
        if (name.isEmpty() || Keywords.of(this).mayBeReserved(name.toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_' || (isMySql() && c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !(c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }
}
