package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rewrites a SET clause, so that a column under migration is written wherever its phase says, from one evaluation. */
final class Assignments {

    private final Context context;
    private final Expressions expressions;

    Assignments(Context context, Expressions expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    void rewrite(List<Assignment> assignments, Relation target, Scope scope, @Nullable CommonTables common) {
        for (Assignment assignment : assignments) {
            expressions.walk(value(assignment), scope, common);
            for (TargetColumn column : targets(assignment)) {
                expressions.walkAll(column.subscripts(), scope, common);
            }
        }
        MappedTable table = target.table();
        if (table == null || assignments.isEmpty()) {
            return;
        }
        if (context.dialect().isMySql()) {
            new SequentialAssignments(context, table, target, scope).rewrite(assignments);
            return;
        }
        Set<String> assigned = new HashSet<>();
        List<String> keys = new ArrayList<>();
        List<Boolean> defaults = new ArrayList<>();
        for (Assignment assignment : assignments) {
            for (TargetColumn column : targets(assignment)) {
                refuseTwice(column, table, assigned);
                keys.add(context.key(column.name().value()));
            }
            defaults.addAll(defaults(assignment));
        }
        Writing writing = new Writing(
                context,
                table,
                Writing.Kind.UPDATE,
                Writing.Sight.BEFORE,
                keys,
                defaults::get,
                assignments.get(0).span());
        if (writing.isPlain()) {
            int index = 0;
            for (Assignment assignment : assignments) {
                rewrite(assignment, target, writing, index);
                index += targets(assignment).size();
            }
        } else {
            new ConvertedAssignments(context, table, target, writing, assignments).rewrite();
        }
    }

    private static List<Boolean> defaults(Assignment assignment) {
        int count = targets(assignment).size();
        if (value(assignment) instanceof Expr.Row row && row.fields().size() == count) {
            return row.fields().stream().map(Expr.Default.class::isInstance).toList();
        }
        return Collections.nCopies(count, value(assignment) instanceof Expr.Default);
    }

    static Expr value(Assignment assignment) {
        return assignment instanceof Assignment.Single single
                ? single.value()
                : ((Assignment.Multiple) assignment).value();
    }

    static List<TargetColumn> targets(Assignment assignment) {
        return assignment instanceof Assignment.Single single
                ? List.of(single.target())
                : ((Assignment.Multiple) assignment).targets().columns();
    }

    /** Under its old and its new name a column would pass the database's own check for repeated ones. */
    private void refuseTwice(TargetColumn column, MappedTable table, Set<String> assigned) {
        String key = context.key(column.name().value());
        MappedColumn renamed = table.renamed(key);
        String logical = renamed == null ? key : context.key(renamed.name());
        if (!assigned.add(logical) && !column.indirection() && !logical.equals(key)) {
            throw context.refuse(table, "column \"" + column.name().value() + "\" is assigned twice", column.span());
        }
    }

    private void rewrite(Assignment assignment, Relation target, Writing writing, int first) {
        List<TargetColumn> targets = targets(assignment);
        boolean twice = IntStream.range(first, first + targets.size())
                .anyMatch(index -> writing.names(index).size() > 1);
        if (!twice) {
            for (int i = 0; i < targets.size(); i++) {
                rename(targets.get(i), writing.names(first + i).get(0));
            }
        } else if (assignment instanceof Assignment.Single single) {
            context.edits()
                    .replace(
                            single.span(), pieces(both(single.target(), single.value(), writing.names(first), target)));
        } else if (assignment instanceof Assignment.Multiple multiple) {
            both(multiple, target, writing, first);
        }
    }

    private void rename(TargetColumn target, String physical) {
        Name name = target.name();
        if (!context.key(physical).equals(context.key(name.value()))) {
            context.edits().rename(name.span(), context.quote(physical));
        }
    }

    private void both(Assignment.Multiple multiple, Relation target, Writing writing, int first) {
        if (multiple.value() instanceof Expr.Subquery subquery) {
            bothFromQuery(multiple, subquery, writing, first);
            return;
        }
        List<TargetColumn> targets = multiple.targets().columns();
        if (!(multiple.value() instanceof Expr.Row row)
                || row.fields().size() != targets.size()
                || row.fields().stream().anyMatch(Expr.Star.class::isInstance)) {
            throw context.refuse(
                    Objects.requireNonNull(target.table()),
                    "a row of values that can't be told apart: write one assignment a column",
                    multiple.span());
        }
        // All right sides see the old row, so one assignment of a row is as good as one of each field.
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (i > 0) {
                all.add(Edits.text(", "));
            }
            all.addAll(both(targets.get(i), row.fields().get(i), writing.names(first + i), target));
        }
        context.edits().replace(multiple.span(), pieces(all));
    }

    private List<Piece> both(TargetColumn target, Expr value, List<String> columns, Relation relation) {
        Span indirection = new Span(target.name().span().end(), target.span().end());
        Piece text = Edits.original(value.span());
        List<String> names = columns.stream().map(context::quote).toList();
        if (names.size() == 1) {
            boolean asWritten =
                    context.key(columns.get(0)).equals(context.key(target.name().value()));
            Piece name = asWritten ? Edits.original(target.name().span()) : Edits.text(names.get(0));
            return List.of(name, Edits.original(indirection), Edits.text(" = "), text);
        }
        if (target.indirection()) {
            // The second column may not have the first one's value yet, so a part of it isn't enough.
            throw context.refuse(
                    Objects.requireNonNull(relation.table()),
                    "a part of a column is assigned, which this phase writes twice: assign the whole",
                    target.span());
        }
        if (Repeatable.is(value, context.dialect())) {
            return List.of(Edits.text(names.get(0) + " = "), text, Edits.text(", " + names.get(1) + " = "), text);
        }
        String once = context.freshName("crossfade_value");
        return List.of(
                Edits.text("(" + context.list(names) + ") = (SELECT " + once + ".v, " + once + ".v FROM (SELECT "),
                text,
                Edits.text(" AS v" + onceARow(relation, context) + ") AS " + once + ")"));
    }

    /**
     * What makes a query depend on the row that is assigned to. PostgreSQL computes one that doesn't only once for the whole
     * statement, and so would give all rows the same of a value that may differ each time.
     */
    static String onceARow(Relation relation, Context context) {
        String name = relation.name();
        return " WHERE " + (name == null ? "" : context.quote(name) + ".") + "ctid IS NOT NULL";
    }

    private void bothFromQuery(Assignment.Multiple multiple, Expr.Subquery subquery, Writing writing, int first) {
        List<TargetColumn> targets = multiple.targets().columns();
        List<String> results = new ArrayList<>(
                IntStream.rangeClosed(1, targets.size()).mapToObj(i -> "c" + i).toList());
        String columns = context.list(results);
        List<String> again = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            List<String> names = writing.names(first + i);
            rename(targets.get(i), names.get(0));
            if (names.size() > 1) {
                again.add(context.quote(names.get(1)));
                results.add("c" + (i + 1));
            }
        }
        TargetColumn last = targets.get(targets.size() - 1);
        context.edits().behind(last.span(), Edits.text(", " + context.list(again)));
        String once = context.freshName("crossfade_values");
        context.edits()
                .replace(
                        subquery.span(),
                        Edits.text("(SELECT " + context.list(results) + " FROM "),
                        Edits.original(subquery.span()),
                        Edits.text(" AS " + once + " (" + columns + "))"));
    }

    private static Piece[] pieces(List<Piece> pieces) {
        return pieces.toArray(Piece[]::new);
    }
}
