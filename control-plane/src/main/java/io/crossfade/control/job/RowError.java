package io.crossfade.control.job;

import java.sql.SQLException;

/** Tells failures that a row's value is to blame for. */
final class RowError {

    private RowError() {}

    /** SQLState's classes of data exceptions and of violated constraints. */
    static boolean is(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    static String message(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }
}
