package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what the names in expressions mean, and sends each column under its physical name. */
final class Expressions {

    /** Functions that take a row of any type and show it by the names of its columns, or only ask whether it is there. */
    private static final Set<String> ROW_FUNCTIONS =
            Set.of("to_json", "to_jsonb", "row_to_json", "json_agg", "jsonb_agg", "count");

    /** Functions that name what they make after the columns they are given. */
    private static final Set<String> NAMED_BY_COLUMN = Set.of("xmlforest", "xmlattributes");

    private final Context context;
    private final Stars stars;
    private final Queries queries;

    Expressions(Context context, Queries queries) {
        this.context = context;
        this.stars = new Stars(context);
        this.queries = queries;
    }

    Stars stars() {
        return stars;
    }

    void walk(@Nullable Expr expr, Scope scope, @Nullable CommonTables common) {
        if (expr != null) {
            visit(expr, scope, common);
        }
    }

    void walkAll(List<? extends Expr> exprs, Scope scope, @Nullable CommonTables common) {
        for (Expr expr : exprs) {
            visit(expr, scope, common);
        }
    }

    void walkOrder(List<Statement.OrderItem> items, Scope scope, @Nullable CommonTables common) {
        for (Statement.OrderItem item : items) {
            visit(item.expr(), scope, common);
        }
    }

    void walkWindow(Expr.@Nullable Window window, Scope scope, @Nullable CommonTables common) {
        if (window != null) {
            walkAll(window.partitionBy(), scope, common);
            walkOrder(window.orderBy(), scope, common);
            walkAll(window.bounds(), scope, common);
        }
    }

    private void visit(Expr expr, Scope scope, @Nullable CommonTables common) {
        if (expr instanceof Expr.ColumnRef column) {
            column(column, scope, false);
        } else if (expr instanceof Expr.Call call) {
            call(call, scope, common);
        } else if (expr instanceof Expr.Operation operation) {
            operation(operation, scope, common);
        } else if (expr instanceof Expr.Subquery subquery) {
            queries.subquery(subquery, scope, common);
        } else if (expr instanceof Expr.Cast cast) {
            refuseRowType(cast);
            visit(cast.operand(), scope, common);
        } else if (expr instanceof Expr.Row row) {
            row(row, scope, common);
        } else if (expr instanceof Expr.Case choice) {
            walk(choice.operand(), scope, common);
            walkAll(choice.branches(), scope, common);
            walk(choice.otherwise(), scope, common);
        } else if (expr instanceof Expr.Parens parens) {
            visit(parens.inner(), scope, common);
        } else if (expr instanceof Expr.Collate collate) {
            visit(collate.operand(), scope, common);
        } else if (expr instanceof Expr.NamedArgument argument) {
            visit(argument.value(), scope, common);
        } else if (expr instanceof Expr.ArrayConstructor array) {
            walkAll(array.elements(), scope, common);
        } else if (expr instanceof Expr.Subscript subscript) {
            visit(subscript.operand(), scope, common);
            enclose(subscript.operand());
            walkAll(subscript.subscripts(), scope, common);
        } else if (expr instanceof Expr.FieldAccess access) {
            fieldAccess(access, scope, common);
        } else if (expr instanceof Expr.FieldStar star) {
            if (!showRow(star.operand(), scope)) {
                visit(star.operand(), scope, common);
            }
        } else if (expr instanceof Expr.Star star) {
            refuseStar(star, scope);
        } else if (expr instanceof Expr.ColumnDefault value) {
            column(value.column(), scope, false);
            refuseComputed(value.column(), "DEFAULT of");
        } else if (expr instanceof Expr.InsertedValue value) {
            insertedValue(value, scope);
        } else if (expr instanceof Expr.Match match) {
            for (Expr.ColumnRef column : match.columns()) {
                column(column, scope, false);
                refuseComputed(column, "MATCH over");
            }
            visit(match.against(), scope, common);
        } else if (expr instanceof Expr.Interval interval) {
            visit(interval.amount(), scope, common);
        } else if (expr instanceof Expr.SequenceValue value) {
            walkAll(value.arguments(), scope, common);
        } else if (!isLeaf(expr)) {
            throw new IllegalStateException("no rule for " + expr.getClass());
        }
    }

