package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites queries, with everything in them. */
final class Queries {

    private final Context context;
    private final Outputs outputs;
    private final FromClause from;
    private final Expressions expressions;
    private final Statements statements;

    Queries(Context context, Outputs outputs, Statements statements) {
        this.context = context;
        this.outputs = outputs;
        this.from = outputs.from();
        this.expressions = new Expressions(context, this);
        this.statements = statements;
    }

    Expressions expressions() {
        return expressions;
    }

    /** Rewrites a query; {@code outer} is what it can refer to from the queries around it. */
    void query(Statement.Query query, @Nullable Scope outer, @Nullable CommonTables outerCommon) {
        CommonTables common = with(query.with(), outerCommon);
        if (context.isDescribing()) {
            query.locking().forEach(locking -> context.edits().replace(locking.span()));
        }
        context.locking(!query.locking().isEmpty(), () -> {
            body(query.body(), outer, common);
            order(query, outer, common);
        });
        expressions.walkAll(query.limits(), outer == null ? Scope.EMPTY : outer, common);
    }

    /** Rewrites the common table expressions and gives what the statement behind them sees. */
    @Nullable
    CommonTables with(Statement.@Nullable With with, @Nullable CommonTables outer) {
        if (with == null) {
            return outer;
        }
        CommonTables common = outer;
        if (with.recursive()) {
            common = outputs.with(with, outer);
            for (Statement.CommonTable table : with.tables()) {
                statements.statement(table.body(), common);
            }
            return common;
        }
        for (Statement.CommonTable table : with.tables()) {
            statements.statement(table.body(), common);
            common = new CommonTables(common, context.key(table.name().value()), outputs.columns(table, common));
        }
        return common;
    }

    /** A query within an expression. What EXISTS selects is never looked at. */
    void subquery(Expr.Subquery subquery, Scope scope, @Nullable CommonTables common) {
        Statement.Query query = subquery.query();
        boolean listIgnored = subquery.kind() == Expr.Subquery.Kind.EXISTS
                && query.with() == null
                && query.orderBy().isEmpty()
                && query.body() instanceof QueryBody.Select select
                && select.items().stream().allMatch(item -> item.expr() instanceof Expr.Star)
                && !select.distinct()
                && select.groupBy().isEmpty();
        if (listIgnored && query.body() instanceof QueryBody.Select select) {
            context.inCondition(() -> conditions(select, from(select, scope, common), common));
            expressions.walkAll(query.limits(), scope, common);
        } else {
            query(query, scope, common);
        }
    }

    private void body(QueryBody body, @Nullable Scope outer, @Nullable CommonTables common) {
        if (body instanceof QueryBody.Select select) {
            select(select, outer, common);
        } else if (body instanceof QueryBody.SetOperation operation) {
            setOperation(operation, outer, common);
        } else if (body instanceof QueryBody.Nested nested) {
            query(nested.query(), outer, common);
        } else if (body instanceof QueryBody.Values values) {
            values.rows()
                    .forEach(row -> expressions.walkAll(row.fields(), outer == null ? Scope.EMPTY : outer, common));
        } else if (body instanceof QueryBody.TableCommand table) {
            tableCommand(table, common);
        } else {
            throw new IllegalStateException("no rule for " + body.getClass());
        }
    }

    /** Chains of set operations lean to the left and can be thousands long: walked, not descended into. */
    private void setOperation(QueryBody.SetOperation last, @Nullable Scope outer, @Nullable CommonTables common) {
        List<QueryBody> bodies = new ArrayList<>();
        QueryBody at = last;
        while (at instanceof QueryBody.SetOperation operation) {
            bodies.add(operation.right());
            at = operation.left();
        }
        bodies.add(at);
        bodies.forEach(body -> body(body, outer, common));
    }

    private void tableCommand(QueryBody.TableCommand command, @Nullable CommonTables common) {
        Relation relation = from.relations(Outputs.reference(command), common).get(0);
        if (relation.table() != null) {
            context.edits()
                    .replace(
                            command.span(),
                            Edits.text("SELECT " + expressions.stars().columns(relation, false, true) + " FROM "),
                            Edits.original(command.table().span()));
        }
    }

