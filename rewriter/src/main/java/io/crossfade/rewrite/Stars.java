package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a star stands for once a table has columns that the application doesn't know, or not in that order. */
final class Stars {

    private final Context context;

    Stars(Context context) {
        this.context = context;
    }

    /** The relation of {@code t.*}; null if the scope has none of that name. */
    static @Nullable Relation qualified(Expr.Star star, Scope scope, Context context) {
        List<Name> qualifier = star.qualifier();
        String schema = qualifier.size() < 2
                ? null
                : qualifier.get(qualifier.size() - 2).value();
        return scope.relation(
                schema == null ? null : context.tableKey(schema),
                context.tableKey(qualifier.get(qualifier.size() - 1).value()));
    }

    /** The relations that a star shows. */
    static List<Relation> shownBy(Expr.Star star, Scope scope, Context context) {
        if (star.qualifier().isEmpty()) {
            return scope.relations();
        }
        Relation relation = qualified(star, scope, context);
        return relation == null ? List.of() : List.of(relation);
    }

    /** What a star shows, as RETURNING has to list it. */
    String all(Scope scope, Span at) {
        boolean alone = scope.relations().size() == 1;
        List<String> parts = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            parts.add(relation.table() == null ? all(relation, at) : columns(relation, !alone, true));
        }
        return context.list(parts);
    }

    /** Writes out a star of a select list if it shows a table under migration. */
    void expand(Expr.Star star, Scope scope) {
        List<Relation> shown = shownBy(star, scope, context);
        if (shown.stream().noneMatch(relation -> relation.table() != null)) {
            return;
        }
        if (star.qualifier().isEmpty() && !scope.merged().isEmpty()) {
            shown.forEach(relation -> show(relation, star));
            return;
        }
        boolean alone = scope.relations().size() == 1;
        List<String> parts = new ArrayList<>();
        for (Relation relation : shown) {
            parts.add(relation.table() == null ? all(relation, star.span()) : columns(relation, !alone, true));
        }
        context.edits().replace(star.span(), Edits.text(context.list(parts)));
    }

    /** Writes out a star where it stands for values, as in {@code ROW(t.*)}. */
    void expandValues(Expr.Star star, Scope scope) {
        for (Relation relation : shownBy(star, scope, context)) {
            if (relation.table() != null) {
                context.edits().replace(star.span(), Edits.text(columns(relation, true, false)));
            }
        }
    }

    private void show(Relation relation, Expr.Star star) {
        MappedTable table = relation.table();
        if (table == null) {
            return;
        }
        if (relation.reference() == null) {
            throw context.refuse(table, "a star over columns that USING or NATURAL merges", star.span());
        }
        context.show(relation.reference());
    }

    private String all(Relation relation, Span at) {
        String name = relation.name();
        if (name == null) {
            throw context.refuse("a star that shows a subquery without a name: give it an alias", at);
        }
        return context.quote(name) + ".*";
    }

    /** The columns of a relation as a select list, with the labels that the application expects. */
    String columns(Relation relation, boolean qualified, boolean labelled) {
        String prefix = qualified && relation.name() != null ? context.quote(relation.name()) + "." : "";
        List<String> columns = new ArrayList<>();
        for (Column column : relation.columns()) {
            if (!column.isPhysical()) {
                context.sentComputed();
            }
            String sent = column.text(physical -> prefix + context.quote(physical));
            boolean relabel = labelled && !column.isSentAs(column.name());
            columns.add(relabel ? sent + " AS " + context.quote(column.name()) : sent);
        }
        return context.list(columns);
    }
}
