package io.crossfade.rewrite;

import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import java.util.List;
import java.util.Set;

/** Statements other than queries and DML that name a table under migration: passed on, or refused with the reason. */
final class Commands {

    /** What the grammar reads and the rules rewrite. */
    private static final Set<String> REWRITTEN =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE", "EXPLAIN", "DECLARE");

    /** They concern a table as a whole or only share a word with it; both shapes take them alike. */
    private static final Set<String> HARMLESS = Set.of(
            "TRUNCATE",
            "LOCK",
            "ANALYZE",
            "ANALYSE",
            "VACUUM",
            "REINDEX",
            "CLUSTER",
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SAVEPOINT",
            "RELEASE",
            "SET",
            "RESET",
            "SHOW",
            "DISCARD",
            "FETCH",
            "MOVE",
            "CLOSE",
            "DEALLOCATE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY",
            "CHECKPOINT");

    /** Their strings are code. */
    private static final Set<String> CARRY_CODE = Set.of("DO", "CREATE");

    private Commands() {}

    static boolean isRewritten(String keyword) {
        return REWRITTEN.contains(keyword);
    }

    static boolean carriesCode(String keyword) {
        return CARRY_CODE.contains(keyword);
    }

    /**
     * Lets a command pass or refuses it.
     *
     * @param tables the tables under migration that it names
     */
    static void check(String keyword, String command, Span at, List<MappedTable> tables) {
        for (MappedTable table : tables) {
            if (HARMLESS.contains(keyword) && !mentions(command, table.columnNames())) {
                continue;
            }
            if (table.settled() && !mentions(command, table.retiredNames())) {
                continue;
            }
            throw new RefusedException(
                    table.migration(),
                    keyword + " names table " + table.id() + ", whose columns change: run it before the migration or"
                            + " after its end, with the new names",
                    at.start());
        }
    }

    /** Whether a text has one of the names, in its strings too. */
    static boolean mentions(String text, Set<String> names) {
        return Scanner.mentions(text, names)
                || Scanner.strings(text).stream().anyMatch(string -> Scanner.mentions(string, names));
    }
}
