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
     * @param into where MySQL puts the rows, if it is said behind FROM; null if it isn't
     */
    record Query(
            Span span,
            @Nullable With with,
            QueryBody body,
            List<OrderItem> orderBy,
            List<Expr> limits,
            List<Locking> locking,
            @Nullable Into into)
            implements Statement {

        public Query {
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
            locking = List.copyOf(locking);
        }
    }

    /**
     * INSERT and MySQL's REPLACE, with a column list, a SET clause or neither. {@code VALUES ()} has one row of no fields.
     *
     * @param partitions the names behind PARTITION; empty if there are none
     * @param alias the name behind the table; null if there is none
     * @param columns null where the statement has no column list
     * @param set the values as assignments; null unless MySQL's {@code INSERT … SET} was written
     * @param source null for DEFAULT VALUES and where {@code set} isn't
     * @param rowAlias what MySQL's {@code AS new (a, b)} behind the values calls the new row; null if there is none
     * @param onConflict PostgreSQL's upsert
     * @param onDuplicateKey MySQL's upsert
     */
    record Insert(
            Span span,
            @Nullable With with,
            Insert.Kind kind,
            List<Modifier> modifiers,
            TableName table,
            List<Name> partitions,
            @Nullable Name alias,
            @Nullable ColumnList columns,
            @Nullable SetClause set,
            @Nullable Query source,
            @Nullable Alias rowAlias,
            @Nullable OnConflict onConflict,
            @Nullable SetClause onDuplicateKey,
            @Nullable Returning returning)
            implements Statement {

        public Insert {
            modifiers = List.copyOf(modifiers);
            partitions = List.copyOf(partitions);
        }

        /** The word that begins it. */
        public enum Kind {
            INSERT,
            REPLACE
        }

        public boolean ignore() {
            return Modifier.IGNORE.isIn(modifiers);
        }
    }

    /**
     * UPDATE of one table.
     *
     * @param from PostgreSQL's FROM clause
     * @param orderBy MySQL's, as are limits
     */
    record Update(
            Span span,
            @Nullable With with,
            List<Modifier> modifiers,
            FromItem.TableRef target,
            List<Assignment> assignments,
            List<FromItem> from,
            @Nullable Expr where,
            List<OrderItem> orderBy,
            List<Expr> limits,
            @Nullable Returning returning)
            implements Statement {

        public Update {
            modifiers = List.copyOf(modifiers);
            assignments = List.copyOf(assignments);
            from = List.copyOf(from);
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
        }

        public boolean ignore() {
            return Modifier.IGNORE.isIn(modifiers);
        }
    }

    /**
     * MySQL's UPDATE of several tables, or of one that is joined to others. Which of them change is told by the
     * assignments.
     */
    record MultiUpdate(
            Span span,
            @Nullable With with,
            List<Modifier> modifiers,
            List<FromItem> tables,
            List<Assignment> assignments,
            @Nullable Expr where,
            List<OrderItem> orderBy,
            List<Expr> limits)
            implements Statement {

        public MultiUpdate {
            modifiers = List.copyOf(modifiers);
            tables = List.copyOf(tables);
            assignments = List.copyOf(assignments);
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
        }

        public boolean ignore() {
            return Modifier.IGNORE.isIn(modifiers);
        }
    }

    /**
     * DELETE from one table.
     *
     * @param using PostgreSQL's USING clause
     * @param orderBy MySQL's, as are limits
     */
    record Delete(
            Span span,
            @Nullable With with,
            List<Modifier> modifiers,
            FromItem.TableRef target,
            List<FromItem> using,
            @Nullable Expr where,
            List<OrderItem> orderBy,
            List<Expr> limits,
            @Nullable Returning returning)
            implements Statement {

        public Delete {
            modifiers = List.copyOf(modifiers);
            using = List.copyOf(using);
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
        }

        public boolean ignore() {
            return Modifier.IGNORE.isIn(modifiers);
        }
    }

    /**
     * MySQL's DELETE in one of its forms for several tables: {@code DELETE t, u.* FROM …} and {@code DELETE FROM t, u USING …}.
     *
     * @param targets which of the tables lose rows, by name or alias, in either form without the stars behind them
     * @param tables where the rows are found
     */
    record MultiDelete(
            Span span,
            @Nullable With with,
            List<Modifier> modifiers,
            List<TableName> targets,
            List<FromItem> tables,
            @Nullable Expr where,
            List<OrderItem> orderBy,
            List<Expr> limits)
            implements Statement {

        public MultiDelete {
            modifiers = List.copyOf(modifiers);
            targets = List.copyOf(targets);
            tables = List.copyOf(tables);
            orderBy = List.copyOf(orderBy);
            limits = List.copyOf(limits);
        }

        public boolean ignore() {
            return Modifier.IGNORE.isIn(modifiers);
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

    /**
     * A table or a view that is made from a query.
     *
     * @param columns the names given to its columns; empty if there are none
     */
    record CreateAs(Span span, CreateAs.Kind kind, TableName name, List<Name> columns, Query query)
            implements Statement {

        public CreateAs {
            columns = List.copyOf(columns);
        }

        /** What is made. */
        public enum Kind {
            TABLE,
            VIEW,
            MATERIALIZED_VIEW
        }
    }

    /** PostgreSQL's PREPARE … AS statement. */
    record Prepare(Span span, Name name, Statement prepared) implements Statement {}

    /** PostgreSQL's COPY (statement) TO. */
    record Copy(Span span, Statement copied) implements Statement {}

    /** @param span from the word WITH to the end of the last common table expression */
    record With(Span span, boolean recursive, List<CommonTable> tables) {

        public With {
            tables = List.copyOf(tables);
        }
    }

    /**
     * @param columns the column list behind the name; empty if there is none
     * @param searched the common table's own columns that SEARCH and CYCLE name
     * @param added the columns that SEARCH and CYCLE add to them
     */
    record CommonTable(
            Span span, Name name, List<Name> columns, Statement body, List<Name> searched, List<Name> added) {

        public CommonTable {
            columns = List.copyOf(columns);
            searched = List.copyOf(searched);
            added = List.copyOf(added);
        }

        /** Whether SEARCH or CYCLE follows. */
        public boolean searchOrCycle() {
            return !searched.isEmpty();
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
     * @param qualifier the names of table and schema before it; only MySQL allows them
     * @param indirection whether subscripts or fields follow the name ({@code a[1]}, {@code c.f})
     * @param subscripts the expressions in them
     */
    record TargetColumn(Span span, List<Name> qualifier, Name name, boolean indirection, List<Expr> subscripts) {

        public TargetColumn {
            qualifier = List.copyOf(qualifier);
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

    /**
     * MySQL's {@code INSERT … SET a = 1} and {@code ON DUPLICATE KEY UPDATE a = 1}.
     *
     * @param span from the first key word
     */
    record SetClause(Span span, List<Assignment> assignments) {

        public SetClause {
            assignments = List.copyOf(assignments);
        }
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

    /** A word behind the statement's first one that changes how it runs. */
    enum Modifier {
        LOW_PRIORITY,
        HIGH_PRIORITY,
        DELAYED,
        QUICK,
        /** Errors become warnings, and values are made to fit. */
        IGNORE,
        STRAIGHT_JOIN,
        SQL_SMALL_RESULT,
        SQL_BIG_RESULT,
        SQL_BUFFER_RESULT,
        SQL_NO_CACHE,
        SQL_CACHE,
        /** The statement {@code SELECT FOUND_ROWS()} will ask how many rows there were without LIMIT. */
        SQL_CALC_FOUND_ROWS;

        boolean isIn(List<Modifier> modifiers) {
            return modifiers.contains(this);
        }
    }

    /** Where the rows of a query go instead of to the client. */
    sealed interface Into {

        Span span();

        /** PostgreSQL's SELECT INTO: a new table. */
        record NewTable(Span span, TableName name) implements Into {}

        /** MySQL's variables. */
        record Variables(Span span) implements Into {}

        /** MySQL's OUTFILE and DUMPFILE. */
        record File(Span span) implements Into {}
    }
}
