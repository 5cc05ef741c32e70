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
     * @param relationSpan the relation with what stands before the alias: ONLY, {@code *}, TABLESAMPLE, PARTITION and the
     *     period
     * @param partitions the names behind MySQL's PARTITION; empty if there are none
     * @param period which of a versioned table's rows are meant; null if it isn't said
     * @param sample null without TABLESAMPLE
     */
    record TableRef(
            Span span,
            Span relationSpan,
            TableName table,
            boolean only,
            List<Name> partitions,
            @Nullable Period period,
            @Nullable Sample sample,
            @Nullable Alias alias,
            List<IndexHint> indexHints)
            implements FromItem {

        public TableRef {
            partitions = List.copyOf(partitions);
            indexHints = List.copyOf(indexHints);
        }

        /** A relation of which nothing but the name is said. */
        public static TableRef of(TableName table) {
            return new TableRef(table.span(), table.span(), table, false, List.of(), null, null, null, List.of());
        }

        public boolean sampled() {
            return sample != null;
        }
    }

    /**
     * TABLESAMPLE.
     *
     * @param arguments REPEATABLE's included
     */
    record Sample(Span span, List<Expr> arguments) {

        public Sample {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * MariaDB's {@code FOR SYSTEM_TIME …} and {@code FOR PORTION OF p FROM … TO …}.
     *
     * @param name the period behind PORTION OF; null for SYSTEM_TIME
     * @param bounds the points in time
     */
    record Period(Span span, @Nullable Name name, List<Expr> bounds) {

        public Period {
            bounds = List.copyOf(bounds);
        }
    }

    /** MySQL's {@code USE INDEX (i)} and its like. */
    record IndexHint(Span span, List<Name> indexes) {

        public IndexHint {
            indexes = List.copyOf(indexes);
        }
    }

    record DerivedTable(
            Span span,
            boolean lateral,
            Statement.Query query,
            @Nullable Period period,
            @Nullable Alias alias) implements FromItem {}

    /**
     * A set-returning function, {@code ROWS FROM (…)}, {@code JSON_TABLE} or {@code XMLTABLE}.
     *
     * @param columns those that the clause itself defines, inside of its parentheses; empty if it defines none
     */
    record FunctionTable(
            Span span,
            boolean lateral,
            List<Expr> calls,
            List<Name> columns,
            @Nullable Alias alias) implements FromItem {

        public FunctionTable {
            calls = List.copyOf(calls);
            columns = List.copyOf(columns);
        }
    }

    /**
     * @param kind INNER, LEFT, RIGHT, FULL or CROSS, without regard to the words chosen; in MySQL, commas within
     *     parentheses are CROSS
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
            CROSS;

            public boolean isOuter() {
                return this != INNER && this != CROSS;
            }
        }
    }

    /** A join in parentheses; an alias hides the names inside. */
    record Nested(Span span, FromItem item, @Nullable Alias alias) implements FromItem {}
}
