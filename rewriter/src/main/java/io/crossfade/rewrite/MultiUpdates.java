package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MySQL's UPDATE of joined tables, which doesn't promise an order of its assignments. What is computed from a value is
 * computed from the value itself, and stands in front of the assignment: so it is right whether or not it sees it.
 */
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
        List<Piece> computed = computed(writing, target, assignments);
        for (int i = 0; i < assignments.size(); i++) {
            Assignment.Single single = assignments.get(i);
            List<String> names = writing.names(i);
            if (writing.uses(i) > 1) {
                refuseUnlessRepeatable(
                        single, target, scope, table, !writing.computed().isEmpty());
            }
            if (names.isEmpty()) {
                String nothing = sent(target, context.ownColumn(table, single.span()));
                Piece[] instead = computed.isEmpty()
                        ? new Piece[] {Edits.text(nothing + " = " + nothing)}
                        : computed.toArray(Piece[]::new);
                context.edits().replace(single.span(), instead);
                computed.clear();
            } else if (names.size() == 1) {
                rename(single, target, names.get(0), scope);
            } else {
                // The side that is read comes last: the other one's value is computed before it changes.
                MappedColumn renamed = Objects.requireNonNull(table.renamed(keys.get(i)));
                String last = renamed.readName();
                String first = names.get(0).equals(last) ? names.get(1) : names.get(0);
                context.edits()
                        .replace(
                                single.span(),
                                Edits.text(sent(target, first) + " = "),
                                Edits.original(single.value().span()),
                                Edits.text(", " + sent(target, last) + " = "),
                                Edits.original(single.value().span()));
            }
        }
        if (!computed.isEmpty()) {
            computed.add(Edits.text(", "));
            context.edits().before(assignments.get(0).span(), computed.toArray(Piece[]::new));
        }
    }

    private List<Piece> computed(Writing writing, Relation target, List<Assignment.Single> assignments) {
        List<Piece> pieces = new ArrayList<>();
        Set<String> assigned = new HashSet<>();
        // What is computed last is computed from the others, and must still find them as they were.
        List<Writing.Computed> columns = new ArrayList<>(writing.computed());
        Collections.reverse(columns);
        for (Writing.Computed column : columns) {
            for (Template.Part part : column.value().parts()) {
                if (part instanceof Template.Part.Column read && assigned.contains(read.physical())) {
                    throw context.refuse(
                            Objects.requireNonNull(target.table()),
                            "an UPDATE of several tables changes some of the columns that change together: change all",
                            assignments.get(0).span());
                }
            }
            assigned.add(column.physical());
            pieces.add(Edits.text((pieces.isEmpty() ? "" : ", ") + sent(target, column.physical()) + " = "));
            pieces.addAll(column.value()
                    .pieces(
                            physical -> sent(target, physical),
                            index -> Edits.original(
                                    assignments.get(index).value().span())));
        }
        return pieces;
    }

    private void refuseUnlessRepeatable(
            Assignment.Single single, Relation target, Scope scope, MappedTable table, boolean computes) {
        boolean reads = computes && Parts.mayRead(single.value(), target, scope, context);
        if (reads || !Repeatable.is(single.value(), context.dialect())) {
            throw context.refuse(
                    table,
                    "an UPDATE of several tables needs a value more than once that may differ each time, or that depends"
                            + " on what is assigned: compute it beforehand",
                    single.value().span());
        }
    }

    private void rename(Assignment.Single single, Relation target, String physical, Scope scope) {
        TargetColumn column = single.target();
        String key = context.key(physical);
        if (key.equals(context.key(column.name().value()))) {
            return;
        }
        boolean plain = !column.qualifier().isEmpty() || scope.isPlainlyOf(target, key);
        context.edits().rename(column.name().span(), plain ? context.quote(physical) : sent(target, physical));
    }

    private String sent(Relation target, String physical) {
        String name = target.name();
        return (name == null ? "" : context.quote(name) + ".") + context.quote(physical);
    }
}
