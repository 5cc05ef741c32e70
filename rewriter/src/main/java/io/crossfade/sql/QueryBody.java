package io.crossfade.sql;

import io.crossfade.sql.Statement.SelectItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query without its tail. */
public sealed interface QueryBody {

    Span span();

    /**
     * @param distinct whether DISTINCT or DISTINCT ON was written
     * @param modifiers MySQL's words between SELECT and the select list
     * @param groupBy grouping sets are {@link Expr.Operation}s of their columns, as are all of MySQL's WITH ROLLUP and
     *     MariaDB's {@code a DESC}
     * @param windows expressions of the WINDOW clause
     * @param into where the rows go, if it is said before FROM; null if it isn't
     */
    record Select(
            Span span,
            boolean distinct,
            List<Expr> distinctOn,
            List<Statement.Modifier> modifiers,
            List<SelectItem> items,
            Statement.@Nullable Into into,
            List<FromItem> from,
            @Nullable Expr where,
            List<Expr> groupBy,
            @Nullable Expr having,
            List<Expr.Window> windows)
            implements QueryBody {

        public Select {
            distinctOn = List.copyOf(distinctOn);
            modifiers = List.copyOf(modifiers);
            items = List.copyOf(items);
            from = List.copyOf(from);
            groupBy = List.copyOf(groupBy);
            windows = List.copyOf(windows);
        }
    }

    /** {@code UNION}, {@code INTERSECT} or {@code EXCEPT}, with or without ALL. */
    record SetOperation(Span span, String operator, QueryBody left, QueryBody right) implements QueryBody {}

    /** @param rows each with its parentheses */
    record Values(Span span, List<Expr.Row> rows) implements QueryBody {

        public Values {
            rows = List.copyOf(rows);
        }
    }

    /** {@code TABLE t}. */
    record TableCommand(Span span, TableName table) implements QueryBody {}

    /** A query in parentheses, with a tail of its own. */
    record Nested(Span span, Statement.Query query) implements QueryBody {}
}
