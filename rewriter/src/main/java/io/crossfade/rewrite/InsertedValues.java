package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives some of the values of an INSERT to a second column each, behind all others. A value that may differ each time it
 * is computed is computed once: in a common table expression where the source is VALUES, else in a subquery around the
 * source.
 */
final class InsertedValues {

    /** What PostgreSQL's protocol takes in one statement. */
    private static final int MOST_PARAMETERS = 65_535;

    private final Context context;
    private final Outputs outputs;

    InsertedValues(Context context, Outputs outputs) {
        this.context = context;
        this.outputs = outputs;
    }

    /** @param twice which of the listed columns get a second column */
    void repeat(
            Statement.Insert insert,
            Statement.Query source,
            List<String> listed,
            List<Integer> twice,
            MappedTable table,
            @Nullable CommonTables common) {
        if (source.body() instanceof QueryBody.Values values
                && source.with() == null
                && source.orderBy().isEmpty()
                && source.limits().isEmpty()) {
            if (hasRoomFor(values, twice)) {
                rows(insert, values, twice);
            } else {
                refuseDefaults(values, table);
                wrap(insert, source, listed, twice, table);
            }
            return;
        }
        List<Runnable> edits = new ArrayList<>();
        if (append(source, twice, outputs.with(source.with(), common), edits)) {
            edits.forEach(Runnable::run);
        } else {
            wrap(insert, source, listed, twice, table);
        }
    }

    /** Whether the repeated parameters are no more than the protocol can send. */
    private boolean hasRoomFor(QueryBody.Values values, List<Integer> twice) {
        int count = context.edits().parameters();
        for (Expr.Row row : values.rows()) {
            for (int index : twice) {
                if (index < row.fields().size()) {
                    count +=
                            context.edits().parametersIn(row.fields().get(index).span());
                }
            }
        }
        return count <= MOST_PARAMETERS;
    }

    private void refuseDefaults(QueryBody.Values values, MappedTable table) {
        for (Expr.Row row : values.rows()) {
            for (Expr field : row.fields()) {
                if (field instanceof Expr.Default) {
                    throw context.refuse(
                            table,
                            "DEFAULT among more than " + MOST_PARAMETERS
                                    + " parameters, some of which are written twice: send fewer rows at once",
                            field.span());
                }
            }
        }
    }

    private void rows(Statement.Insert insert, QueryBody.Values values, List<Integer> twice) {
        String stem = context.freshName("crossfade_row");
        List<Piece> computed = new ArrayList<>();
        for (int i = 0; i < values.rows().size(); i++) {
            row(values.rows().get(i), twice, stem + "_" + (i + 1), computed);
        }
        if (computed.isEmpty()) {
            return;
        }
        Statement.With with = insert.with();
        if (with == null) {
            computed.set(0, Edits.text("WITH"));
            computed.add(Edits.text(" "));
            context.edits().before(insert.span(), computed.toArray(Piece[]::new));
        } else {
            context.edits().behind(with.span(), computed.toArray(Piece[]::new));
        }
    }

    private void row(Expr.Row row, List<Integer> twice, String table, List<Piece> computed) {
        List<Piece> again = new ArrayList<>();
        List<Piece> once = new ArrayList<>();
        for (int index : twice) {
            if (index >= row.fields().size()) {
                continue;
            }
            Expr value = row.fields().get(index);
            again.add(Edits.text(", "));
            if (Repeatable.is(value)) {
                again.add(Edits.original(value.span()));
            } else {
                String name = "v" + index;
                Piece computedValue = Edits.text("(SELECT " + name + " FROM " + table + ")");
                once.add(Edits.text(once.isEmpty() ? "" : ", "));
                once.add(Edits.original(value.span()));
                once.add(Edits.text(" AS " + name));
                context.edits().replace(value.span(), computedValue);
                again.add(computedValue);
            }
        }
        if (!again.isEmpty()) {
            Span last = row.fields().get(row.fields().size() - 1).span();
            context.edits().behind(last, again.toArray(Piece[]::new));
        }
        if (!once.isEmpty()) {
            computed.add(Edits.text(","));
            computed.add(Edits.text(" " + table + " AS MATERIALIZED (SELECT "));
            computed.addAll(once);
            computed.add(Edits.text(")"));
        }
    }

