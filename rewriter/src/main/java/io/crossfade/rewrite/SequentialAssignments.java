package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Assignments that MySQL and MariaDB carry out from left to right, each seeing what those before it have stored. What is
 * computed from a column is assigned directly behind it, from what the column has become; so the value is computed once
 * and coerced by the database itself.
 */
final class SequentialAssignments {

    private final Context context;
    private final MappedTable table;
    private final Relation target;
    private final Scope scope;

    SequentialAssignments(Context context, MappedTable table, Relation target, Scope scope) {
        this.context = context;
        this.table = table;
        this.target = target;
        this.scope = scope;
    }

    void rewrite(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            if (!(assignment instanceof Assignment.Single single)) {
                throw context.refuse(table, "an assignment to several columns at once", assignment.span());
            }
            rewrite(single);
        }
    }

    private void rewrite(Assignment.Single single) {
        TargetColumn column = single.target();
        Writing writing = new Writing(
                context,
                table,
                Writing.Kind.UPDATE,
                Writing.Sight.ASSIGNED,
                List.of(context.key(column.name().value())),
                index -> single.value() instanceof Expr.Default,
                column.span());
        List<String> names = writing.names(0);
        if (writing.isPlain() && names.size() == 1) {
            String physical = names.get(0);
            if (!context.key(physical).equals(context.key(column.name().value()))) {
                context.edits().rename(column.name().span(), context.quote(physical));
            }
            return;
        }
        List<Piece> pieces = new ArrayList<>();
        Set<String> assigned = new HashSet<>();
        for (String name : names) {
            boolean first = assigned.isEmpty() || writing.takesOwnDefaults(0);
            Piece value = first ? value(writing, single) : Edits.text(stored(names.get(0)));
            add(pieces, name, List.of(value));
            assigned.add(context.key(name));
        }
        refuseTwice(single, writing);
        for (Writing.Computed computed : writing.computed()) {
            refuseStale(computed, assigned, single);
            add(pieces, computed.physical(), computed.value().pieces(this::stored, index -> value(writing, single)));
            assigned.add(context.key(computed.physical()));
        }
        if (pieces.isEmpty()) {
            String nothing = context.ownColumn(table, single.span());
            add(pieces, nothing, List.of(Edits.text(stored(nothing))));
        }
        context.edits().replace(single.span(), pieces.toArray(Piece[]::new));
    }

    private static Piece value(Writing writing, Assignment.Single single) {
        String evaluated = writing.evaluated(0);
        return evaluated == null ? Edits.original(single.value().span()) : Edits.text(evaluated);
    }

    private String stored(String physical) {
        String name = target.name();
        return (name == null ? "" : context.quote(name) + ".") + context.quote(physical);
    }

    /** Where no column takes the value as it is, each column that is computed from it needs it anew. */
    private void refuseTwice(Assignment.Single single, Writing writing) {
        if (writing.uses(0) < 2) {
            return;
        }
        if (Parts.mayRead(single.value(), target, scope, context)
                || !Repeatable.is(single.value(), context.dialect())) {
            throw context.refuse(
                    table,
                    "a value that is needed more than once, and may differ each time or depends on what is assigned:"
                            + " compute it beforehand",
                    single.value().span());
        }
    }

    /** A column that is to be read as it was may have been assigned already. */
    private void refuseStale(Writing.Computed computed, Set<String> assigned, Assignment.Single single) {
        for (Template.Part part : computed.value().parts()) {
            if (part instanceof Template.Part.Column column && assigned.contains(context.key(column.physical()))) {
                throw context.refuse(
                        table,
                        "a part of columns that change together is assigned: assign all of them, or read them first",
                        single.span());
            }
        }
    }

    private void add(List<Piece> pieces, String physical, List<Piece> value) {
        pieces.add(Edits.text((pieces.isEmpty() ? "" : ", ") + stored(physical) + " = "));
        pieces.addAll(value);
    }
}
