package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        List<String> names = strictestFirst(writing.names(0));
        if (writing.isPlain() && names.size() == 1) {
            String physical = names.get(0);
            if (!context.key(physical).equals(context.key(column.name().value()))) {
                context.edits().rename(column.name().span(), context.quote(physical));
            }
            return;
        }
        KeptValues kept = new KeptValues(context, table);
        Template value = value(writing, single, kept);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean first = i == 0 || writing.takesOwnDefaults(0);
            add(
                    pieces,
                    names.get(i),
                    first ? kept.before(pieces(value, single)) : List.of(Edits.text(stored(names.get(0)))));
        }
        Map<String, Template> earlier = earlier(writing, kept, single);
        for (Writing.Computed computed : writing.computed()) {
            Template sent = computed.value()
                    .with(physical -> earlier.getOrDefault(context.key(physical), Template.column(physical)))
                    .withValues(index -> value);
            List<Piece> given = pieces(sent, single);
            add(pieces, computed.physical(), sent.equals(Writing.Computed.DEFAULT) ? given : kept.before(given));
        }
        if (pieces.isEmpty()) {
            String nothing = context.ownColumn(table, single.span());
            add(pieces, nothing, List.of(Edits.text(stored(nothing))));
        }
        context.edits().replace(single.span(), pieces.toArray(Piece[]::new));
    }

    /** Where NULL is forgiven, a column that has none comes first: what it makes of one goes to the other, too. */
    private List<String> strictestFirst(List<String> names) {
        if (!context.isIgnoring() && context.mode().strict()) {
            return names;
        }
        Catalog.Relation relation = context.catalogRelation(table);
        return names.stream()
                .sorted(Comparator.comparing(name ->
                        relation.column(name).map(Catalog.Column::nullable).orElse(true)))
                .toList();
    }

    private List<Piece> pieces(Template template, Assignment.Single single) {
        return template.pieces(
                this::stored, index -> Edits.original(single.value().span()));
    }

    private String stored(String physical) {
        String name = target.name();
        return (name == null ? "" : context.quote(name) + ".") + context.quote(physical);
    }

    /** The value; where no column takes it as it is, each column that is computed from it needs it anew. */
    private Template value(Writing writing, Assignment.Single single, KeptValues kept) {
        String evaluated = writing.evaluated(0);
        Template value = evaluated == null ? Template.value(0) : Template.text(evaluated);
        boolean same = evaluated == null
                && Repeatable.is(single.value(), context.dialect())
                && !Parts.mayRead(single.value(), target, scope, context);
        if (same || writing.uses(0) < 2) {
            return value;
        }
        Piece piece = evaluated == null ? Edits.original(single.value().span()) : Edits.text(evaluated);
        return Template.text(
                kept.keep(piece, writing.storedType(0), single.value().span()));
    }

    /** By their keys, the columns that are to be read as they were when they have been assigned already. */
    private Map<String, Template> earlier(Writing writing, KeptValues kept, Assignment.Single single) {
        Map<String, Template> earlier = new HashMap<>();
        Set<String> given = new HashSet<>();
        writing.names(0).forEach(name -> given.add(context.key(name)));
        Set<String> assigned = new HashSet<>(given);
        for (Writing.Computed computed : writing.computed()) {
            for (Template.Part part : computed.value().parts()) {
                if (part instanceof Template.Part.Column column && assigned.contains(context.key(column.physical()))) {
                    String key = context.key(column.physical());
                    if (given.contains(key)) {
                        throw context.refuse(
                                table,
                                "a part of columns that change together is assigned: assign all of them, or read them"
                                        + " first",
                                single.span());
                    }
                    earlier.computeIfAbsent(
                            key,
                            missing -> kept.keepStored(column.physical(), stored(column.physical()), single.span()));
                }
            }
            assigned.add(context.key(computed.physical()));
        }
        return earlier;
    }

    private void add(List<Piece> pieces, String physical, List<Piece> value) {
        pieces.add(Edits.text((pieces.isEmpty() ? "" : ", ") + stored(physical) + " = "));
        pieces.addAll(value);
    }
}