    private void select(QueryBody.Select select, @Nullable Scope outer, @Nullable CommonTables common) {
        Scope scope = from(select, outer, common);
        if (context.dialect().isMySql() && (!select.groupBy().isEmpty() || select.having() != null)) {
            // MySQL takes an expression for another one's group only where it is the whole of a column of the result.
            scope.relations().stream()
                    .filter(relation -> relation.columns().stream().anyMatch(column -> !column.isPhysical()))
                    .forEach(this::show);
        }
        context.outsideCondition(() -> items(select.items(), scope, common));
        context.inCondition(() -> conditions(select, scope, common));
    }

    private Scope from(QueryBody.Select select, @Nullable Scope outer, @Nullable CommonTables common) {
        fromItems(select.from(), outer, common);
        return from.scope(select.from(), outer, common);
    }

    private void conditions(QueryBody.Select select, Scope scope, @Nullable CommonTables common) {
        Labelled labelled = new Labelled(context, outputs, select.items(), scope);
        labelled.distinctOn(select.distinctOn(), expressions, common);
        expressions.walk(select.where(), scope, common);
        labelled.groupBy(select.groupBy(), expressions, common);
        if (context.dialect() == Dialect.MARIADB) {
            new NullGroups(context, labelled).tellApart(select);
        }
        if (context.dialect().isMySql()) {
            labelled.having(select.having(), expressions, common);
        } else {
            expressions.walk(select.having(), scope, common);
        }
        select.windows().forEach(window -> expressions.walkWindow(window, scope, common));
    }

    /** Rewrites a select list, so that each column keeps the label it would have had. */
    void items(List<Statement.SelectItem> items, Scope scope, @Nullable CommonTables common) {
        for (Statement.SelectItem item : items) {
            if (item.expr() instanceof Expr.Star star) {
                expressions.stars().expand(star, scope);
                continue;
            }
            int before = context.edits().count();
            expressions.walk(item.expr(), scope, common);
            if (context.dialect().isMySql()) {
                label(item, before);
                continue;
            }
            Name source = item.alias() == null ? Labels.source(item.expr()) : null;
            if (source != null && context.isSentDifferently(source)) {
                context.edits().behind(item.span(), Edits.text(" AS " + context.quote(source.value())));
            }
        }
    }

    private void label(Statement.SelectItem item, int editsBefore) {
        Name source = Labels.mySqlSource(item.expr());
        boolean changed = source == null ? context.edits().count() > editsBefore : context.isSentDifferently(source);
        if (item.alias() == null && changed) {
            String label = Labels.mySql(item.expr(), context.edits().sql());
            context.edits().behind(item.span(), Edits.text(" AS " + context.quote(label)));
        }
    }

    private void order(Statement.Query query, @Nullable Scope outer, @Nullable CommonTables outerCommon) {
        if (query.orderBy().isEmpty()) {
            return;
        }
        QueryBody body = query.body();
        CommonTables common = outerCommon;
        while (body instanceof QueryBody.Nested nested
                && nested.query().orderBy().isEmpty()
                && nested.query().limits().isEmpty()) {
            common = outputs.with(nested.query().with(), common);
            body = nested.query().body();
        }
        if (body instanceof QueryBody.Select select) {
            Scope scope = from.scope(select.from(), outer, common);
            Labelled labelled = new Labelled(context, outputs, select.items(), scope);
            CommonTables visible = common;
            context.inCondition(() -> labelled.orderBy(query.orderBy(), expressions, visible));
        }
        // Behind a set operation, VALUES or TABLE only the labels can be named, and they are as they were.
    }

    /** Rewrites what stands in a FROM clause: subqueries, functions, join conditions, tables that need a subquery. */
    void fromItems(List<FromItem> items, @Nullable Scope outer, @Nullable CommonTables common) {
        List<Relation> before = new ArrayList<>();
        for (FromItem item : items) {
            fromItem(item, Scope.of(outer, before), common);
            before.addAll(from.relations(item, common));
        }
    }