    private void refuseComputed(Expr.ColumnRef column, String construct) {
        if (context.isSentComputed(column.column())) {
            throw context.refuse(
                    construct + " column \"" + column.column().value()
                            + "\", which is computed from others in this phase",
                    column.span());
        }
    }

    /** {@code VALUES(a)} is the row that was to be inserted, read as the table is. */
    private void insertedValue(Expr.InsertedValue value, Scope scope) {
        String key = context.key(value.column().column().value());
        for (Relation relation : scope.relations()) {
            Column own = relation.named(key);
            Column column = own == null ? relation.alsoNamed(key) : own;
            if (column == null || relation.table() == null) {
                continue;
            }
            if (!column.isPhysical() || !context.key(column.physical()).equals(key)) {
                context.edits()
                        .rename(value.span(), column.text(physical -> "VALUES(" + context.quote(physical) + ")"));
            }
            return;
        }
    }

    private static boolean isLeaf(Expr expr) {
        return expr instanceof Expr.Parameter
                || expr instanceof Expr.Literal
                || expr instanceof Expr.Default
                || expr instanceof Expr.CurrentOf
                || expr instanceof Expr.Variable;
    }

    /**
     * Sends a column under its physical name.
     *
     * @param distinguish whether an unqualified name would be taken for a label: then it is sent with its relation's name
     */
    void column(Expr.ColumnRef reference, Scope scope, boolean distinguish) {
        if (!reference.qualifier().isEmpty()) {
            qualified(reference, scope);
            return;
        }
        String name = context.key(reference.column().value());
        Scope.Meaning meaning = scope.find(name);
        if (meaning instanceof Scope.Meaning.OneColumn found) {
            unqualified(reference, found, scope, distinguish);
        } else if (meaning instanceof Scope.Meaning.Ambiguous ambiguous) {
            ambiguous(reference, ambiguous.candidates());
        } else if (meaning instanceof Scope.Meaning.WholeRow row) {
            if (context.dialect().isMySql()) {
                return;
            }
            refuseRow(row.relation(), reference.span());
        } else if (meaning instanceof Scope.Meaning.Uncertain uncertain) {
            throw uncertain(reference, uncertain.relation());
        } else if (scope.isHiddenHere(name, null)) {
            refuseHidden(reference);
        }
    }

    private void refuseHidden(Expr.ColumnRef reference) {
        throw context.refuse(
                "column \"" + reference.column().value()
                        + "\" isn't one of either shape, but a part of how it is converted: if another table's is meant,"
                        + " qualify it",
                reference.span());
    }

    private void unqualified(
            Expr.ColumnRef reference, Scope.Meaning.OneColumn found, Scope scope, boolean distinguish) {
        Relation relation = found.relation();
        Column column = found.column();
        if (!column.isPhysical()) {
            computed(reference, column, relation, scope);
            return;
        }
        String physical = column.physical();
        String key = context.key(physical);
        boolean asWritten = key.equals(context.key(reference.column().value()));
        boolean plain =
                asWritten ? !scope.isHiddenHere(key, relation) : !distinguish && scope.isPlainlyOf(relation, key);
        if (asWritten && plain) {
            return;
        }
        if (!asWritten) {
            context.sentDifferently(reference.column());
        }
        String sent = context.quote(physical);
        context.edits().rename(reference.span(), plain ? sent : qualifier(reference, relation, scope) + sent);
    }

    /** Sends the expression that gives a column, or has the table shown where its columns can't be named. */
    private void computed(Expr.ColumnRef reference, Column column, Relation relation, Scope scope) {
        if (!isReachable(relation, scope) && relation.reference() != null) {
            context.show(relation.reference());
            return;
        }
        String prefix = qualifier(reference, relation, scope);
        context.sentComputed(reference.column(), column, relation.table());
        Column sent = outward(column, relation, scope);
        context.edits().rename(reference.span(), sent.text(physical -> prefix + context.quote(physical)));
    }

