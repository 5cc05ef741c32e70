package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Of which column of a table under migration each column of a statement's rows is. MySQL's and MariaDB's drivers tell its
 * name beside the label; the server's own answer is the name of what is sent for it.
 */
final class ColumnNames {

    private final Context context;
    private final Outputs outputs;

    private ColumnNames(Context context) {
        this.context = context;
        this.outputs = new Outputs(context);
    }

    /** @return empty if it can't be told how many columns there are */
    static Optional<List<Optional<String>>> of(Statement statement, Context context) {
        return context.dialect().isMySql() ? new ColumnNames(context).of(statement) : Optional.empty();
    }

    private Optional<List<Optional<String>>> of(Statement statement) {
        if (statement instanceof Statement.Query query) {
            return of(query);
        }
        Statement.Returning returning = Returnings.of(statement);
        if (returning == null) {
            return Optional.of(List.of());
        }
        CommonTables common = outputs.with(Returnings.with(statement), null);
        return items(returning.items(), Returnings.scope(statement, outputs.from(), common), List.of());
    }

    private Optional<List<Optional<String>>> of(Statement.Query query) {
        QueryBody body = query.body();
        if (body instanceof QueryBody.Nested nested && query.with() == null) {
            return of(nested.query());
        }
        if (!(body instanceof QueryBody.Select select)) {
            // What a set operation gives is no table's any more.
            return body instanceof QueryBody.SetOperation ? Optional.of(List.of()) : Optional.empty();
        }
        Scope scope = outputs.from().scope(select.from(), null, outputs.with(query.with(), null));
        return items(select.items(), scope, select.from());
    }

    private Optional<List<Optional<String>>> items(List<Statement.SelectItem> items, Scope scope, List<FromItem> from) {
        List<Optional<String>> names = new ArrayList<>();
        for (Statement.SelectItem item : items) {
            if (!(item.expr() instanceof Expr.Star star)) {
                names.add(name(item.expr(), scope, isCalledOtherwise(item) ? List.of() : from));
                continue;
            }
            if (star.qualifier().isEmpty() && !scope.merged().isEmpty()) {
                return Optional.empty();
            }
            for (Relation relation : Stars.shownBy(star, scope, context)) {
                if (!relation.complete()) {
                    return Optional.empty();
                }
                relation.columns().forEach(column -> names.add(name(column, relation, from)));
            }
        }
        return Optional.of(List.copyOf(names));
    }

    /** A subquery's column under another label is called by that or by its name, as the server reads the rows. */
    private boolean isCalledOtherwise(Statement.SelectItem item) {
        return !(Parts.withoutParens(item.expr()) instanceof Expr.ColumnRef reference
                && context.key(Labels.of(item, context))
                        .equals(context.key(reference.column().value())));
    }

    private Optional<String> name(Expr expr, Scope scope, List<FromItem> from) {
        if (!(Parts.withoutParens(expr) instanceof Expr.ColumnRef reference)) {
            return Optional.empty();
        }
        String key = context.key(reference.column().value());
        if (reference.qualifier().isEmpty()) {
            return scope.find(key) instanceof Scope.Meaning.OneColumn found
                    ? name(found.column(), found.relation(), from)
                    : Optional.empty();
        }
        List<Name> qualifier = reference.qualifier();
        String schema = qualifier.size() < 2
                ? null
                : context.tableKey(qualifier.get(qualifier.size() - 2).value());
        Relation relation = scope.relation(
                schema, context.tableKey(qualifier.get(qualifier.size() - 1).value()));
        if (relation == null) {
            return Optional.empty();
        }
        Column own = relation.named(key);
        Column column = own == null ? relation.alsoNamed(key) : own;
        return column == null ? Optional.empty() : name(column, relation, from);
    }

    private Optional<String> name(Column column, Relation relation, List<FromItem> from) {
        boolean shown = relation.reference() != null && context.isShown(relation.reference());
        return shown || relation.table() != null
                ? Optional.of(column.name())
                : from.stream()
                        .flatMap(item -> subquery(item, relation).stream())
                        .findFirst()
                        .flatMap(query -> handedOn(column, query));
    }

    /** The subquery that a relation is. */
    private Optional<Statement.Query> subquery(FromItem item, Relation relation) {
        if (item instanceof FromItem.Join join) {
            return subquery(join.left(), relation).or(() -> subquery(join.right(), relation));
        }
        if (item instanceof FromItem.Nested nested && nested.alias() == null) {
            return subquery(nested.item(), relation);
        }
        return item instanceof FromItem.DerivedTable derived
                        && derived.alias() != null
                        && derived.alias().name() != null
                        && derived.alias().columns().isEmpty()
                        && relation.isCalled(
                                context.tableKey(derived.alias().name().value()))
                ? Optional.of(derived.query())
                : Optional.empty();
    }

    /** The name of a column that a subquery hands on under its own name: the server says that one, however it reads the rows. */
    private Optional<String> handedOn(Column column, Statement.Query query) {
        List<String> labels = outputs.of(query, null);
        List<Optional<String>> names = of(query).orElse(List.of());
        if (labels == null || labels.size() != names.size()) {
            return Optional.empty();
        }
        int place = labels.stream().map(context::key).toList().indexOf(column.key());
        return place < 0 ? Optional.empty() : names.get(place).filter(labels.get(place)::equals);
    }
}
