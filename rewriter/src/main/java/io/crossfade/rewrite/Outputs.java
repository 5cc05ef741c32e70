package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The names of the columns that a query gives, as the application sees them. Changes nothing. */
final class Outputs {

    private final Context context;
    private final FromClause from;

    Outputs(Context context) {
        this.context = context;
        this.from = new FromClause(context, this);
    }

    FromClause from() {
        return from;
    }

    /** @return null if they can't be told */
    @Nullable
    List<String> of(Statement.Query query, @Nullable CommonTables common) {
        return of(query.body(), with(query.with(), common));
    }

    private @Nullable List<String> of(QueryBody body, @Nullable CommonTables common) {
        if (body instanceof QueryBody.Select select) {
            return items(select.items(), from.scope(select.from(), null, common));
        }
        if (body instanceof QueryBody.SetOperation operation) {
            return of(operation.left(), common);
        }
        if (body instanceof QueryBody.Nested nested) {
            return of(nested.query(), common);
        }
        if (body instanceof QueryBody.Values values) {
            int width = values.rows().get(0).fields().size();
            return IntStream.rangeClosed(1, width).mapToObj(i -> "column" + i).toList();
        }
        if (body instanceof QueryBody.TableCommand table) {
            return columns(from.relations(reference(table), common));
        }
        throw new IllegalStateException("no rule for " + body.getClass());
    }

    /** {@code TABLE t} as the reference it amounts to. */
    static FromItem.TableRef reference(QueryBody.TableCommand table) {
        return FromItem.TableRef.of(table.table());
    }

    @Nullable
    List<String> items(List<Statement.SelectItem> items, Scope scope) {
        List<String> names = new ArrayList<>();
        for (Statement.SelectItem item : items) {
            if (item.expr() instanceof Expr.Star star) {
                List<String> columns = star(star, scope);
                if (columns == null) {
                    return null;
                }
                names.addAll(columns);
            } else if (item.expr() instanceof Expr.FieldStar) {
                return null;
            } else {
                names.add(Labels.of(item, context));
            }
        }
        return names;
    }

    private @Nullable List<String> star(Expr.Star star, Scope scope) {
        if (star.qualifier().isEmpty()) {
            return scope.merged().isEmpty() ? columns(scope.relations()) : null;
        }
        Relation relation = Stars.qualified(star, scope, context);
        return relation == null ? null : columns(List.of(relation));
    }

    /** The columns of several relations side by side; null if those of one can't be told. */
    static @Nullable List<String> columns(List<Relation> relations) {
        List<String> names = new ArrayList<>();
        for (Relation relation : relations) {
            if (!relation.complete()) {
                return null;
            }
            relation.columns().forEach(column -> names.add(column.name()));
        }
        return names;
    }

    /** The common tables that a statement sees behind its WITH clause. */
    @Nullable
    CommonTables with(Statement.@Nullable With with, @Nullable CommonTables outer) {
        CommonTables common = outer;
        if (with == null) {
            return common;
        }
        if (with.recursive()) {
            for (Statement.CommonTable table : with.tables()) {
                common = new CommonTables(common, context.key(table.name().value()), listed(table));
            }
        }
        for (Statement.CommonTable table : with.tables()) {
            common = new CommonTables(common, context.key(table.name().value()), columns(table, common));
        }
        return common;
    }

    @Nullable
    List<String> columns(Statement.CommonTable table, @Nullable CommonTables common) {
        List<String> listed = listed(table);
        if (table.searchOrCycle()) {
            return null;
        }
        List<String> given = ofStatement(table.body(), common);
        if (given == null || listed == null) {
            return listed == null ? given : listed;
        }
        List<String> names = new ArrayList<>(listed);
        if (given.size() > listed.size()) {
            names.addAll(given.subList(listed.size(), given.size()));
        }
        return names;
    }

    private static @Nullable List<String> listed(Statement.CommonTable table) {
        return table.columns().isEmpty()
                ? null
                : table.columns().stream().map(Name::value).toList();
    }

    private @Nullable List<String> ofStatement(Statement body, @Nullable CommonTables common) {
        if (body instanceof Statement.Query query) {
            return of(query, common);
        }
        Statement.Returning returning = Returnings.of(body);
        if (returning == null) {
            return List.of();
        }
        return items(returning.items(), Returnings.scope(body, from, with(Returnings.with(body), common)));
    }
}