    /** Of which query an aggregate is, the columns in it decide: what stands for one of another query has to name one, too. */
    private Column outward(Column column, Relation relation, Scope scope) {
        MappedTable table = relation.table();
        boolean ofThisQuery = scope.relations().contains(relation) && !context.dependsOnRows();
        if (table == null || column.loose() == null || ofThisQuery) {
            return column;
        }
        return context.neverNull(table)
                .map(neverNull -> column.optional(neverNull, context.dialect()))
                .orElse(column);
    }

    /** An expression can't be followed by a subscript as a name can. */
    private void enclose(Expr operand) {
        if (operand instanceof Expr.ColumnRef column && context.isSentComputed(column.column())) {
            context.edits().before(operand.span(), Edits.text("("));
            context.edits().behind(operand.span(), Edits.text(")"));
        }
    }

    private static boolean isReachable(Relation relation, Scope scope) {
        String name = relation.name();
        return name != null && relation.equals(scope.relation(name));
    }

    private String qualifier(Expr.ColumnRef reference, Relation relation, Scope scope) {
        String name = relation.name();
        if (name == null || !isReachable(relation, scope)) {
            throw context.refuse(
                    "column reference \"" + reference.column().value() + "\" can't be told apart from another: "
                            + "qualify it with an alias of its table",
                    reference.span());
        }
        String schema = relation.schema();
        boolean shared = scope.relationsCalled(name) > 1;
        return (shared && schema != null ? context.quote(schema) + "." : "") + context.quote(name) + ".";
    }

    private void qualified(Expr.ColumnRef reference, Scope scope) {
        List<Name> qualifier = reference.qualifier();
        Name table = qualifier.get(qualifier.size() - 1);
        String schema = qualifier.size() < 2
                ? null
                : qualifier.get(qualifier.size() - 2).value();
        Relation relation =
                scope.relation(schema == null ? null : context.tableKey(schema), context.tableKey(table.value()));
        Name name = reference.column();
        if (relation == null) {
            refuseLostQualifier(reference, scope, table, schema);
            return;
        }
        String key = context.key(name.value());
        Column column = relation.named(key);
        Column meant = column == null ? relation.alsoNamed(key) : column;
        if (meant == null) {
            if (relation.hides(key)) {
                refuseHidden(reference);
            }
            return;
        }
        if (!meant.isPhysical()) {
            String prefix = new Span(reference.span().start(), name.span().start())
                    .of(context.edits().sql());
            context.sentComputed(name, meant, relation.table());
            Column sent = outward(meant, relation, scope);
            context.edits().rename(reference.span(), sent.text(physical -> prefix + context.quote(physical)));
        } else if (!context.key(meant.physical()).equals(key)) {
            context.sentDifferently(name);
            context.edits().rename(name.span(), context.quote(meant.physical()));
        }
    }

    /** A table that a subquery stands in for has no schema any more; and {@code s.t} may be the row of a table. */
    private void refuseLostQualifier(Expr.ColumnRef reference, Scope scope, Name table, @Nullable String schema) {
        Relation shown = schema == null ? null : scope.relation(table.value());
        if (shown != null && shown.reference() != null && context.isShown(shown.reference())) {
            throw context.refuse(
                    "a column qualified with its schema, of a table that is joined by NATURAL or USING or used as a"
                            + " whole row: qualify it with an alias",
                    reference.span());
        }
        Relation row = scope.relation(table.value(), reference.column().value());
        if (row != null) {
            refuseRow(row, reference.span());
        }
    }

    private void ambiguous(Expr.ColumnRef reference, List<Scope.Meaning.OneColumn> candidates) {
        Column first = candidates.get(0).column();
        boolean alike = first.isPhysical()
                && candidates.stream().allMatch(candidate -> candidate.column().isSentAs(first.physical()));
        if (!alike) {
            throw context.refuse(
                    "column reference \"" + reference.column().value() + "\" is ambiguous", reference.span());
        }
        if (!context.key(first.physical()).equals(context.key(reference.column().value()))) {
            context.sentDifferently(reference.column());
            context.edits().rename(reference.span(), context.quote(first.physical()));
        }
    }

    private RefusedException uncertain(Expr.ColumnRef reference, Relation relation) {
        return context.refuse(
                "column reference \"" + reference.column().value() + "\" may belong to \"" + relation.name()
                        + "\" or to a relation whose columns aren't known: qualify it with its table",
                reference.span());
    }

