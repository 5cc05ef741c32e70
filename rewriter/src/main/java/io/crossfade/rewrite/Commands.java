package io.crossfade.rewrite;

import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import java.util.List;
import java.util.Set;

/** Statements other than queries and DML that name a table under migration: passed on, or refused with the reason. */
final class Commands {

    /** What the grammar reads and the rules rewrite. */
    private static final Set<String> REWRITTEN = Set.of(
            "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE", "EXPLAIN",
            "DECLARE");

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
            "CHECKPOINT",
            "USE",
            "CHECK",
            "CHECKSUM",
            "OPTIMIZE",
            "REPAIR",
            "FLUSH",
            "UNLOCK",
            "DESC",
            "DESCRIBE");

    private static final Set<String> STRUCTURAL = Set.of("ALTER", "CREATE", "DROP", "COMMENT", "GRANT", "REVOKE");

    /** Words of queries; {@code LIKE} takes over the columns as they are. */
    private static final Set<String> READING = Set.of("select", "like", "values", "as");

    /** {@code SET SCHEMA} is the search path under another name; a role brings its own {@code "$user"}. */
    private static final Set<String> PATH_WORDS = Set.of("search_path", "schema", "role", "authorization", "all");

    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");

    private Commands() {}

    /** Commands with a statement in them, in some of their forms. */
    static boolean mayHoldStatement(String keyword) {
        return switch (keyword) {
            case "CREATE", "PREPARE", "COPY" -> true;
            default -> false;
        };
    }

    static boolean isRewritten(String keyword) {
        return REWRITTEN.contains(keyword);
    }

    /**
     * Lets a command pass or refuses it.
     *
     * @param tables the tables under migration that it names
     */
    static void check(SqlMode mode, String keyword, String command, Span at, List<MappedTable> tables) {
        for (MappedTable table : tables) {
            if (HARMLESS.contains(keyword) && !mentions(mode, command, table.columnNames())) {
                continue;
            }
            if (table.settled()
                    && isStructural(mode, keyword, command)
                    && !mentions(mode, command, table.retiredNames())) {
                continue;
            }
            throw new RefusedException(
                    table.migration(),
                    keyword + " names table " + table.id() + ", whose columns change: run it before the migration or"
                            + " after its end, with the new names",
                    at.start());
        }
    }

    /** Whether a command changes a table's structure without reading rows, in the order of the physical columns. */
    private static boolean isStructural(SqlMode mode, String keyword, String command) {
        return STRUCTURAL.contains(keyword) && !Scanner.mentions(mode, command, READING);
    }

    /** Whether a statement has one of the names: in its strings too, where those are code. */
    static boolean mentions(SqlMode mode, String statement, Set<String> names) {
        return Scanner.mentions(mode, statement, names)
                || carriesCode(mode, statement)
                        && Scanner.strings(mode, statement).stream()
                                .anyMatch(code -> Scanner.mentions(mode, code, names));
    }

    /** Whether unqualified names may mean something else once a statement has run. */
    static boolean mayChangeSearchPath(SqlMode mode, String statement) {
        return switch (Scanner.keyword(mode, statement)) {
            case "USE" -> true;
            case "SET", "RESET" -> Scanner.mentions(mode, statement, PATH_WORDS);
            case "DISCARD", "DO", "CALL" -> true;
            case "CREATE" -> Scanner.mentions(mode, statement, Set.of("temp", "temporary", "pg_temp"));
            default -> Scanner.mentions(mode, statement, Set.of("set_config"));
        };
    }

    private static boolean carriesCode(SqlMode mode, String statement) {
        return switch (Scanner.keyword(mode, statement)) {
            case "DO" -> true;
            case "CREATE" -> Scanner.words(mode, statement, 4).stream().anyMatch(ROUTINES::contains);
            default -> false;
        };
    }
}
