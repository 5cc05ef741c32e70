package io.crossfade.sql;

import io.crossfade.sql.Statement.OrderItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression, as far as it matters which names it mentions, how it is labelled and whether it may be repeated. */
public sealed interface Expr {

    Span span();

    /** {@code a}, {@code t.a}, {@code s.t.a}; it may also mean a whole row. */
    record ColumnRef(Span span, List<Name> parts) implements Expr {

        public ColumnRef {
            parts = List.copyOf(parts);
        }

        public Name column() {
            return parts.get(parts.size() - 1);
        }

        /** The names before the column; empty for an unqualified one. */
        public List<Name> qualifier() {
            return parts.subList(0, parts.size() - 1);
        }
    }

    /** @param qualifier empty for a plain {@code *} */
    record Star(Span span, List<Name> qualifier) implements Expr {

        public Star {
            qualifier = List.copyOf(qualifier);
        }
    }

    /** A JDBC parameter marker. Its number follows from its place in the text. */
    record Parameter(Span span) implements Expr {}

    /** A constant, with the type before it if there is one ({@code date '2026-01-01'}, {@code NULL}, {@code TRUE}). */
    record Literal(Span span) implements Expr {}

    /** The word DEFAULT as a value. */
    record Default(Span span) implements Expr {}

    /**
     * A function call: also the ones with a syntax of their own ({@code EXTRACT(YEAR FROM d)}, {@code CURRENT_USER}).
     *
     * @param name its parts; for {@code coalesce} and its like the key word
     * @param star whether the argument is {@code *}
     * @param orderBy of an aggregate, WITHIN GROUP included
     * @param filter of an aggregate
     * @param over null unless it is a window function; {@code OVER w} has a window without expressions
     */
    record Call(
            Span span,
            List<Name> name,
            boolean star,
            List<Expr> arguments,
            List<OrderItem> orderBy,
            @Nullable Expr filter,
            @Nullable Window over)
            implements Expr {

        public Call {
            name = List.copyOf(name);
            arguments = List.copyOf(arguments);
            orderBy = List.copyOf(orderBy);
        }

        public Name function() {
            return name.get(name.size() - 1);
        }
    }

    /** @param bounds expressions of the frame */
    record Window(Span span, List<Expr> partitionBy, List<OrderItem> orderBy, List<Expr> bounds) {

        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
            bounds = List.copyOf(bounds);
        }
    }

    /** {@code f(a => 1)}. */
    record NamedArgument(Span span, Name name, Expr value) implements Expr {}

    /**
     * {@code CAST(x AS t)}, {@code x::t} and MySQL's {@code CONVERT(x, t)}.
     *
     * @param type where the type stands
     */
    record Cast(Span span, Expr operand, Span type) implements Expr {}

    /** {@code x COLLATE "c"}. */
    record Collate(Span span, Expr operand) implements Expr {}

    /**
     * Everything made of an operator or key word and operands: {@code a + b}, {@code NOT a}, {@code a IS NULL},
     * {@code a BETWEEN b AND c}, {@code a IN (b, c)}, {@code a AT TIME ZONE b}, {@code ROLLUP (a, b)}.
     *
     * @param operator in upper case, without blanks around it
     */
    record Operation(Span span, String operator, List<Expr> operands) implements Expr {

        public Operation {
            operands = List.copyOf(operands);
        }
    }

    /**
     * @param operand null for a searched CASE
     * @param branches WHEN and THEN by turns
     */
    record Case(
            Span span,
            @Nullable Expr operand,
            List<Expr> branches,
            @Nullable Expr otherwise) implements Expr {

        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** {@code ROW(a, b)}, {@code (a, b)} and a row of VALUES. */
    record Row(Span span, List<Expr> fields) implements Expr {

        public Row {
            fields = List.copyOf(fields);
        }
    }

    /** {@code (x)}. */
    record Parens(Span span, Expr inner) implements Expr {}

    /** {@code ARRAY[a, b]}. */
    record ArrayConstructor(Span span, List<Expr> elements) implements Expr {

        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /** A query as a value, with its parentheses and the word before them. */
    record Subquery(Span span, Kind kind, Statement.Query query) implements Expr {

        /** The word before the parentheses. */
        public enum Kind {
            PLAIN,
            EXISTS,
            ARRAY
        }
    }

    /** {@code (x).field}; a name of several parts is a {@link ColumnRef} instead. */
    record FieldAccess(Span span, Expr operand, Name field) implements Expr {}

    /** {@code (x).*}. */
    record FieldStar(Span span, Expr operand) implements Expr {}

    /** {@code x[1]}, {@code x[1:2]}. */
    record Subscript(Span span, Expr operand, List<Expr> subscripts) implements Expr {

        public Subscript {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code WHERE CURRENT OF c}. */
    record CurrentOf(Span span, Name cursor) implements Expr {}

    /** MySQL's {@code @a}, {@code @@b} and {@code @@global.c}; PostgreSQL's {@code $1}. */
    record Variable(Span span) implements Expr {}

    /** MySQL's {@code DEFAULT(a)}. */
    record ColumnDefault(Span span, ColumnRef column) implements Expr {}

    /** MySQL's {@code VALUES(a)} behind ON DUPLICATE KEY UPDATE, which MariaDB also writes {@code VALUE(a)}. */
    record InsertedValue(Span span, ColumnRef column) implements Expr {}

    /** MySQL's {@code MATCH (a, b) AGAINST (c IN BOOLEAN MODE)}. */
    record Match(Span span, List<ColumnRef> columns, Expr against) implements Expr {

        public Match {
            columns = List.copyOf(columns);
        }
    }

    /**
     * MySQL's {@code INTERVAL a DAY}; PostgreSQL's is a {@link Literal}.
     *
     * @param unit in upper case
     */
    record Interval(Span span, Expr amount, String unit) implements Expr {}

    /**
     * MariaDB's {@code NEXT VALUE FOR s}, {@code nextval(s)} and their like.
     *
     * @param arguments of {@code setval}, behind the sequence
     */
    record SequenceValue(Span span, TableName sequence, List<Expr> arguments) implements Expr {

        public SequenceValue {
            arguments = List.copyOf(arguments);
        }
    }
}
