package io.crossfade.jdbc;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.SqlMode;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code sql_mode} and {@code version} of a MySQL or MariaDB session mean for its texts. */
final class ServerModes {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /**
     * Modes under which the rewritten statement means what the migration's expressions say and what the application's text
     * says. They decide which values are errors, which is decided alike for both columns, or concern no statement that is
     * rewritten.
     */
    private static final Set<String> HARMLESS = Set.of(
            "STRICT_TRANS_TABLES",
            "STRICT_ALL_TABLES",
            "TRADITIONAL",
            "NO_ZERO_IN_DATE",
            "NO_ZERO_DATE",
            "ALLOW_INVALID_DATES",
            "ERROR_FOR_DIVISION_BY_ZERO",
            "ONLY_FULL_GROUP_BY",
            "NO_AUTO_CREATE_USER",
            "NO_AUTO_VALUE_ON_ZERO",
            // MariaDB's driver sets it. Which words it reserves, the parser doesn't take from the mode.
            "IGNORE_SPACE",
            "NO_ENGINE_SUBSTITUTION",
            "NO_DIR_IN_CREATE",
            "NO_FIELD_OPTIONS",
            "NO_KEY_OPTIONS",
            "NO_TABLE_OPTIONS",
            "IGNORE_BAD_TABLE_OPTIONS");

    /** MySQL from 8.0 and MariaDB from 10.5, as executable comments count them. */
    private static final int OLDEST_MYSQL = 80_000;

    private static final int OLDEST_MARIADB = 100_500;

    private ServerModes() {}

    /** @param version as the server gives it, for instance {@code 11.4.5-MariaDB-log} */
    static SqlMode of(String modes, String version) throws SQLException {
        Dialect dialect = version.toLowerCase(Locale.ROOT).contains("mariadb") ? Dialect.MARIADB : Dialect.MYSQL;
        int number = number(version);
        if (number < (dialect == Dialect.MARIADB ? OLDEST_MARIADB : OLDEST_MYSQL)) {
            throw SqlState.CONFIGURATION.exception("the server says it is version " + version
                    + "; Crossfade works with MySQL from 8.0 and MariaDB from 10.5");
        }
        List<String> set = names(modes);
        return new SqlMode(
                dialect,
                set.contains("ANSI_QUOTES"),
                !set.contains("NO_BACKSLASH_ESCAPES"),
                number,
                set.contains("STRICT_TRANS_TABLES") || set.contains("STRICT_ALL_TABLES"));
    }

    /** The modes under which a statement that touches a migrating table is refused; empty if none of them is set. */
    static Optional<String> obstacle(String modes) {
        List<String> found =
                names(modes).stream().filter(mode -> !HARMLESS.contains(mode)).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of("sql_mode " + String.join(",", found));
    }

    private static List<String> names(String modes) {
        return Arrays.stream(modes.split(",", -1))
                .map(mode -> mode.strip().toUpperCase(Locale.ROOT))
                .filter(mode -> !mode.isEmpty())
                .toList();
    }

    private static int number(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return 0;
        }
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return Integer.parseInt(numbers.group(1)) * 10_000 + Integer.parseInt(numbers.group(2)) * 100 + patch;
    }
}
