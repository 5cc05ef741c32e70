package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A SET clause of which columns are computed, where all right sides see the old row, as in PostgreSQL. What is needed
 * more than once and may differ each time is computed once, in the query of one assignment to several columns. Confined
 * to one thread.
 */
final class ConvertedAssignments {

    /**
     * One column with its value.
     *
     * @param value null if it comes from a query
     * @param query the place of that query; -1 for none
     * @param column the place of the column in that query
     */
    private record Target(TargetColumn column, @Nullable Expr value, int query, int column0) {}

    private final Context context;
    private final MappedTable table;
    private final Relation target;
    private final Writing writing;
    private final List<Assignment> assignments;
    private final List<Target> targets = new ArrayList<>();
    private final List<Expr.Subquery> queries = new ArrayList<>();
    private final List<Integer> queryWidths = new ArrayList<>();
    private final String once;
    private final String fromQuery;

    ConvertedAssignments(
            Context context, MappedTable table, Relation target, Writing writing, List<Assignment> assignments) {
        this.context = context;
        this.table = table;
        this.target = target;
        this.writing = writing;
        this.assignments = assignments;
        this.once = context.freshName("crossfade_value");
        this.fromQuery = context.freshName("crossfade_values");
        for (Assignment assignment : assignments) {
            add(assignment);
        }
    }

    private void add(Assignment assignment) {
        List<TargetColumn> columns = Assignments.targets(assignment);
        Expr value = Assignments.value(assignment);
        if (assignment instanceof Assignment.Single) {
            targets.add(new Target(columns.get(0), value, -1, -1));
        } else if (value instanceof Expr.Subquery subquery) {
            for (int i = 0; i < columns.size(); i++) {
                targets.add(new Target(columns.get(i), null, queries.size(), i));
            }
            queries.add(subquery);
            queryWidths.add(columns.size());
        } else if (value instanceof Expr.Row row
                && row.fields().size() == columns.size()
                && row.fields().stream().noneMatch(Expr.Star.class::isInstance)) {
            for (int i = 0; i < columns.size(); i++) {
                targets.add(new Target(columns.get(i), row.fields().get(i), -1, -1));
            }
        } else {
            throw context.refuse(
                    table,
                    "a row of values that can't be told apart: write one assignment a column",
                    assignment.span());
        }
    }

    void rewrite() {
        refuseParts();
        List<Integer> together = together();
        List<Piece> pieces = new ArrayList<>();
        boolean placed = false;
        for (int i = 0; i < targets.size(); i++) {
            if (!together.contains(i)) {
                for (String name : writing.names(i)) {
                    add(pieces, assign(i, name));
                }
            } else if (!placed) {
                add(pieces, atOnce(together));
                placed = true;
            }
        }
        if (!placed) {
            for (Writing.Computed column : writing.computed()) {
                List<Piece> assignment = new ArrayList<>(List.of(Edits.text(context.quote(column.physical()) + " = ")));
                assignment.addAll(column.value().pieces(this::old, this::plain));
                add(pieces, assignment);
            }
        }
        if (pieces.isEmpty()) {
            String column = context.ownColumn(table, assignments.get(0).span());
            add(pieces, List.of(Edits.text(context.quote(column) + " = " + old(column))));
        }
        Span all = assignments
                .get(0)
                .span()
                .to(assignments.get(assignments.size() - 1).span());
        context.edits().replace(all, pieces.toArray(Piece[]::new));
    }

    /** Columns can't be computed from a part of another. */
    private void refuseParts() {
        for (int i = 0; i < targets.size(); i++) {
            TargetColumn column = targets.get(i).column();
            boolean whole = writing.names(i).size() == 1 && writing.uses(i) == 1;
            if (column.indirection() && !whole) {
                throw context.refuse(
                        table,
                        "a part of a column is assigned, which this phase needs as a whole: assign the whole",
                        column.span());
            }
        }
    }

    /** The places of the values that have to be computed in one query, together with the columns computed from them. */
    private List<Integer> together() {
        return IntStream.range(0, targets.size())
                .filter(i -> {
                    Target column = targets.get(i);
                    Expr value = column.value();
                    if (value != null) {
                        return writing.uses(i) > 1
                                && (writing.evaluated(i) != null || !Repeatable.is(value, context.dialect()));
                    }
                    return IntStream.range(0, targets.size())
                            .filter(j -> targets.get(j).query() == column.query())
                            .anyMatch(j ->
                                    writing.uses(j) != 1 || writing.names(j).size() != 1);
                })
                .boxed()
                .toList();
    }

