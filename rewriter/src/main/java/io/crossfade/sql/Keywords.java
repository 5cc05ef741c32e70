package io.crossfade.sql;

import java.util.LinkedHashSet;
import java.util.Set;

/** A dialect's key words that aren't free to be a name everywhere. All are in lower case. */
final class Keywords {

    /** PostgreSQL 18's, manual appendix C. */
    private static final Keywords POSTGRESQL = new Keywords(
            // Reserved.
            words("""
                    all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
                    create current_catalog current_date current_role current_time current_timestamp current_user default
                    deferrable desc distinct do else end except false fetch for foreign from grant group having in
                    initially intersect into lateral leading limit localtime localtimestamp not null offset on only or
                    order placing primary references returning select session_user some symmetric system_user table then
                    to trailing true union unique user using variadic when where window with
                    """),
            // Reserved, but may name a function or a type.
            words("""
                    authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull
                    join left like natural notnull outer overlaps right similar tablesample verbose
                    """),
            // May be a label only behind AS.
            words("""
                    array as char character create day except fetch filter for from grant group having hour intersect
                    into isnull limit minute month notnull offset on order over overlaps precision returning second to
                    union varying where window with within without year
                    """));

    /** Reserved in MySQL 8.0 and 9.x (manual 11.3) as well as in MariaDB. */
    private static final Set<String> BOTH = words("""
            accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade
            case change char character check collate column condition constraint continue convert create cross
            current_date current_time current_timestamp current_user cursor databases day_hour
            day_microsecond day_minute day_second dec decimal declare default delayed delete desc describe
            deterministic distinct distinctrow div double drop dual each else elseif enclosed escaped except exists
            exit explain false fetch float float4 float8 for force foreign from fulltext grant group having
            high_priority hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive
            insert int int1 int2 int3 int4 int8 integer intersect interval into is iterate join key keys kill leading
            leave left like limit linear lines load localtime localtimestamp lock long longblob longtext loop
            low_priority master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint
            minute_microsecond minute_second mod modifies natural not no_write_to_binlog null numeric on optimize
            optionally or order out outer outfile over partition precision primary procedure purge range read reads
            read_write real recursive references regexp release rename repeat replace require resignal restrict return
            revoke right rlike rows schemas second_microsecond select sensitive separator set show signal
            smallint spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows
            sql_small_result ssl starting straight_join table terminated then tinyblob tinyint tinytext to trailing
            trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values
            varbinary varchar varcharacter varying when where while with write xor year_month zerofill
            """);

    private static final Keywords MYSQL = new Keywords(joined(BOTH, words("""
                    cube cume_dist option schema database dense_rank empty first_value function generated get grouping groups io_after_gtids
                    io_before_gtids json_table lag last_value lateral lead nth_value ntile of optimizer_costs
                    percent_rank rank row row_number stored system virtual window
                    """)), Set.of(), Set.of());

    private static final Keywords MARIADB = new Keywords(joined(BOTH, words("""
                    current_role do_domain_ids ignore_domain_ids offset page_checksum parse_vcol_expr portion
                    ref_system_id returning row_number sql_after_gtids sql_before_gtids stats_auto_recalc
                    stats_persistent stats_sample_pages
                    """)), Set.of(), Set.of());

    /** Reserved in some version of MySQL, but not in all of them. */
    private static final Set<String> SOMETIMES = words("library manual master_bind parallel qualify tablesample");

    private final Set<String> reserved;
    private final Set<String> functionsOnly;
    private final Set<String> labelsWithAs;

    private Keywords(Set<String> reserved, Set<String> functionsOnly, Set<String> labelsWithAs) {
        this.reserved = reserved;
        this.functionsOnly = functionsOnly;
        this.labelsWithAs = labelsWithAs;
    }

    static Keywords of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case MARIADB -> MARIADB;
        };
    }

    /** Whether the word can't name a column or a table without quotes. */
    boolean isReserved(String lowercaseName) {
        return reserved.contains(lowercaseName) || functionsOnly.contains(lowercaseName);
    }

    /** Whether the word may be reserved in some version of the database, or of one that is like it. */
    boolean mayBeReserved(String lowercaseName) {
        return this == POSTGRESQL
                ? isReserved(lowercaseName)
                : MYSQL.isReserved(lowercaseName)
                        || MARIADB.isReserved(lowercaseName)
                        || SOMETIMES.contains(lowercaseName);
    }

    /** Whether the word can't name a function or a type without quotes. */
    boolean isReservedForFunctions(String lowercaseName) {
        return reserved.contains(lowercaseName);
    }

    /** Whether the word can be the label of a select item without AS before it. */
    boolean isBareLabel(String lowercaseName) {
        return this == POSTGRESQL ? !labelsWithAs.contains(lowercaseName) : !reserved.contains(lowercaseName);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private static Set<String> joined(Set<String> first, Set<String> second) {
        Set<String> words = new LinkedHashSet<>(first);
        words.addAll(second);
        return Set.copyOf(words);
    }
}
