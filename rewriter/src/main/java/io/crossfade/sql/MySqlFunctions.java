package io.crossfade.sql;

import java.util.Set;

/** Which words call functions in MySQL and MariaDB, MySQL manual 14. All are in lower case. */
final class MySqlFunctions {

    /** Reserved words that are functions before a parenthesis. */
    private static final Set<String> RESERVED = Set.of(
            "char",
            "cume_dist",
            "database",
            "dense_rank",
            "first_value",
            "grouping",
            "if",
            "insert",
            "interval",
            "lag",
            "last_value",
            "lead",
            "left",
            "mod",
            "nth_value",
            "ntile",
            "percent_rank",
            "rank",
            "repeat",
            "replace",
            "right",
            "row_number",
            "schema");

    /** Functions without parentheses. */
    private static final Set<String> CONSTANT = Set.of(
            "current_date",
            "current_role",
            "current_time",
            "current_timestamp",
            "current_user",
            "localtime",
            "localtimestamp",
            "utc_date",
            "utc_time",
            "utc_timestamp");

    /** Functions whose arguments have a syntax of their own, and those that PostgreSQL has, too. */
    private static final Set<String> SPECIAL = Set.of(
            "char",
            "column_add",
            "column_create",
            "column_get",
            "extract",
            "get_format",
            "json_value",
            "mid",
            "position",
            "substr",
            "substring",
            "timestampadd",
            "timestampdiff",
            "trim",
            "weight_string");

    private static final Set<String> SHARED = Set.of("mid", "position", "substr", "substring", "trim");

    private static final Set<String> UNITS = Set.of(
            "microsecond",
            "second",
            "minute",
            "hour",
            "day",
            "week",
            "month",
            "quarter",
            "year",
            "second_microsecond",
            "minute_microsecond",
            "minute_second",
            "hour_microsecond",
            "hour_second",
            "hour_minute",
            "day_microsecond",
            "day_second",
            "day_minute",
            "day_hour",
            "year_month",
            "sql_tsi_second",
            "sql_tsi_minute",
            "sql_tsi_hour",
            "sql_tsi_day",
            "sql_tsi_week",
            "sql_tsi_month",
            "sql_tsi_quarter",
            "sql_tsi_year");

    /** Character sets, manual 12.10: before a string, an underscore and their name are no column. */
    private static final Set<String> CHARACTER_SETS = Set.of(
            "_armscii8",
            "_ascii",
            "_big5",
            "_binary",
            "_cp1250",
            "_cp1251",
            "_cp1256",
            "_cp1257",
            "_cp850",
            "_cp852",
            "_cp866",
            "_cp932",
            "_dec8",
            "_eucjpms",
            "_filename",
            "_euckr",
            "_gb18030",
            "_gb2312",
            "_gbk",
            "_geostd8",
            "_greek",
            "_hebrew",
            "_hp8",
            "_keybcs2",
            "_koi8r",
            "_koi8u",
            "_latin1",
            "_latin2",
            "_latin5",
            "_latin7",
            "_macce",
            "_macroman",
            "_sjis",
            "_swe7",
            "_tis620",
            "_ucs2",
            "_ujis",
            "_utf16",
            "_utf16le",
            "_utf32",
            "_utf8",
            "_utf8mb3",
            "_utf8mb4");

    /** Types of casts, manual 14.10. */
    private static final Set<String> CAST_TYPES = Set.of(
            "binary",
            "char",
            "character",
            "date",
            "datetime",
            "dec",
            "decimal",
            "double",
            "float",
            "geomcollection",
            "geometrycollection",
            "json",
            "linestring",
            "multilinestring",
            "multipoint",
            "multipolygon",
            "national",
            "nchar",
            "point",
            "polygon",
            "real",
            "signed",
            "time",
            "unsigned",
            "vector",
            "year");

    /** Types of casts that only MariaDB knows. */
    private static final Set<String> MARIADB_CAST_TYPES =
            Set.of("fixed", "inet4", "inet6", "int", "integer", "interval", "numeric", "uuid", "varchar", "varchar2");

    private MySqlFunctions() {}

    static boolean isCastType(Dialect dialect, String word) {
        boolean only = MARIADB_CAST_TYPES.contains(word);
        return CAST_TYPES.contains(word)
                ? !(dialect == Dialect.MARIADB && word.equals("json"))
                : only && dialect == Dialect.MARIADB;
    }

    static boolean mayBeReserved(String word) {
        return RESERVED.contains(word);
    }

    static boolean isConstant(String word) {
        return CONSTANT.contains(word);
    }

    static boolean isSpecial(String word) {
        return SPECIAL.contains(word);
    }

    static boolean hasSyntax(CallParts call) {
        return SHARED.stream().noneMatch(call::is);
    }

    static boolean isUnit(String word) {
        return UNITS.contains(word);
    }

    static boolean isIntroducer(String word) {
        return word.charAt(0) == '_' && CHARACTER_SETS.contains(word);
    }
}
