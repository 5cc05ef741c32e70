package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MySQL's UPDATE of joined tables, and every other one whose assignments have no certain order. */
final class MultiUpdates {

    private final Context context;
    private final Outputs outputs;
    private final Queries queries;

    MultiUpdates(Context context, Outputs outputs, Queries queries) {
        this.context = context;
        this.outputs = outputs;
        this.queries = queries;
    }

    void update(Statement.MultiUpdate update, @Nullable CommonTables outer) {
        CommonTables common = queries.with(update.with(), outer);
        context.ignoring(update.ignore());
        Scope scope = outputs.from().scope(update.tables(), null, common);
        Map<Relation, List<Assignment.Single>> byTarget = new LinkedHashMap<>();
        for (Assignment assignment : update.assignments()) {
            if (!(assignment instanceof Assignment.Single single)) {
                throw context.refuse("an assignment to several columns at once", assignment.span());
            }
            Relation target = target(single.target(), scope);
            if (target != null && target.table() != null) {
                FromItem.TableRef reference = target.reference();
                if (reference != null) {
                    context.pin(reference, "an UPDATE of that table");
                }
                byTarget.computeIfAbsent(target, relation -> new ArrayList<>()).add(single);
            }
        }
        queries.fromItems(update.tables(), null, common);
        for (Assignment assignment : update.assignments()) {
            queries.expressions().walk(Assignments.value(assignment), scope, common);
        }
        byTarget.forEach((target, assignments) -> rewrite(target, assignments, scope));
        context.inCondition(() -> queries.expressions().walk(update.where(), scope, common));
        queries.expressions().walkOrder(update.orderBy(), scope, common);
        queries.expressions().walkAll(update.limits(), scope, common);
    }

    /** Rewrites assignments of one table that have no order either. */
    void assign(List<Assignment> assignments, Relation target, Scope scope, @Nullable CommonTables common) {
        List<Assignment.Single> singles = new ArrayList<>();
        for (Assignment assignment : assignments) {
            if (!(assignment instanceof Assignment.Single single)) {
                throw context.refuse("an assignment to several columns at once", assignment.span());
            }
            queries.expressions().walk(single.value(), scope, common);
            singles.add(single);
        }
        rewrite(target, singles, scope);
    }

    /** The table that a column is assigned in; null if it can't be one under migration. */
    private @Nullable Relation target(TargetColumn column, Scope scope) {
        String key = context.key(column.name().value());
        List<Name> qualifier = column.qualifier();
        if (!qualifier.isEmpty()) {
            String schema = qualifier.size() < 2
                    ? null
                    : context.tableKey(qualifier.get(qualifier.size() - 2).value());
            return scope.relation(
                    schema, context.tableKey(qualifier.get(qualifier.size() - 1).value()));
        }
        Scope.Meaning meaning = scope.find(key);
        if (meaning instanceof Scope.Meaning.OneColumn found) {
            return found.relation();
        }
        if (meaning instanceof Scope.Meaning.Uncertain || meaning instanceof Scope.Meaning.Ambiguous) {
            throw context.refuse(
                    "column \"" + column.name().value()
                            + "\" may belong to more than one table: qualify it with its table",
                    column.span());
        }
        return null;
    }

    private void rewrite(Relation target, List<Assignment.Single> assignments, Scope scope) {
        MappedTable table = Objects.requireNonNull(target.table());
        List<String> keys = assignments.stream()
                .map(single -> context.key(single.target().name().value()))
                .toList();
        Writing writing = new Writing(
                context,
                table,
                Writing.Kind.UPDATE,
                Writing.Sight.BEFORE,
                keys,
                index -> assignments.get(index).value() instanceof Expr.Default,
                assignments.get(0).span());
        new UnorderedAssignments(context, table, target, scope, assignments, writing).rewrite();
    }
}
