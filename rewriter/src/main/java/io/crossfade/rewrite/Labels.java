package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The label that PostgreSQL gives a result column without an alias: the rules of {@code FigureColname} in its
 * {@code parse_target.c}.
 */
final class Labels {

    static final String NONE = "?column?";

    /** In bytes of UTF-8. */
    private static final int LONGEST_OF_MYSQL = 255;

    private Labels() {}

    static String of(Statement.SelectItem item, Context context) {
        Name alias = item.alias();
        if (alias != null) {
            return alias.value();
        }
        return context.dialect().isMySql() ? mySql(item.expr(), context.edits().sql()) : of(item.expr(), context);
    }

    /** MySQL labels an expression that isn't a column with its text. */
    static String mySql(Expr expr, String sql) {
        Name column = mySqlSource(expr);
        return column == null ? cut(expr.span().of(sql).strip()) : column.value();
    }

    /** MySQL cuts a label that it makes itself, and lets one behind AS be longer. */
    private static String cut(String label) {
        int bytes = 0;
        for (int i = 0; i < label.length(); i = label.offsetByCodePoints(i, 1)) {
            int c = label.codePointAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > LONGEST_OF_MYSQL) {
                return label.substring(0, i);
            }
        }
        return label;
    }

    /** The name of the column that MySQL takes the label from; null if the label is the expression's text. */
    static @Nullable Name mySqlSource(Expr expr) {
        return Parts.withoutParens(expr) instanceof Expr.ColumnRef column ? column.column() : null;
    }

    private static String of(Expr expr, Context context) {
        String label = strong(expr, context);
        if (label != null) {
            return label;
        }
        return expr instanceof Expr.Case ? "case" : NONE;
    }

    /** The name of a column or field that becomes the label; null if the label is something else. */
    static @Nullable Name source(Expr expr) {
        if (expr instanceof Expr.ColumnRef column) {
            return column.column();
        }
        if (expr instanceof Expr.FieldAccess access) {
            return access.field();
        }
        Expr inner = passedOn(expr);
        return inner == null ? null : source(inner);
    }

    /** The expression from which a label is taken over; null where there is none. */
    private static @Nullable Expr passedOn(Expr expr) {
        if (expr instanceof Expr.Parens parens) {
            return parens.inner();
        }
        if (expr instanceof Expr.Cast cast) {
            return cast.operand();
        }
        if (expr instanceof Expr.Collate collate) {
            return collate.operand();
        }
        if (expr instanceof Expr.Subscript subscript) {
            return subscript.operand();
        }
        return expr instanceof Expr.Case choice ? choice.otherwise() : null;
    }

    private static @Nullable String strong(Expr expr, Context context) {
        if (expr instanceof Expr.ColumnRef column) {
            return column.column().value();
        }
        if (expr instanceof Expr.FieldAccess access) {
            return access.field().value();
        }
        if (expr instanceof Expr.Call call) {
            return call.function().value().toLowerCase(Locale.ROOT);
        }
        if (expr instanceof Expr.ArrayConstructor) {
            return "array";
        }
        if (expr instanceof Expr.Row) {
            return "row";
        }
        if (expr instanceof Expr.Operation operation) {
            return operation.operator().equals("AT TIME ZONE") ? "timezone" : null;
        }
        if (expr instanceof Expr.Subquery subquery) {
            return switch (subquery.kind()) {
                case EXISTS -> "exists";
                case ARRAY -> "array";
                case PLAIN -> ofFirst(subquery.query().body(), context);
            };
        }
        Expr inner = passedOn(expr);
        return inner == null ? null : strong(inner, context);
    }

    private static @Nullable String ofFirst(QueryBody body, Context context) {
        if (body instanceof QueryBody.Select select && !select.items().isEmpty()) {
            return of(select.items().get(0), context);
        }
        if (body instanceof QueryBody.SetOperation operation) {
            return ofFirst(operation.left(), context);
        }
        return body instanceof QueryBody.Nested nested ? ofFirst(nested.query().body(), context) : null;
    }
}
