package io.crossfade.rewrite;

import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A text that can be run once more, reading either side, without an effect, and whose rows follow from the data alone: as far
 * as the text tells. The rest is the catalog's to say.
 *
 * @param relations the names of all relations it reads, and of its common tables: it counts only if all are tables
 * @param functions the names of the functions whose effects the catalog has to tell; none on MySQL and MariaDB
 * @param chooses whether some of its values are chosen among equal ones (DISTINCT, GROUP BY, the greatest), so that they
 *     may differ in what the type's equality overlooks
 * @param ordered whether its order is settled: then it is part of the result
 * @param conditions what the one row or the rows that it looks up have in their columns; empty if it doesn't say
 */
public record ComparableQuery(
        Set<String> relations, Set<String> functions, boolean chooses, boolean ordered, List<Condition> conditions) {

    /**
     * {@code column = value}, which holds for all of its rows.
     *
     * @param parameter the number of the parameter that is the value, from 1; empty if it is a literal
     * @param literal the literal as written
     */
    public record Condition(String column, OptionalInt parameter, Optional<String> literal) {}

    /** PostgreSQL's aggregates whose result doesn't depend on the order of the rows; of any other it does, or may. */
    public static Set<String> settledAggregates() {
        Set<String> names = new HashSet<>(RepeatableReads.UNORDERED);
        names.addAll(RepeatableReads.CHOOSING);
        return names;
    }

    public ComparableQuery {
        relations = Set.copyOf(relations);
        functions = Set.copyOf(functions);
        conditions = List.copyOf(conditions);
    }

    /**
     * Looks at a text as the application sends it.
     *
     * @param prepared whether its question marks are parameters
     * @param searchPath the schemas in which unqualified names are looked up
     * @return empty if it has effects, or may have, or may give other rows each time
     */
    public static Optional<ComparableQuery> of(
            SqlMode mode, Catalog catalog, List<String> searchPath, String sql, boolean prepared) {
        List<Span> parameters = Scanner.parameters(mode, sql);
        if (!prepared && !parameters.isEmpty()) {
            return Optional.empty();
        }
        List<Statement> parsed;
        try {
            parsed = SqlParser.parse(mode, sql);
        } catch (SqlSyntaxException e) {
            return Optional.empty();
        }
        return parsed.size() == 1 && parsed.get(0) instanceof Statement.Query query
                ? new RepeatableReads(mode, catalog, searchPath, sql).look(query, parameters)
                : Optional.empty();
    }
}