    private List<Piece> assign(int index, String name) {
        Target column = targets.get(index);
        if (column.value() == null) {
            return column.column0() > 0 ? List.of() : wholeQuery(column.query());
        }
        Span written = column.column().name().span();
        boolean asWritten =
                context.key(name).equals(context.key(column.column().name().value()));
        return List.of(
                asWritten ? Edits.original(written) : Edits.text(context.quote(name)),
                Edits.original(new Span(written.end(), column.column().span().end())),
                Edits.text(" = "),
                plain(index));
    }

    private List<Piece> wholeQuery(int query) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).query() == query) {
                names.add(context.quote(writing.names(i).get(0)));
            }
        }
        return List.of(
                Edits.text("(" + context.list(names) + ") = "),
                Edits.original(queries.get(query).span()));
    }

    /** One assignment of several columns from a query of one row. */
    private List<Piece> atOnce(List<Integer> together) {
        List<String> names = new ArrayList<>();
        List<Piece> selected = new ArrayList<>();
        List<Piece> inner = new ArrayList<>();
        for (int index : together) {
            Piece value = Edits.text(placeOf(index));
            for (String name : writing.names(index)) {
                names.add(context.quote(name));
                add(selected, List.of(value));
            }
            if (targets.get(index).value() != null) {
                List<Piece> computed = List.of(plain(index), Edits.text(" AS v" + index));
                add(inner, computed);
            }
        }
        for (Writing.Computed column : writing.computed()) {
            names.add(context.quote(column.physical()));
            add(
                    selected,
                    column.value()
                            .pieces(
                                    this::old,
                                    index -> together.contains(index) ? Edits.text(placeOf(index)) : plain(index)));
        }
        if (names.isEmpty()) {
            // Nothing is kept of what the query finds, but it has to fail where it finds too much.
            String column =
                    context.ownColumn(table, assigned(), assignments.get(0).span());
            names.add(context.quote(column));
            add(selected, List.of(Edits.text(old(column))));
        }
        List<Piece> pieces = new ArrayList<>(List.of(Edits.text("(" + context.list(names) + ") = (SELECT ")));
        pieces.addAll(selected);
        pieces.add(Edits.text(" FROM (SELECT "));
        pieces.addAll(inner.isEmpty() ? List.of(Edits.text("1")) : inner);
        pieces.add(Edits.text((inner.isEmpty() ? "" : Assignments.onceARow(target, context)) + ") AS " + once));
        for (int query = 0; query < queries.size(); query++) {
            int number = query;
            if (together.stream().anyMatch(index -> targets.get(index).query() == number)) {
                List<String> columns = IntStream.rangeClosed(1, queryWidths.get(query))
                        .mapToObj(i -> "c" + i)
                        .toList();
                // Where the query finds no row, all its columns are NULL, and what follows is computed from that.
                pieces.add(Edits.text(" LEFT JOIN "));
                pieces.add(Edits.original(queries.get(query).span()));
                pieces.add(Edits.text(
                        " AS " + fromQuery + "_" + (query + 1) + " (" + context.list(columns) + ") ON true"));
            }
        }
        pieces.add(Edits.text(")"));
        return pieces;
    }

    private Set<String> assigned() {
        return targets.stream()
                .map(each -> context.key(each.column().name().value()))
                .collect(Collectors.toSet());
    }

    private String placeOf(int index) {
        Target column = targets.get(index);
        return column.value() != null
                ? once + ".v" + index
                : fromQuery + "_" + (column.query() + 1) + ".c" + (column.column0() + 1);
    }

    private Piece plain(int index) {
        String evaluated = writing.evaluated(index);
        return evaluated == null
                ? Edits.original(
                        Objects.requireNonNull(targets.get(index).value()).span())
                : Edits.text(evaluated);
    }

    private String old(String physical) {
        String name = target.name();
        return (name == null ? "" : context.quote(name) + ".") + context.quote(physical);
    }

    private static void add(List<Piece> list, List<Piece> element) {
        if (element.isEmpty()) {
            return;
        }
        if (!list.isEmpty()) {
            list.add(Edits.text(", "));
        }
        list.addAll(element);
    }
}
