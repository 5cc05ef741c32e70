package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One row of an INSERT's values, put in the places of its columns. A value that is needed more than once and may differ
 * each time it is computed is computed once: in a common table, or where the first column needs it. Confined to one thread.
 */
final class RowValues {

    private final Context context;
    private final Writing writing;
    private final List<Expr> fields;
    private final String table;
    /** What is computed once, by its place among the values. */
    private final Map<Integer, List<Piece>> once = new TreeMap<>();

    private final Map<Integer, Piece> read = new HashMap<>();
    private final KeptValues kept;

    /**
     * @param mapped what the row is inserted into
     * @param fields the row's values; those that it leaves to defaults are not among them
     * @param table a name for the common table
     */
    RowValues(Context context, MappedTable mapped, Writing writing, List<Expr> fields, String table) {
        this.context = context;
        this.kept = new KeptValues(context, mapped);
        this.writing = writing;
        this.fields = fields;
        this.table = table;
    }

    /** Puts the values of MySQL's {@code SET} in the places of the columns. */
    void assign(InsertShape shape, List<Assignment.Single> assignments) {
        for (int i = 0; i < assignments.size(); i++) {
            assign(shape.own().get(i), assignments.get(i), i);
            assignBehind(assignments.get(i).span(), shape.behind(i));
        }
        Span last =
                shape.takeOut(assignments.stream().map(Assignment.Single::span).toList(), context.edits());
        assignBehind(last, shape.appended());
    }

    private void assign(InsertShape.Slot slot, Assignment.Single single, int index) {
        String physical = slot.physical();
        if (physical == null) {
            return;
        }
        if (slot.filler() || slot.computed() >= 0) {
            List<Piece> pieces = new ArrayList<>(List.of(Edits.text(context.quote(physical) + " = ")));
            pieces.addAll(slot.filler() ? List.of(Edits.text("DEFAULT")) : piecesOf(slot));
            context.edits().replace(single.span(), pieces.toArray(Piece[]::new));
            return;
        }
        Name name = single.target().name();
        if (!context.key(physical).equals(context.key(name.value()))) {
            context.edits().rename(name.span(), context.quote(physical));
        }
        Piece value = value(index);
        if (!value.equals(Edits.original(single.value().span()))) {
            context.edits().replace(single.value().span(), value);
        }
    }

    private void assignBehind(Span last, List<InsertShape.Slot> slots) {
        List<Piece> added = new ArrayList<>();
        for (InsertShape.Slot slot : slots) {
            added.add(Edits.text(", " + context.quote(Objects.requireNonNull(slot.physical())) + " = "));
            added.addAll(piecesOf(slot));
        }
        if (!added.isEmpty()) {
            context.edits().behind(last, added.toArray(Piece[]::new));
        }
    }

    /** @param row the whole row with its parentheses */
    void rewrite(InsertShape shape, Span row) {
        List<InsertShape.Slot> own = shape.own();
        if (own.isEmpty()) {
            List<Piece> pieces = new ArrayList<>();
            for (InsertShape.Slot slot : shape.appended()) {
                pieces.add(Edits.text(pieces.isEmpty() ? "(" : ", "));
                pieces.addAll(piecesOf(slot));
            }
            if (!pieces.isEmpty()) {
                pieces.add(Edits.text(")"));
                context.edits().replace(row, pieces.toArray(Piece[]::new));
            }
            return;
        }
        for (int i = 0; i < own.size(); i++) {
            InsertShape.Slot slot = own.get(i);
            Expr field = fields.get(i);
            if (slot.filler()) {
                context.edits().replace(field.span(), Edits.text("DEFAULT"));
            } else if (slot.computed() >= 0) {
                context.edits().replace(field.span(), piecesOf(slot).toArray(Piece[]::new));
            } else if (!slot.isDropped()) {
                Piece value = value(i);
                if (!value.equals(Edits.original(field.span()))) {
                    context.edits().replace(field.span(), value);
                }
            }
            add(field.span(), shape.behind(i));
        }
        Span last = shape.takeOut(fields.stream().map(Expr::span).toList(), context.edits());
        add(last, shape.appended());
    }

    private void add(Span last, List<InsertShape.Slot> slots) {
        List<Piece> added = new ArrayList<>();
        for (InsertShape.Slot slot : slots) {
            added.add(Edits.text(", "));
            added.addAll(piecesOf(slot));
        }
        if (!added.isEmpty()) {
            context.edits().behind(last, added.toArray(Piece[]::new));
        }
    }

    List<Piece> piecesOf(InsertShape.Slot slot) {
        if (slot.value() >= 0) {
            return isSecond(slot) && !writing.takesOwnDefaults(slot.value())
                    ? List.of(
                            Edits.text(context.quote(writing.names(slot.value()).get(0))))
                    : List.of(value(slot.value()));
        }
        Template computed = writing.computed().get(slot.computed()).value();
        return kept.before(computed.pieces(context::quote, this::value));
    }

    /** In MySQL a later column of the row sees what an earlier one has been given. */
    private boolean isSecond(InsertShape.Slot slot) {
        List<String> names = writing.names(slot.value());
        return writing.seesAssigned() && names.size() > 1 && !names.get(0).equals(slot.physical());
    }

    /** Puts something else where values of the statement are NULL and may not be so. */
    void fill() {
        for (int i = 0; i < fields.size(); i++) {
            String fill = writing.fill(i);
            if (fill != null) {
                context.edits().before(fields.get(i).span(), Edits.text("COALESCE("));
                context.edits().behind(fields.get(i).span(), Edits.text(", " + fill + ")"));
            }
        }
    }

    private Piece value(int index) {
        String evaluated = writing.evaluated(index);
        Piece plain = evaluated == null ? Edits.original(fields.get(index).span()) : Edits.text(evaluated);
        boolean repeatable = evaluated == null && Repeatable.is(fields.get(index), context.dialect());
        if (repeatable || writing.uses(index) < 2) {
            return plain;
        }
        if (context.dialect().isMySql()) {
            return read.computeIfAbsent(index, value -> keep(value, plain));
        }
        once.put(index, List.of(plain));
        return Edits.text("(SELECT v" + index + " FROM " + table + ")");
    }

    /** MySQL and MariaDB compute the values of a row in the order in which they are written. */
    private Piece keep(int index, Piece value) {
        Span at = index < fields.size() ? fields.get(index).span() : new Span(0, 0);
        return Edits.text(kept.keep(value, writing.storedType(index), at));
    }

    /** Adds the common table of what is computed once, if there is anything, behind a comma. */
    void compute(List<Piece> commonTables) {
        if (once.isEmpty()) {
            return;
        }
        commonTables.add(Edits.text(","));
        commonTables.add(Edits.text(" " + table + " AS MATERIALIZED (SELECT "));
        String separator = "";
        for (Map.Entry<Integer, List<Piece>> value : once.entrySet()) {
            commonTables.add(Edits.text(separator));
            commonTables.addAll(value.getValue());
            commonTables.add(Edits.text(" AS v" + value.getKey()));
            separator = ", ";
        }
        commonTables.add(Edits.text(")"));
    }
}
