package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a query as a value gives the same each time within one statement, whatever plan it is run by: it looks up one
 * row, or counts. Where rows are chosen (LIMIT, DISTINCT, the greatest of equal texts) another plan may choose others. A
 * view counts as a table.
 */
final class SettledQuery {

    private SettledQuery() {}

    /** The expressions on which it depends; null if it may give something else each time. */
    static @Nullable List<Expr> parts(Expr.Subquery subquery) {
        Statement.Query query = subquery.query();
        boolean plain = query.with() == null
                && query.orderBy().isEmpty()
                && query.limits().isEmpty()
                && query.locking().isEmpty()
                && query.into() == null;
        if (!plain || !(query.body() instanceof QueryBody.Select select) || !isPlain(select)) {
            return null;
        }
        List<Expr> parts = new ArrayList<>(Lists.present(select.where(), null));
        for (FromItem item : select.from()) {
            if (!addConditions(item, parts)) {
                return null;
            }
        }
        if (subquery.kind() != Expr.Subquery.Kind.EXISTS) {
            for (Statement.SelectItem item : select.items()) {
                if (!isCount(item.expr())) {
                    parts.add(item.expr());
                }
            }
        }
        return parts;
    }

    private static boolean isPlain(QueryBody.Select select) {
        return !select.distinct()
                && select.distinctOn().isEmpty()
                && select.modifiers().isEmpty()
                && select.into() == null
                && select.groupBy().isEmpty()
                && select.having() == null
                && select.windows().isEmpty();
    }

    private static boolean addConditions(FromItem root, List<Expr> parts) {
        if (root instanceof FromItem.Join join) {
            parts.addAll(Lists.present(join.on(), null));
            return addConditions(join.left(), parts) && addConditions(join.right(), parts);
        }
        if (root instanceof FromItem.Nested nested) {
            return addConditions(nested.item(), parts);
        }
        return root instanceof FromItem.TableRef table && table.sample() == null;
    }

    private static boolean isCount(Expr expr) {
        if (!(expr instanceof Expr.Call call)
                || call.over() != null
                || call.name().size() != 1) {
            return false;
        }
        Name name = call.name().get(0);
        return name.value().equalsIgnoreCase("count")
                && call.arguments().stream()
                        .allMatch(argument -> argument instanceof Expr.Star
                                || argument instanceof Expr.Literal
                                || argument instanceof Expr.ColumnRef);
    }
}
