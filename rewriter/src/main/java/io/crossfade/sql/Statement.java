package io.crossfade.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement. Its span ends with its last token: a semicolon or a comment behind it is outside. */
public sealed interface Statement {

    Span span();

    /**
     * A query with its tail.
     *
     * @param limits the expressions of LIMIT, OFFSET and FETCH
     */
    record Query(
            Span span,
            @Nullable With with,
            QueryBody body,
            List<OrderItem> orderBy,
            List<Expr> limits,
            List<Locking> locking)
            implements Statement {

        public Query {
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
            locking = List.copyOf(locking);
        }
    }

    /**
     * @param alias the name behind AS; null if there is none
     * @param columns null where the statement has no column list
     * @param source null for DEFAULT VALUES
     */
    record Insert(
            Span span,
            @Nullable With with,
            TableName table,
            @Nullable Name alias,
            @Nullable ColumnList columns,
            @Nullable Query source,
            @Nullable OnConflict onConflict,
            @Nullable Returning returning)
            implements Statement {}

    record Update(
            Span span,
            @Nullable With with,
            FromItem.TableRef target,
            List<Assignment> assignments,
            List<FromItem> from,
            @Nullable Expr where,
            @Nullable Returning returning)
            implements Statement {

        public Update {
            assignments = List.copyOf(assignments);
            from = List.copyOf(from);
        }
    }

    record Delete(
            Span span,
            @Nullable With with,
            FromItem.TableRef target,
            List<FromItem> using,
            @Nullable Expr where,
            @Nullable Returning returning)
            implements Statement {

        public Delete {
            using = List.copyOf(using);
        }
    }

    record Merge(
            Span span,
            @Nullable With with,
            FromItem.TableRef target,
            FromItem source,
            Expr on,
            List<MergeWhen> when,
            @Nullable Returning returning)
            implements Statement {

        public Merge {
            when = List.copyOf(when);
        }
    }

    /** EXPLAIN with any options. */
    record Explain(Span span, Statement explained) implements Statement {}

    /** DECLARE … CURSOR … FOR query. */
    record DeclareCursor(Span span, Query query) implements Statement {}

    /** @param span from the word WITH to the end of the last common table expression */
    record With(Span span, boolean recursive, List<CommonTable> tables) {

        public With {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param columns the column list behind the name; empty if there is none
     * @param searchOrCycle whether SEARCH or CYCLE follows; the names in them are the common table's own
     */
    record CommonTable(Span span, Name name, List<Name> columns, Statement body, boolean searchOrCycle) {

        public CommonTable {
            columns = List.copyOf(columns);
        }
    }

    /** @param of the relations behind OF; empty if there is none */
    record Locking(Span span, List<Name> of) {

        public Locking {
            of = List.copyOf(of);
        }
    }

    record OrderItem(Span span, Expr expr) {}

    /** @param span with both parentheses */
    record ColumnList(Span span, List<TargetColumn> columns) {

        public ColumnList {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column that is written to.
     *
     * @param indirection whether subscripts or fields follow the name ({@code a[1]}, {@code c.f})
     * @param subscripts the expressions in them
     */
    record TargetColumn(Span span, Name name, boolean indirection, List<Expr> subscripts) {

        public TargetColumn {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code a = expr} or {@code (a, b) = (…)}. */
    sealed interface Assignment {

        Span span();

        record Single(Span span, TargetColumn target, Expr value) implements Assignment {}

        /**
         * @param targets with its parentheses
         * @param value an {@link Expr.Row}, an {@link Expr.Parens} or an {@link Expr.Subquery}
         */
        record Multiple(Span span, ColumnList targets, Expr value) implements Assignment {}
    }

    /** @param assignments empty for DO NOTHING */
    record OnConflict(
            Span span,
            @Nullable ConflictTarget target,
            List<Assignment> assignments,
            @Nullable Expr where) {

        public OnConflict {
            assignments = List.copyOf(assignments);
        }
    }

    /** What an upsert looks for. */
    sealed interface ConflictTarget {

        Span span();

        /** @param elements columns or expressions, without collation and operator class */
        record Index(
                Span span, List<Expr> elements, @Nullable Expr where) implements ConflictTarget {

            public Index {
                elements = List.copyOf(elements);
            }
        }

        record Constraint(Span span, Name name) implements ConflictTarget {}
    }

    /**
     * @param span from the word RETURNING
     * @param oldName the name for the row before, from {@code WITH (OLD AS o)}; null if not renamed
     * @param newName the name for the row after; null if not renamed
     */
    record Returning(
            Span span, @Nullable Name oldName, @Nullable Name newName, List<SelectItem> items) {

        public Returning {
            items = List.copyOf(items);
        }
    }

    /** One {@code WHEN [NOT] MATCHED …} branch of MERGE. */
    record MergeWhen(Span span, @Nullable Expr condition, MergeAction action) {}

    /** What a branch of MERGE does. */
    sealed interface MergeAction {

        record Update(List<Assignment> assignments) implements MergeAction {

            public Update {
                assignments = List.copyOf(assignments);
            }
        }

        /**
         * @param columns null where there is no column list
         * @param values null for DEFAULT VALUES
         */
        record Insert(Span span, @Nullable ColumnList columns, Expr.@Nullable Row values) implements MergeAction {}

        record Delete() implements MergeAction {}

        record DoNothing() implements MergeAction {}
    }

    /** @param alias the label; null if the application gave none */
    record SelectItem(Span span, Expr expr, @Nullable Name alias) {}
}
