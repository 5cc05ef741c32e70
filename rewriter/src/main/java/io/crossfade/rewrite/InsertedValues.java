package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
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

    Writing writing(
            Statement.Insert insert,
            Statement.@Nullable Query source,
            List<String> listed,
            MappedTable table,
            IntPredicate isDefault) {
        Writing.Sight sight = context.dialect().isMySql() && (source == null || isPlainValues(source))
                ? Writing.Sight.ASSIGNED
                : Writing.Sight.BEFORE;
        return new Writing(
                context,
                table,
                Writing.Kind.INSERT,
                sight,
                listed,
                isDefault,
                insert.table().span());
    }

    private static boolean isPlainValues(Statement.Query source) {
        return source.body() instanceof QueryBody.Values
                && source.with() == null
                && source.orderBy().isEmpty()
                && source.limits().isEmpty();
    }

    /** Puts the values in the places of a shape's columns. */
    void put(
            Statement.Insert insert,
            Statement.Query source,
            List<String> listed,
            Writing writing,
            InsertShape shape,
            MappedTable table,
            @Nullable CommonTables common) {
        if (isPlainValues(source) && source.body() instanceof QueryBody.Values values) {
            if (hasRoomFor(values, writing)) {
                rows(insert, source, values, listed, shape, table);
            } else {
                refuseDefaults(values, table);
                wrap(source, listed, writing, shape, table, common);
            }
            return;
        }
        List<Runnable> edits = new ArrayList<>();
        boolean repeats = writing.computed().isEmpty()
                && writing.size() == listed.size()
                && IntStream.range(0, listed.size())
                        .noneMatch(index -> writing.names(index).isEmpty() || writing.fill(index) != null);
        List<Integer> twice = IntStream.range(0, listed.size())
                .filter(index -> writing.names(index).size() > 1)
                .boxed()
                .toList();
        if (repeats && append(source, twice, outputs.with(source.with(), common), edits)) {
            edits.forEach(Runnable::run);
        } else {
            wrap(source, listed, writing, shape, table, common);
        }
    }

    /** Puts values instead of DEFAULT VALUES. */
    void instead(Statement.Insert insert, Writing writing, InsertShape shape, MappedTable table) {
        if (shape.appended().isEmpty()) {
            return;
        }
        Span at = defaultValues(insert);
        List<Piece> pieces = new ArrayList<>();
        List<Piece> computed = new ArrayList<>();
        RowValues row = new RowValues(context, table, writing, List.of(), context.freshName("crossfade_row") + "_1");
        for (InsertShape.Slot slot : shape.appended()) {
            pieces.add(Edits.text(pieces.isEmpty() ? "" : ", "));
            pieces.addAll(row.piecesOf(slot));
        }
        pieces.add(
                0,
                Edits.text("("
                        + context.list(
                                shape.columns().stream().map(context::quote).toList()) + ") VALUES ("));
        pieces.add(Edits.text(")"));
        context.edits().replace(at, pieces.toArray(Piece[]::new));
        row.compute(computed);
        compute(insert, computed);
    }

    private Span defaultValues(Statement.Insert insert) {
        String sql = context.edits().sql();
        Name alias = insert.alias();
        int from = (alias == null ? insert.table().span() : alias.span()).end();
        Scanner.Token before = null;
        for (Scanner.Token token :
                Scanner.tokens(context.mode(), sql.substring(from, insert.span().end()))) {
            if (before != null && token.span().of(sql.substring(from)).equalsIgnoreCase("VALUES")) {
                return new Span(
                        from + before.span().start(), from + token.span().end());
            }
            before = token;
        }
        throw context.refuse("an INSERT without values", insert.span());
    }

    /** Whether the repeated parameters are no more than the protocol can send. */
    private boolean hasRoomFor(QueryBody.Values values, Writing writing) {
        int count = context.edits().parameters();
        for (int index = 0; index < writing.size(); index++) {
            int more = writing.uses(index) - 1;
            if (more < 1) {
                continue;
            }
            for (Expr.Row row : values.rows()) {
                if (index < row.fields().size()) {
                    count += more
                            * context.edits()
                                    .parametersIn(row.fields().get(index).span());
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

    private void rows(
            Statement.Insert insert,
            Statement.Query source,
            QueryBody.Values values,
            List<String> listed,
            InsertShape shape,
            MappedTable table) {
        String stem = context.freshName("crossfade_row");
        List<Piece> computed = new ArrayList<>();
        Map<List<Integer>, Writing> writings = new HashMap<>();
        for (int i = 0; i < values.rows().size(); i++) {
            Expr.Row row = values.rows().get(i);
            List<Expr> fields = row.fields();
            if (fields.size() != listed.size()) {
                throw context.refuse(
                        table, "a row of " + fields.size() + " values for " + listed.size() + " columns", row.span());
            }
            List<Integer> defaults = IntStream.range(0, fields.size())
                    .filter(index -> fields.get(index) instanceof Expr.Default)
                    .boxed()
                    .toList();
            Writing writing = writings.computeIfAbsent(
                    defaults, places -> writing(insert, source, listed, table, places::contains));
            RowValues once = new RowValues(context, table, writing, fields, stem + "_" + (i + 1));
            once.fill();
            once.rewrite(shape, row.span());
            once.compute(computed);
        }
        compute(insert, computed);
    }

    /** Puts common tables with what is computed once in front of a statement. */
    private void compute(Statement.Insert insert, List<Piece> computed) {
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
                for (Relation relation : Stars.shownBy(star, scope, context)) {
                    if (!relation.complete() || relation.name() == null) {
                        return null;
                    }
                    String prefix = context.quote(relation.name()) + ".";
                    relation.columns()
                            .forEach(column ->
                                    columns.add(Edits.text(column.text(physical -> prefix + context.quote(physical)))));
                }
            } else {
                columns.add(
                        Repeatable.is(item.expr(), context.dialect())
                                ? Edits.original(item.expr().span())
                                : NOT_REPEATABLE);
            }
        }
        return columns;
    }

    /** MariaDB has no names for the columns of a derived table, but both have them for those of a common one. */
    private void wrapForMySql(
            Statement.Query source, List<String> listed, Writing writing, InsertShape shape, MappedTable table) {
        boolean changing = IntStream.range(listed.size(), writing.size())
                .mapToObj(index -> Objects.requireNonNull(writing.evaluated(index)))
                .anyMatch(text -> !Formula.parse(context.dialect(), text).isRepeatable());
        if (changing) {
            throw context.refuse(
                    table,
                    "an INSERT … SELECT that leaves a column to a default that differs each time",
                    source.span());
        }
        String once = context.freshName("crossfade_values");
        List<String> columns =
                IntStream.rangeClosed(1, listed.size()).mapToObj(i -> "c" + i).toList();
        // With a limit the common table is computed as a whole, each of its values once.
        boolean limited = !source.limits().isEmpty();
        List<Piece> pieces = new ArrayList<>(List.of(
                Edits.text("WITH " + once + " (" + context.list(columns) + ") AS (" + (limited ? "" : "(")),
                Edits.original(source.span()),
                Edits.text((limited ? "" : ") LIMIT 18446744073709551615") + ") SELECT ")));
        String separator = "";
        for (InsertShape.Slot slot : shape.all()) {
            if (slot.filler()) {
                throw context.refuse(table, "an INSERT … SELECT of which no column is left", source.span());
            }
            Template value = slot.value() >= 0
                    ? Template.value(slot.value())
                    : writing.computed().get(slot.computed()).value();
            pieces.add(Edits.text(separator));
            pieces.addAll(value.pieces(context::quote, index -> {
                if (index >= listed.size()) {
                    return Edits.text(Objects.requireNonNull(writing.evaluated(index)));
                }
                String column = once + ".c" + (index + 1);
                String passed = slot.value() < 0 ? column : passedOn(column, index, source);
                return Edits.text(filled(passed, index, writing));
            }));
            separator = ", ";
        }
        pieces.add(Edits.text(" FROM " + once));
        context.edits().replace(source.span(), pieces.toArray(Piece[]::new));
    }

    /** MySQL says otherwise what is wrong with an expression's value than with a column's, as which it comes by now. */
    private String passedOn(String column, int index, Statement.Query source) {
        boolean isExpression = context.dialect() == Dialect.MYSQL
                && source.body() instanceof QueryBody.Select select
                && select.items().stream().noneMatch(item -> item.expr() instanceof Expr.Star)
                // Of too few columns the server itself complains.
                && index < select.items().size()
                && !(select.items().get(index).expr() instanceof Expr.ColumnRef);
        return isExpression ? "COALESCE(" + column + ")" : column;
    }

    private static String filled(String value, int index, Writing writing) {
        String fill = writing.fill(index);
        return fill == null ? value : "COALESCE(" + value + ", " + fill + ")";
    }

    private void wrap(
            Statement.Query source,
            List<String> listed,
            Writing writing,
            InsertShape shape,
            MappedTable table,
            @Nullable CommonTables common) {
        if (context.dialect().isMySql()) {
            wrapForMySql(source, listed, writing, shape, table);
            return;
        }
        new ConstantTypes(context).cast(source.body(), writing::type);
        List<String> columns = new ArrayList<>(
                IntStream.rangeClosed(1, listed.size()).mapToObj(i -> "c" + i).toList());
        String once = context.freshName("crossfade_values");
        List<Piece> from = new ArrayList<>(List.of(
                Edits.text("("),
                Edits.original(source.span()),
                Edits.text(") AS " + once + " (" + context.list(columns) + ")")));
        List<String> given = outputs.of(source, common);
        if (given == null) {
            count(from, columns, once);
        } else if (given.size() != listed.size()) {
            throw context.refuse(
                    table, "an INSERT of " + given.size() + " values for " + listed.size() + " columns", source.span());
        }
        StringBuilder more = new StringBuilder();
        for (int index = listed.size(); index < writing.size(); index++) {
            more.append(", ").append(Objects.requireNonNull(writing.evaluated(index)));
            columns.add("c" + (index + 1));
        }
        if (!more.isEmpty()) {
            from.add(0, Edits.text("(SELECT " + once + ".*" + more + " FROM "));
            from.add(Edits.text(") AS " + once + "_more (" + context.list(columns) + ")"));
        }
        List<Piece> pieces = new ArrayList<>(List.of(Edits.text("SELECT ")));
        for (InsertShape.Slot slot : shape.all()) {
            if (slot.filler()) {
                throw context.refuse(table, "an INSERT … SELECT of which no column is left", source.span());
            }
            pieces.add(Edits.text(pieces.size() > 1 ? ", " : ""));
            Template value = slot.value() >= 0
                    ? Template.value(slot.value())
                    : writing.computed().get(slot.computed()).value();
            pieces.addAll(value.pieces(context::quote, index -> Edits.text("c" + (index + 1))));
        }
        pieces.add(Edits.text(" FROM "));
        pieces.addAll(from);
        context.edits().replace(source.span(), pieces.toArray(Piece[]::new));
    }

    /**
     * Has the server count a query's columns, as it does where they are inserted: a list of names may be shorter than what it
     * names. Behind too few columns the last name has none, behind too many it has two.
     */
    private void count(List<Piece> query, List<String> columns, String once) {
        String last = "c" + (columns.size() + 1);
        String names = context.list(columns);
        query.set(query.size() - 1, Edits.text(") AS " + once));
        query.add(0, Edits.text("(SELECT " + names + " FROM (SELECT *, NULL AS " + last + " FROM "));
        query.add(Edits.text(") AS " + once + " (" + names + ", " + last + ") WHERE " + last + " IS NULL) AS " + once
                + " (" + names + ")"));
    }
}
