package io.crossfade.sql;

import com.google.common.base.Ascii;

/** The database whose SQL is read. */
public enum Dialect {
    POSTGRESQL;

    /** The name that an unquoted identifier stands for. */
    public String fold(String identifier) {
        return switch (this) {
            // With a multi-byte encoding such as UTF-8, no other letters are folded (downcase_identifier).
            case POSTGRESQL -> Ascii.toLowerCase(identifier);
        };
    }

    /** A name as text, in quotes only where it needs them. */
    public String quote(String name) {
        return switch (this) {
            case POSTGRESQL -> isPlain(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
        };
    }

    private static boolean isPlain(String name) {
        if (name.isEmpty() || Keywords.isReserved(name)) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }
}
