package io.crossfade.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in FROM, USING and behind UPDATE and DELETE FROM. */
public sealed interface FromItem {

    /** From the first token (LATERAL and ONLY included) to the end of the alias. */
    Span span();

    /**
     * A relation by name.
     *
     * @param relationSpan the relation with ONLY, {@code *} and TABLESAMPLE, without the alias
     */
    record TableRef(
            Span span,
            Span relationSpan,
            TableName table,
            boolean only,
            boolean sampled,
            @Nullable Alias alias) implements FromItem {}

    record DerivedTable(
            Span span,
            boolean lateral,
            Statement.Query query,
            @Nullable Alias alias) implements FromItem {}

    /** A set-returning function, {@code ROWS FROM (…)}, {@code JSON_TABLE} or {@code XMLTABLE}. */
    record FunctionTable(
            Span span,
            boolean lateral,
            List<Expr> calls,
            @Nullable Alias alias) implements FromItem {

        public FunctionTable {
            calls = List.copyOf(calls);
        }
    }

    /**
     * @param kind INNER, LEFT, RIGHT, FULL or CROSS, without regard to the words chosen
     * @param natural where the word NATURAL stands; null if it doesn't
     * @param using the columns of USING; null if there is none
     * @param usingAlias the name behind {@code USING (…) AS}; null if there is none
     */
    record Join(
            Span span,
            Kind kind,
            @Nullable Span natural,
            FromItem left,
            FromItem right,
            @Nullable List<Name> using,
            @Nullable Name usingAlias,
            @Nullable Expr on)
            implements FromItem {

        /** Which rows without a partner are kept. */
        public enum Kind {
            INNER,
            LEFT,
            RIGHT,
            FULL,
            CROSS
        }
    }

    /** A join in parentheses; an alias hides the names inside. */
    record Nested(Span span, FromItem item, @Nullable Alias alias) implements FromItem {}
}
