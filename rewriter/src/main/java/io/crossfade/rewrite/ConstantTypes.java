package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** In a subquery a bare parameter or constant no longer takes the type of the column it goes to: here it is cast. */
final class ConstantTypes {

    private final Context context;

    ConstantTypes(Context context) {
        this.context = context;
    }

    /** @param types the type of each column of the query; null where it isn't known */
    void cast(QueryBody body, IntFunction<@Nullable String> types) {
        if (context.dialect().isMySql()) {
            return;
        }
        if (body instanceof QueryBody.SetOperation operation) {
            cast(operation.left(), types);
            cast(operation.right(), types);
        } else if (body instanceof QueryBody.Nested nested) {
            cast(nested.query().body(), types);
        } else if (body instanceof QueryBody.Select select) {
            List<Expr> values =
                    select.items().stream().map(Statement.SelectItem::expr).toList();
            if (values.stream().noneMatch(Expr.Star.class::isInstance)) {
                cast(values, types);
            }
        } else if (body instanceof QueryBody.Values values) {
            values.rows().forEach(row -> cast(row.fields(), types));
        }
    }

    private void cast(List<Expr> values, IntFunction<@Nullable String> types) {
        for (int i = 0; i < values.size(); i++) {
            Expr value = values.get(i);
            if (value instanceof Expr.Parameter || value instanceof Expr.Literal) {
                String type = types.apply(i);
                if (type != null) {
                    context.edits().behind(value.span(), Edits.text("::" + type));
                }
            }
        }
    }
}
