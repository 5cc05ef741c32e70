package io.crossfade.control.job;

import java.sql.SQLException;
import java.util.Set;

/** Tells failures that a row's value is to blame for. */
final class RowError {

    private RowError() {}

    /** Those of MySQL and MariaDB that have only a general SQLState: truncated, incorrect and invalid values. */
    private static final Set<Integer> CODES = Set.of(1265, 1366, 1411, 1525, 3140, 3141, 3156, 4025, 4078);

    /** SQLState's classes of data exceptions and of violated constraints. */
    static boolean is(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || CODES.contains(e.getErrorCode());
    }

    static String message(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(ERROR: |\\(conn=\\d+\\) )", "");
    }
}