    /** @param lateral what LATERAL and functions can refer to */
    private void fromItem(FromItem item, Scope lateral, @Nullable CommonTables common) {
        if (item instanceof FromItem.TableRef reference) {
            FromItem.Sample sample = reference.sample();
            FromItem.Period period = reference.period();
            expressions.walkAll(sample == null ? List.of() : sample.arguments(), lateral, common);
            expressions.walkAll(period == null ? List.of() : period.bounds(), lateral, common);
            table(reference, common);
        } else if (item instanceof FromItem.DerivedTable derived) {
            query(derived.query(), derived.lateral() ? lateral : lateral.outer(), common);
        } else if (item instanceof FromItem.FunctionTable function) {
            expressions.walkAll(function.calls(), lateral, common);
        } else if (item instanceof FromItem.Nested nested) {
            fromItem(nested.item(), lateral, common);
            if (nested.alias() != null) {
                from.relations(nested.item(), common).forEach(this::show);
            }
        } else if (item instanceof FromItem.Join join) {
            join(join, lateral, common);
        } else {
            throw new IllegalStateException("no rule for " + item.getClass());
        }
    }

    private void join(FromItem.Join join, Scope lateral, @Nullable CommonTables common) {
        fromItem(join.left(), lateral, common);
        List<Relation> left = from.relations(join.left(), common);
        Scope beside = Scope.of(lateral.outer(), Lists.joined(lateral.relations(), left));
        fromItem(join.right(), beside, common);
        Scope joined = from.scope(List.of(join), lateral.outer(), common);
        context.inCondition(() -> expressions.walk(join.on(), joined, common));
        mergedColumns(join, joined);
    }

    /** The columns that a join merges are found by name: those of a changing table have to be the right ones. */
    private void mergedColumns(FromItem.Join join, Scope joined) {
        for (Relation relation : joined.relations()) {
            MappedTable table = relation.table();
            if (table != null && (join.natural() != null || merges(join.using(), table))) {
                show(relation);
            }
        }
    }

    private boolean merges(@Nullable List<Name> using, MappedTable table) {
        return using != null && using.stream().anyMatch(name -> table.isMigrating(context.key(name.value())));
    }

    private void show(Relation relation) {
        if (relation.table() != null && relation.reference() != null) {
            context.show(relation.reference());
        }
    }

    private boolean isCommon(FromItem.TableRef reference, @Nullable CommonTables common) {
        String name = context.key(reference.table().relation().value());
        return reference.table().schema() == null && CommonTables.find(common, name) != null;
    }

    private void table(FromItem.TableRef reference, @Nullable CommonTables common) {
        Relation relation = from.relations(reference, common).get(0);
        if (!context.isShown(reference) || isCommon(reference, common)) {
            return;
        }
        Tables.Found found = context.find(reference.table());
        MappedTable table = found.mapped().orElseThrow();
        if (reference.sampled() && reference.alias() != null) {
            throw context.refuse(
                    table,
                    "TABLESAMPLE of a table that is joined by NATURAL or USING or used as a whole row",
                    reference.span());
        }
        List<Column> physical = table.columns(found.relation().orElseThrow());
        Relation stored = Relation.of(relation.name(), physical, true);
        String named = reference.alias() == null || reference.alias().name() == null
                ? " AS " + context.quote(reference.table().relation().value())
                : "";
        StringBuilder hints = new StringBuilder();
        for (FromItem.IndexHint hint : reference.indexHints()) {
            hints.append(' ').append(hint.span().of(context.edits().sql()));
            context.edits().replace(hint.span());
        }
        Description.Shown shown = context.isDescribing()
                ? Description.shown(context, table, physical)
                : new Description.Shown(expressions.stars().columns(stored, false, true), "");
        context.edits()
                .replace(
                        reference.relationSpan(),
                        Edits.text("(SELECT " + shown.columns() + " FROM "),
                        Edits.original(reference.relationSpan()),
                        Edits.text(hints + shown.beside() + ")" + named));
    }
}
