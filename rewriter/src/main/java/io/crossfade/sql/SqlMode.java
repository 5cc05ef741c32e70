package io.crossfade.sql;

/**
 * What decides how a session's texts fall into tokens.
 *
 * @param ansiQuotes whether {@code "…"} is a name and not a string; always so in PostgreSQL
 * @param backslashEscapes whether {@code \} in a plain string means something: MySQL and MariaDB without
 *     NO_BACKSLASH_ESCAPES. PostgreSQL's standard_conforming_strings is taken to be on
 * @param version of a MySQL or MariaDB server as in its executable comments, for instance 80031 or 110405
 * @param strict whether MySQL and MariaDB refuse what doesn't fit, rather than make it fit: STRICT_TRANS_TABLES and
 *     STRICT_ALL_TABLES
 */
public record SqlMode(Dialect dialect, boolean ansiQuotes, boolean backslashEscapes, int version, boolean strict) {

    private static final SqlMode POSTGRESQL = new SqlMode(Dialect.POSTGRESQL, true, false, 0);
    private static final SqlMode MYSQL = new SqlMode(Dialect.MYSQL, false, true, 80_400);
    private static final SqlMode MARIADB = new SqlMode(Dialect.MARIADB, false, true, 110_400);

    public SqlMode(Dialect dialect, boolean ansiQuotes, boolean backslashEscapes, int version) {
        this(dialect, ansiQuotes, backslashEscapes, version, true);
    }

    /** How a session of a recent server starts, if nobody has changed its defaults. */
    public static SqlMode of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case MARIADB -> MARIADB;
        };
    }

    /**
     * Whether an executable comment is read and not skipped.
     *
     * @param own whether it begins like MariaDB's own
     */
    boolean executes(int commentVersion, boolean own) {
        // MariaDB's versions jump over those that only MySQL has.
        boolean onlyMySql = dialect == Dialect.MARIADB && !own && commentVersion >= 50_700 && commentVersion <= 99_999;
        return !onlyMySql && commentVersion <= version;
    }
}