    private void call(Expr.Call call, Scope scope, @Nullable CommonTables common) {
        boolean takesRows = call.name().size() == 1
                && ROW_FUNCTIONS.contains(call.function().value().toLowerCase(Locale.ROOT));
        for (Expr argument : call.arguments()) {
            if (takesRows && showRow(argument, scope)) {
                continue;
            }
            visit(argument, scope, common);
            if (NAMED_BY_COLUMN.contains(call.function().value())
                    && argument instanceof Expr.ColumnRef column
                    && context.isSentDifferently(column.column())) {
                context.edits()
                        .behind(
                                argument.span(),
                                Edits.text(
                                        " AS " + context.quote(column.column().value())));
            }
        }
        walkOrder(call.orderBy(), scope, common);
        walk(call.filter(), scope, common);
        walkWindow(call.over(), scope, common);
    }

    private void operation(Expr.Operation operation, Scope scope, @Nullable CommonTables common) {
        boolean asksForRow = operation.operator().equals("IS NULL")
                || operation.operator().equals("IS NOT NULL")
                || operation.operator().equals("ISNULL")
                || operation.operator().equals("NOTNULL");
        for (Expr operand : operation.operands()) {
            if (!(asksForRow && showRow(operand, scope))) {
                visit(operand, scope, common);
            }
        }
    }

    private void row(Expr.Row row, Scope scope, @Nullable CommonTables common) {
        for (Expr field : row.fields()) {
            if (field instanceof Expr.Star star) {
                stars.expandValues(star, scope);
            } else {
                visit(field, scope, common);
            }
        }
    }

    private void fieldAccess(Expr.FieldAccess access, Scope scope, @Nullable CommonTables common) {
        Relation row = wholeRow(access.operand(), scope);
        if (row == null) {
            visit(access.operand(), scope, common);
            return;
        }
        showRow(access.operand(), scope);
        String field = access.field().value();
        Column column = row.named(field) == null ? row.alsoNamed(field) : null;
        if (column != null && column.isPhysical()) {
            context.sentDifferently(access.field());
            context.edits().rename(access.field().span(), context.quote(column.physical()));
        }
    }

    /** The relation whose whole row an expression means; null if it means something else. */
    private @Nullable Relation wholeRow(Expr expr, Scope scope) {
        if (expr instanceof Expr.Parens parens) {
            return wholeRow(parens.inner(), scope);
        }
        if (expr instanceof Expr.Star star && !star.qualifier().isEmpty()) {
            return Stars.qualified(star, scope, context);
        }
        if (!(expr instanceof Expr.ColumnRef reference)) {
            return null;
        }
        String name = reference.column().value();
        if (reference.qualifier().isEmpty()) {
            return scope.find(name) instanceof Scope.Meaning.WholeRow row ? row.relation() : null;
        }
        String schema =
                reference.qualifier().get(reference.qualifier().size() - 1).value();
        return scope.relation(schema) == null ? scope.relation(schema, name) : null;
    }

    /** Has the table shown in the application's shape if the expression is its whole row. */
    private boolean showRow(Expr expr, Scope scope) {
        Relation relation = wholeRow(expr, scope);
        if (relation == null) {
            return false;
        }
        if (relation.table() != null) {
            if (relation.reference() == null) {
                refuseRow(relation, expr.span());
            } else {
                context.show(relation.reference());
            }
        }
        return true;
    }

    private void refuseRow(Relation relation, Span at) {
        if (relation.table() != null) {
            throw context.refuse(
                    relation.table(),
                    "a whole row of table " + relation.table().id() + ", whose columns change: name the columns",
                    at);
        }
    }

    private void refuseStar(Expr.Star star, Scope scope) {
        for (Relation relation : Stars.shownBy(star, scope, context)) {
            refuseRow(relation, star.span());
        }
    }

    private void refuseRowType(Expr.Cast cast) {
        String type = cast.type().of(context.edits().sql());
        for (MappedTable table : context.tablesNamedIn(type)) {
            throw context.refuse(
                    table, "a cast to the row type of table " + table.id() + ", whose columns change", cast.type());
        }
    }
}
