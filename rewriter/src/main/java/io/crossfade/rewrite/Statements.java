package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import io.crossfade.sql.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites statements of any kind. */
final class Statements {

    private final Context context;
    private final Outputs outputs;
    private final FromClause from;
    private final Queries queries;
    private final Expressions expressions;
    private final Assignments assignments;
    private final Inserts inserts;
    private final Merges merges;

    Statements(Context context) {
        this.context = context;
        this.outputs = new Outputs(context);
        this.from = outputs.from();
        this.queries = new Queries(context, outputs, this);
        this.expressions = queries.expressions();
        this.assignments = new Assignments(context, expressions);
        this.inserts = new Inserts(context, outputs, queries, this, assignments);
        this.merges = new Merges(context, outputs, queries, this, assignments);
    }

    void statement(Statement statement, @Nullable CommonTables common) {
        if (statement instanceof Statement.Query query) {
            queries.query(query, null, common);
        } else if (statement instanceof Statement.Insert insert) {
            inserts.insert(insert, common);
        } else if (statement instanceof Statement.Update update) {
            update(update, common);
        } else if (statement instanceof Statement.Delete delete) {
            delete(delete, common);
        } else if (statement instanceof Statement.Merge merge) {
            merges.merge(merge, common);
        } else if (statement instanceof Statement.Explain explain) {
            statement(explain.explained(), common);
        } else if (statement instanceof Statement.DeclareCursor cursor) {
            queries.query(cursor.query(), null, common);
        } else if (statement instanceof Statement.MultiUpdate update) {
            new MultiUpdates(context, outputs, queries).update(update, common);
        } else if (statement instanceof Statement.MultiDelete delete) {
            multiDelete(delete, common);
        } else if (statement instanceof Statement.CreateAs create) {
            queries.query(create.query(), null, common);
            refuseUnlessPassing(statement, create.kind() == Statement.CreateAs.Kind.TABLE);
        } else if (statement instanceof Statement.Prepare prepare) {
            statement(prepare.prepared(), common);
            refuseUnlessPassing(statement, false);
        } else if (statement instanceof Statement.Copy copy) {
            statement(copy.copied(), common);
        } else {
            throw new IllegalStateException("no rule for " + statement.getClass());
        }
    }

    /** What stays longer than this phase, and isn't planned again in the next, can only be made after the end. */
    private void refuseUnlessPassing(Statement statement, boolean passing) {
        for (MappedTable table : context.touched()) {
            if (!passing && !table.settled()) {
                throw context.refuse(
                        table,
                        "something that outlives this phase is made over table " + table.id()
                                + ", whose columns change: make it before the migration or after its end",
                        statement.span());
            }
        }
    }

    private void multiDelete(Statement.MultiDelete delete, @Nullable CommonTables outer) {
        CommonTables common = queries.with(delete.with(), outer);
        Scope scope = from.scope(delete.tables(), null, common);
        for (TableName name : delete.targets()) {
            Name schema = name.schema();
            Relation target = scope.relation(
                    schema == null ? null : context.tableKey(schema.value()),
                    context.tableKey(name.relation().value()));
            if (target != null && target.reference() != null) {
                context.pin(target.reference(), "a DELETE from that table");
            }
        }
        queries.fromItems(delete.tables(), null, common);
        context.inCondition(() -> expressions.walk(delete.where(), scope, common));
        expressions.walkOrder(delete.orderBy(), scope, common);
        expressions.walkAll(delete.limits(), scope, common);
    }

    private void update(Statement.Update update, @Nullable CommonTables outer) {
        CommonTables common = queries.with(update.with(), outer);
        context.ignoring(update.ignore());
        queries.fromItems(update.from(), null, common);
        Relation target = from.target(update.target());
        Scope scope = from.scope(target, update.from(), common);
        if (hasNoOrder(update) && target.table() != null) {
            new MultiUpdates(context, outputs, queries).assign(update.assignments(), target, scope, common);
        } else {
            assignments.rewrite(update.assignments(), target, scope, common);
        }
        context.inCondition(() -> expressions.walk(update.where(), scope, common));
        expressions.walkOrder(update.orderBy(), scope, common);
        expressions.walkAll(update.limits(), scope, common);
        returning(update, target, scope, common);
    }

