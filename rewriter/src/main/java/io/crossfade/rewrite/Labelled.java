package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY, ORDER BY and DISTINCT ON, where a bare name may mean a column or a label of the select list: GROUP BY asks
 * the columns first, the others the labels.
 */
final class Labelled {

    private static final Pattern PLACE = Pattern.compile("[0-9]{1,4}");

    private final Context context;
    private final Outputs outputs;
    private final List<Statement.SelectItem> items;
    private final Scope scope;

    Labelled(Context context, Outputs outputs, List<Statement.SelectItem> items, Scope scope) {
        this.context = context;
        this.outputs = outputs;
        this.items = items;
        this.scope = scope;
    }

    void groupBy(List<Expr> groups, Expressions expressions, @Nullable CommonTables common) {
        for (Expr group : groups) {
            if (Parts.withoutParens(group) instanceof Expr.ColumnRef reference
                    && reference.qualifier().isEmpty()) {
                group(reference, expressions);
            } else {
                expressions.walk(group, scope, common);
            }
        }
    }

    private void group(Expr.ColumnRef reference, Expressions expressions) {
        String name = context.key(reference.column().value());
        if (scope.hasOwn(name) || !isLabel(name)) {
            expressions.column(reference, scope, true);
            return;
        }
        if (scope.isHiddenHere(name, null)) {
            // The database would take the name for the column that the application doesn't know of.
            context.edits().rename(reference.span(), String.valueOf(place(reference, name)));
        }
    }

    /** The column by which GROUP BY groups, be it under its name, a label or by its place; null if it isn't a column. */
    Expr.@Nullable ColumnRef grouped(Expr group) {
        Expr bare = Parts.withoutParens(group);
        if (bare instanceof Expr.Literal literal) {
            String text = literal.span().of(context.edits().sql());
            return PLACE.matcher(text).matches() ? atPlace(Integer.parseInt(text)) : null;
        }
        if (!(bare instanceof Expr.ColumnRef reference)) {
            return null;
        }
        String name = context.key(reference.column().value());
        if (!reference.qualifier().isEmpty() || scope.hasOwn(name)) {
            return reference;
        }
        for (Statement.SelectItem item : items) {
            List<String> labels = keys(List.of(item));
            if (labels != null && labels.contains(name)) {
                return column(item);
            }
        }
        return reference;
    }

    /** What a star shows is known by its label, as if it had been written. */
    private Expr.@Nullable ColumnRef atPlace(int number) {
        int left = number;
        for (Statement.SelectItem item : items) {
            List<String> labels = keys(List.of(item));
            if (labels == null) {
                return null;
            }
            if (left <= labels.size()) {
                return item.expr() instanceof Expr.Star star
                        ? new Expr.ColumnRef(star.span(), List.of(new Name(labels.get(left - 1), true, star.span())))
                        : column(item);
            }
            left -= labels.size();
        }
        return null;
    }

    private static Expr.@Nullable ColumnRef column(Statement.SelectItem item) {
        return Parts.withoutParens(item.expr()) instanceof Expr.ColumnRef column ? column : null;
    }

    private int place(Expr.ColumnRef reference, String name) {
        List<String> labels = keys(items);
        if (labels == null || labels.indexOf(name) != labels.lastIndexOf(name)) {
            throw context.refuse(
                    "\"" + name + "\" in GROUP BY means a label, whose place can't be told: repeat the expression",
                    reference.span());
        }
        return labels.indexOf(name) + 1;
    }

    void orderBy(List<Statement.OrderItem> order, Expressions expressions, @Nullable CommonTables common) {
        order.forEach(item -> labelFirst(item.expr(), expressions, common));
    }

    /** DISTINCT ON reads its expressions as ORDER BY does. */
    void distinctOn(List<Expr> distinct, Expressions expressions, @Nullable CommonTables common) {
        distinct.forEach(expr -> labelFirst(expr, expressions, common));
    }

    /**
     * MySQL's HAVING asks the labels and the groups first, and other columns only within aggregates. A label stands for
     * what it stood for.
     */
    void having(@Nullable Expr having, Expressions expressions, @Nullable CommonTables common) {
        List<Expr> open = new ArrayList<>();
        if (having != null) {
            open.add(having);
        }
        for (int i = 0; i < open.size(); i++) {
            Expr expr = open.get(i);
            if (Parts.withoutParens(expr) instanceof Expr.ColumnRef) {
                labelFirst(expr, expressions, common);
            } else if (Parts.isLeaf(expr) || expr instanceof Expr.Call) {
                expressions.walk(expr, scope, common);
            } else {
                open.addAll(Parts.of(expr));
            }
        }
    }

    private void labelFirst(Expr expr, Expressions expressions, @Nullable CommonTables common) {
        if (!(Parts.withoutParens(expr) instanceof Expr.ColumnRef reference)
                || !reference.qualifier().isEmpty()) {
            expressions.walk(expr, scope, common);
        } else if (!isLabel(context.key(reference.column().value()))) {
            expressions.column(reference, scope, true);
        } else if (context.dialect().isMySql() && !context.isDescribing()) {
            refuseAmbiguous(reference);
        }
    }

    /** MySQL refuses a label of several columns of tables, but not where one of them is an expression. */
    private void refuseAmbiguous(Expr.ColumnRef reference) {
        String name = context.key(reference.column().value());
        List<Expr> meant = new ArrayList<>();
        for (Statement.SelectItem item : items) {
            List<String> labels = item.expr() instanceof Expr.Star ? null : keys(List.of(item));
            if (labels != null && labels.contains(name)) {
                meant.add(Parts.withoutParens(item.expr()));
            }
        }
        boolean computed = meant.stream().anyMatch(expr -> expr instanceof Expr.ColumnRef column && isComputed(column));
        if (computed && meant.stream().map(this::meaning).distinct().count() > 1) {
            throw context.refuse(
                    "\"" + reference.column().value() + "\" is the label of several columns: tell them apart",
                    reference.span());
        }
    }

    /** The same for the same column of the same relation; the same for all expressions. */
    private List<String> meaning(Expr expr) {
        if (!(expr instanceof Expr.ColumnRef column)) {
            return List.of();
        }
        Relation relation = relation(column);
        String owner = relation == null ? null : relation.name();
        return List.of(owner == null ? "" : owner, context.key(column.column().value()));
    }

    /** Whether an expression is sent for it, or may be within the subquery that it comes from. */
    boolean isComputed(Expr.ColumnRef column) {
        if (context.isSentComputed(column.column())) {
            return true;
        }
        Relation relation = relation(column);
        if (relation == null || relation.table() != null) {
            return false;
        }
        return relation.reference() == null ? context.readsComputed() : context.isShown(relation.reference());
    }

    @Nullable
    Relation relation(Expr.ColumnRef column) {
        List<Name> qualifier = column.qualifier();
        if (!qualifier.isEmpty()) {
            return scope.relation(
                    null, context.tableKey(qualifier.get(qualifier.size() - 1).value()));
        }
        return scope.find(context.key(column.column().value())) instanceof Scope.Meaning.OneColumn found
                ? found.relation()
                : null;
    }

    private @Nullable List<String> keys(List<Statement.SelectItem> some) {
        List<String> labels = outputs.items(some, scope);
        return labels == null ? null : labels.stream().map(context::key).toList();
    }

    /** Whether the select list has a column labelled so; what a star shows counts. */
    private boolean isLabel(String name) {
        for (Statement.SelectItem item : items) {
            List<String> labels = keys(List.of(item));
            if (labels != null && labels.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