    /** Collects the edits that repeat the columns at the end of each select list; false if one can't be repeated. */
    private boolean append(
            Statement.Query query, List<Integer> twice, @Nullable CommonTables common, List<Runnable> edits) {
        List<QueryBody> bodies = new ArrayList<>(List.of(query.body()));
        for (int i = 0; i < bodies.size(); i++) {
            QueryBody body = bodies.get(i);
            if (body instanceof QueryBody.SetOperation operation) {
                bodies.add(operation.left());
                bodies.add(operation.right());
            } else if (body instanceof QueryBody.Nested nested) {
                if (!append(nested.query(), twice, outputs.with(nested.query().with(), common), edits)) {
                    return false;
                }
            } else if (body instanceof QueryBody.Select select) {
                if (!append(select, twice, common, edits)) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean append(
            QueryBody.Select select, List<Integer> twice, @Nullable CommonTables common, List<Runnable> edits) {
        List<Piece> columns = outputColumns(select, common);
        if (columns == null || select.items().isEmpty()) {
            return false;
        }
        List<Piece> again = new ArrayList<>();
        for (int index : twice) {
            Piece column = index < columns.size() ? columns.get(index) : NOT_REPEATABLE;
            if (column.equals(NOT_REPEATABLE)) {
                return false;
            }
            again.add(Edits.text(", "));
            again.add(column);
        }
        List<Statement.SelectItem> items = select.items();
        Span list = items.get(0).span().to(items.get(items.size() - 1).span());
        edits.add(() -> context.edits().behind(list, again.toArray(Piece[]::new)));
        return true;
    }

    private static final Piece NOT_REPEATABLE = Edits.text("");

    /** What to write to select each column of the list once more; null if a star hides how many there are. */
    private @Nullable List<Piece> outputColumns(QueryBody.Select select, @Nullable CommonTables common) {
        Scope scope = outputs.from().scope(select.from(), null, common);
        List<Piece> columns = new ArrayList<>();
        for (Statement.SelectItem item : select.items()) {
            if (item.expr() instanceof Expr.Star star) {
                if (star.qualifier().isEmpty() && !scope.merged().isEmpty()) {
                    return null;
                }
                for (Relation relation : Stars.shownBy(star, scope)) {
                    if (!relation.complete() || relation.name() == null) {
                        return null;
                    }
                    String prefix = context.quote(relation.name()) + ".";
                    relation.columns()
                            .forEach(column -> columns.add(Edits.text(prefix + context.quote(column.physical()))));
                }
            } else {
                columns.add(
                        Repeatable.is(item.expr()) ? Edits.original(item.expr().span()) : NOT_REPEATABLE);
            }
        }
        return columns;
    }

    private void wrap(
            Statement.Insert insert,
            Statement.Query source,
            List<String> listed,
            List<Integer> twice,
            MappedTable table) {
        typeConstants(source.body(), listed, insert, table);
        List<String> columns =
                IntStream.rangeClosed(1, listed.size()).mapToObj(i -> "c" + i).toList();
        List<String> selected = new ArrayList<>(columns);
        twice.forEach(index -> selected.add("c" + (index + 1)));
        String once = context.freshName("crossfade_values");
        context.edits()
                .replace(
                        source.span(),
                        Edits.text("SELECT " + context.list(selected) + " FROM ("),
                        Edits.original(source.span()),
                        Edits.text(") AS " + once + " (" + context.list(columns) + ")"));
    }

    /** In a subquery a bare parameter or constant no longer takes the type of the column it goes to. */
    private void typeConstants(QueryBody body, List<String> listed, Statement.Insert insert, MappedTable table) {
        if (body instanceof QueryBody.SetOperation operation) {
            typeConstants(operation.left(), listed, insert, table);
            typeConstants(operation.right(), listed, insert, table);
        } else if (body instanceof QueryBody.Nested nested) {
            typeConstants(nested.query().body(), listed, insert, table);
        } else if (body instanceof QueryBody.Select select) {
            List<Expr> values =
                    select.items().stream().map(Statement.SelectItem::expr).toList();
            if (values.stream().noneMatch(Expr.Star.class::isInstance)) {
                typeConstants(values, listed, insert, table);
            }
        } else if (body instanceof QueryBody.Values values) {
            values.rows().forEach(row -> typeConstants(row.fields(), listed, insert, table));
        }
    }

    private void typeConstants(List<Expr> values, List<String> listed, Statement.Insert insert, MappedTable table) {
        Catalog.Relation relation = context.find(insert.table()).relation().orElseThrow();
        for (int i = 0; i < Math.min(values.size(), listed.size()); i++) {
            Expr value = values.get(i);
            if (value instanceof Expr.Parameter || value instanceof Expr.Literal) {
                String name = listed.get(i);
                String physical = table.column(name)
                        .map(column -> column.writeNames().get(0))
                        .orElse(name);
                relation.column(physical)
                        .ifPresent(column -> context.edits().behind(value.span(), Edits.text("::" + column.type())));
            }
        }
    }
}
