package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expressions directly within an expression; queries within it are not among them. */
final class Parts {

    private Parts() {}

    /** What is within parentheses, however many: the databases' parsers drop them. */
    static Expr withoutParens(Expr expr) {
        Expr inner = expr;
        while (inner instanceof Expr.Parens parens) {
            inner = parens.inner();
        }
        return inner;
    }

    static List<Expr> of(Expr expr) {
        if (expr instanceof Expr.Operation operation) {
            return operation.operands();
        }
        if (expr instanceof Expr.Call call) {
            return ofCall(call);
        }
        if (expr instanceof Expr.Cast cast) {
            return List.of(cast.operand());
        }
        if (expr instanceof Expr.Parens parens) {
            return List.of(parens.inner());
        }
        if (expr instanceof Expr.Case choice) {
            return Lists.joined(Lists.present(choice.operand(), choice.otherwise()), choice.branches());
        }
        if (expr instanceof Expr.Collate collate) {
            return List.of(collate.operand());
        }
        if (expr instanceof Expr.Row row) {
            return row.fields();
        }
        if (expr instanceof Expr.NamedArgument argument) {
            return List.of(argument.value());
        }
        if (expr instanceof Expr.ArrayConstructor array) {
            return array.elements();
        }
        if (expr instanceof Expr.Subscript subscript) {
            return Lists.joined(List.of(subscript.operand()), subscript.subscripts());
        }
        if (expr instanceof Expr.FieldAccess access) {
            return List.of(access.operand());
        }
        if (expr instanceof Expr.FieldStar star) {
            return List.of(star.operand());
        }
        if (expr instanceof Expr.ColumnDefault value) {
            return List.of(value.column());
        }
        if (expr instanceof Expr.InsertedValue value) {
            return List.of(value.column());
        }
        if (expr instanceof Expr.Match match) {
            return Lists.joined(match.columns(), List.of(match.against()));
        }
        if (expr instanceof Expr.Interval interval) {
            return List.of(interval.amount());
        }
        if (expr instanceof Expr.SequenceValue value) {
            return value.arguments();
        }
        if (isLeaf(expr)) {
            return List.of();
        }
        throw new IllegalStateException("no rule for " + expr.getClass());
    }

    /** Whether it has no expressions within, other than those of a query. */
    static boolean isLeaf(Expr expr) {
        return expr instanceof Expr.ColumnRef
                || expr instanceof Expr.Star
                || expr instanceof Expr.Parameter
                || expr instanceof Expr.Literal
                || expr instanceof Expr.Default
                || expr instanceof Expr.CurrentOf
                || expr instanceof Expr.Subquery
                || expr instanceof Expr.Variable;
    }

    private static List<Expr> ofCall(Expr.Call call) {
        if (call.orderBy().isEmpty() && call.filter() == null && call.over() == null) {
            return call.arguments();
        }
        List<Expr> parts = Lists.joined(call.arguments(), order(call.orderBy()));
        parts.addAll(Lists.present(call.filter(), null));
        Expr.Window window = call.over();
        if (window != null) {
            parts.addAll(window.partitionBy());
            parts.addAll(order(window.orderBy()));
            parts.addAll(window.bounds());
        }
        return parts;
    }

    private static List<Expr> order(List<Statement.OrderItem> items) {
        return items.stream().map(Statement.OrderItem::expr).toList();
    }

    /**
     * Whether an expression may depend on the stored columns of a table under migration; queries count as if they did.
     *
     * @param table under the name it has in the expression's scope
     */
    static boolean mayRead(Expr value, Relation table, Scope scope, Context context) {
        List<Expr> open = new ArrayList<>(List.of(value));
        for (int i = 0; i < open.size(); i++) {
            Expr expr = open.get(i);
            if (expr instanceof Expr.Subquery
                    || expr instanceof Expr.ColumnRef column && reads(column, table, scope, context)) {
                return true;
            }
            if (!(expr instanceof Expr.InsertedValue)) {
                open.addAll(of(expr));
            }
        }
        return false;
    }

    private static boolean reads(Expr.ColumnRef column, Relation table, Scope scope, Context context) {
        String key = context.key(column.column().value());
        if (table.table() == null || !table.table().isMigrating(key)) {
            return false;
        }
        if (column.qualifier().isEmpty()) {
            return !(scope.find(key) instanceof Scope.Meaning.OneColumn found)
                    || found.relation().equals(table);
        }
        String name = column.qualifier().get(column.qualifier().size() - 1).value();
        return table.isCalled(context.tableKey(name));
    }

    /** An expression and all within it, without recursion: chains of operators can be thousands long. */
    static List<Expr> all(@Nullable Expr root) {
        List<Expr> all = new ArrayList<>();
        if (root != null) {
            all.add(root);
        }
        for (int i = 0; i < all.size(); i++) {
            all.addAll(of(all.get(i)));
        }
        return all;
    }
}
