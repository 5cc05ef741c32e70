package io.crossfade.sql;

import java.util.Set;

/** PostgreSQL 18's key words that aren't free to be a name everywhere, manual appendix C. All are in lower case. */
final class Keywords {

    /** Reserved. */
    private static final Set<String> RESERVED = words("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
            create current_catalog current_date current_role current_time current_timestamp current_user default
            deferrable desc distinct do else end except false fetch for foreign from grant group having in
            initially intersect into lateral leading limit localtime localtimestamp not null offset on only or
            order placing primary references returning select session_user some symmetric system_user table then
            to trailing true union unique user using variadic when where window with
            """);

    /** Reserved, but may name a function or a type. */
    private static final Set<String> FUNCTION_OR_TYPE = words("""
            authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull
            join left like natural notnull outer overlaps right similar tablesample verbose
            """);

    /** May be a label only behind AS. */
    private static final Set<String> LABEL_WITH_AS = words("""
            array as char character create day except fetch filter for from grant group having hour intersect
            into isnull limit minute month notnull offset on order over overlaps precision returning second to
            union varying where window with within without year
            """);

    private Keywords() {}

    /** Whether the word can't name a column or a table without quotes. */
    static boolean isReserved(String lowercaseName) {
        return RESERVED.contains(lowercaseName) || FUNCTION_OR_TYPE.contains(lowercaseName);
    }

    /** Whether the word can't name a function or a type without quotes. */
    static boolean isReservedForFunctions(String lowercaseName) {
        return RESERVED.contains(lowercaseName);
    }

    /** Whether the word can be the label of a select item without AS before it. */
    static boolean isBareLabel(String lowercaseName) {
        return !LABEL_WITH_AS.contains(lowercaseName);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