    /**
     * MySQL and MariaDB may run an UPDATE with a query in it as one of several tables, without an order of its
     * assignments.
     */
    private boolean hasNoOrder(Statement.Update update) {
        return context.dialect().isMySql()
                && (Parts.all(update.where()).stream().anyMatch(Expr.Subquery.class::isInstance)
                        || update.assignments().stream()
                                .flatMap(assignment -> Parts.all(Assignments.value(assignment)).stream())
                                .anyMatch(Expr.Subquery.class::isInstance));
    }

    private void delete(Statement.Delete delete, @Nullable CommonTables outer) {
        CommonTables common = queries.with(delete.with(), outer);
        queries.fromItems(delete.using(), null, common);
        Relation target = from.target(delete.target());
        Scope scope = from.scope(target, delete.using(), common);
        boolean givesBack = context.dialect() == Dialect.MARIADB && Returnings.of(delete) != null;
        context.dependingOnRows(
                givesBack, () -> context.inCondition(() -> expressions.walk(delete.where(), scope, common)));
        expressions.walkOrder(delete.orderBy(), scope, common);
        expressions.walkAll(delete.limits(), scope, common);
        returning(delete, target, scope, common);
    }

    void returning(Statement statement, Relation target, Scope scope, @Nullable CommonTables common) {
        Statement.Returning returning = Returnings.of(statement);
        if (returning != null) {
            queries.items(returning.items(), Returnings.withRowNames(scope, returning, target, from), common);
        }
    }

    /**
     * Appends the RETURNING clause that a driver would append for generated keys, which can't know what the columns are
     * called just now.
     *
     * @return whether there is one now
     */
    boolean returnKeys(Statement statement, KeyRequest keys, Context context) {
        boolean writes = statement instanceof Statement.Insert
                || statement instanceof Statement.Update
                || statement instanceof Statement.Delete
                || statement instanceof Statement.Merge;
        if (context.dialect().isMySql()) {
            // Its drivers ask for the number that was given, whatever its column is called.
            return false;
        }
        if (!writes || !keys.requested() || Returnings.of(statement) != null) {
            return false;
        }
        CommonTables common = outputs.with(Returnings.with(statement), null);
        Scope scope = Returnings.scope(statement, from, common);
        Relation target = target(statement);
        if (target.table() == null) {
            return false;
        }
        String list = keys.columns().isEmpty()
                ? expressions.stars().all(scope, statement.span())
                : named(keys.columns(), target, context);
        context.edits().behind(statement.span(), Edits.text(" RETURNING " + list));
        return true;
    }

    private Relation target(Statement statement) {
        FromItem.TableRef reference;
        if (statement instanceof Statement.Insert insert) {
            reference = Returnings.target(insert);
        } else if (statement instanceof Statement.Update update) {
            reference = update.target();
        } else if (statement instanceof Statement.Delete delete) {
            reference = delete.target();
        } else if (statement instanceof Statement.Merge merge) {
            reference = merge.target();
        } else {
            throw new IllegalStateException("no target in " + statement.getClass());
        }
        return from.target(reference);
    }

    private static String named(List<String> columns, Relation target, Context context) {
        return context.list(columns.stream()
                .map(name -> {
                    Column own = target.named(context.key(name));
                    Column column = own == null ? target.alsoNamed(context.key(name)) : own;
                    if (column == null || column.isSentAs(name)) {
                        return context.quote(name);
                    }
                    return column.text(context::quote) + " AS " + context.quote(name);
                })
                .toList());
    }
}
