package io.crossfade.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Every SQLState that Crossfade itself raises. None of them makes a pool throw a healthy connection away. */
enum SqlState {
    /** A statement touches a migrating table and can't be rewritten with certainty. */
    REFUSED("MG001"),
    /** A property is missing, unknown or can't be used. */
    CONFIGURATION("MG002"),
    /** There is no snapshot to work under: the control plane can't be reached or isn't understood. */
    NO_SNAPSHOT("MG003"),
    /** A way past the driver. */
    BYPASS("MG004"),
    /** The database's catalog couldn't be read, which planning needs. */
    CATALOG("MG005"),
    /** A parameter that can't go to the places where the rewritten statement needs it. */
    PARAMETER("MG006");

    /** The SQL standard's own: the transaction has to be run again. */
    static final String AGAIN = "40001";

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    SQLException exception(String message) {
        return exception(message, null);
    }

    SQLException exception(String message, @Nullable Throwable cause) {
        return switch (this) {
            case NO_SNAPSHOT, CATALOG -> new SQLTransientException(message, code, cause);
            case REFUSED, CONFIGURATION, BYPASS, PARAMETER -> new SQLNonTransientException(message, code, cause);
        };
    }
}
