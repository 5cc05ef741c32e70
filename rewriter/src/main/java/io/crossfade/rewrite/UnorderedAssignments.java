package io.crossfade.rewrite;

import io.crossfade.rewrite.Edits.Piece;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The assignments to one table of an UPDATE in which MySQL and MariaDB don't promise whether an assignment sees the ones
 * in front of it: that hangs on how the tables are joined. What is written has to be right either way.
 *
 * <p>So what is computed from a value is computed from the value itself, or from what is kept of it. A column that isn't read
 * is assigned in front of the statement's own assignment, and one that is read behind it: each still finds what it is
 * computed from as it was, and what the statement assigns earlier or later finds what it would find without us.
 */
final class UnorderedAssignments {

    private final Context context;
    private final MappedTable table;
    private final Relation target;
    private final Scope scope;
    private final List<Assignment.Single> assignments;
    private final Writing writing;
    private final KeptValues kept;
    private final List<Writing.Computed> unread = new ArrayList<>();
    private final List<Writing.Computed> read = new ArrayList<>();

    /** The values as the columns take them, and as those take them that are read. */
    private final List<Template> values = new ArrayList<>();

    private final List<Template> again = new ArrayList<>();

    /** What is kept of columns that are read after they have been assigned. */
    private final Map<String, Template> earlier = new HashMap<>();

    UnorderedAssignments(
            Context context,
            MappedTable table,
            Relation target,
            Scope scope,
            List<Assignment.Single> assignments,
            Writing writing) {
        this.context = context;
        this.table = table;
        this.target = target;
        this.scope = scope;
        this.assignments = assignments;
        this.writing = writing;
        this.kept = new KeptValues(context, table);
        Set<String> columnsRead = columnsRead();
        for (Writing.Computed column : writing.computed()) {
            (columnsRead.contains(context.key(column.physical())) ? read : unread).add(column);
        }
    }

    void rewrite() {
        if (writing.computed().isEmpty()) {
            for (int i = 0; i < assignments.size(); i++) {
                keep(i, i);
                assign(i, List.of(), List.of());
            }
            return;
        }
        int only = onlySource();
        for (int i = 0; i < assignments.size(); i++) {
            if (only < 0) {
                refuseReadingWhatIsAssigned(i);
            }
            keep(i, only);
        }
        keepStored();
        for (int i = 0; i < assignments.size(); i++) {
            if (i != Math.max(only, 0)) {
                assign(i, List.of(), List.of());
            } else if (only < 0) {
                assign(i, Lists.joined(unread, read), List.of());
            } else {
                assign(i, unread, read);
            }
        }
    }

    /** The only assignment from which something is computed; -1 if there are several. */
    private int onlySource() {
        if (assignments.size() == 1) {
            return 0;
        }
        int only = -1;
        for (int i = 0; i < assignments.size(); i++) {
            for (Writing.Computed column : writing.computed()) {
                if (column.value().uses(i) > 0) {
                    if (only >= 0 && only != i) {
                        return -1;
                    }
                    only = i;
                }
            }
        }
        return only;
    }

    /** The columns in the database from which the values of columns under conversion are read. */
    private Set<String> columnsRead() {
        Set<String> columns = new HashSet<>();
        for (Converted group : table.converted()) {
            for (Converted.Member member : Lists.joined(group.own(), group.other())) {
                for (Template.Part part : group.read(member).parts()) {
                    if (part instanceof Template.Part.Column column) {
                        columns.add(context.key(column.physical()));
                    }
                }
            }
        }
        return columns;
    }

    /** What is computed stands in front of all assignments, so a value in it wouldn't see those that stood in front of it. */
    private void refuseReadingWhatIsAssigned(int index) {
        Expr value = assignments.get(index).value();
        for (Expr part : Parts.all(value)) {
            boolean assigned = part instanceof Expr.ColumnRef column
                    && assignments.subList(0, index).stream().anyMatch(before -> context.key(
                                    before.target().name().value())
                            .equals(context.key(column.column().value())));
            if (assigned) {
                throw context.refuse(
                        table,
                        "an UPDATE of several tables, or with a subquery, reads a column that it assigns in front:"
                                + " whether it sees that is not certain",
                        part.span());
            }
        }
    }

    private void keep(int index, int only) {
        Expr value = assignments.get(index).value();
        Template plain = Template.value(index);
        boolean reads = !read.isEmpty() && Parts.mayRead(value, target, scope, context);
        long readFrom =
                read.stream().filter(column -> column.value().uses(index) > 0).count();
        boolean stored = !writing.names(index).isEmpty();
        boolean changing = !isRepeatable(index) && writing.uses(index) > 1;
        boolean outOfPlace = only < 0 && reads && stored;
        if (changing || outOfPlace) {
            Template once = Template.text(
                    kept.keep(source(index), stored ? textType(index) : writing.type(index), value.span()));
            values.add(once);
            again.add(once);
        } else if (reads && readFrom > 1) {
            // Up to the first of those that are read, the value is what it is.
            values.add(plain);
            again.add(Template.text(kept.keep(source(index), writing.type(index), value.span())));
        } else {
            values.add(plain);
            again.add(plain);
        }
    }

    private boolean isRepeatable(int index) {
        String evaluated = writing.evaluated(index);
        return evaluated == null
                ? Repeatable.is(assignments.get(index).value(), context.dialect())
                : Formula.parse(context.dialect(), evaluated).isRepeatable();
    }

    /** The value as it is written, or what is to be computed instead of DEFAULT. */
    private Piece source(int index) {
        String evaluated = writing.evaluated(index);
        return evaluated == null ? Edits.original(assignments.get(index).value().span()) : Edits.text(evaluated);
    }

    /** Puts the type's own value where a statement that forgives NULL would find it in one of two columns only. */
    private List<Piece> filled(int index, List<Piece> value) {
        String fill = writing.fill(index);
        if (fill == null) {
            return value;
        }
        List<Piece> filled = new ArrayList<>(List.of(Edits.text("COALESCE(")));
        filled.addAll(value);
        filled.add(Edits.text(", " + fill + ")"));
        return filled;
    }

    /** Text is stored as it is cast; values of other types the database itself has to convert where it stores them. */
    private String textType(int index) {
        String type = Objects.requireNonNull(writing.type(index));
        boolean text = Types.bytes(context.dialect(), type)
                .filter(bytes -> bytes.castTarget() == null)
                .isPresent();
        if (!text) {
            throw context.refuse(
                    table,
                    "an UPDATE of several tables, or with a subquery, needs a value more than once that may differ each"
                            + " time, or that depends on what is assigned: compute it beforehand",
                    assignments.get(index).value().span());
        }
        return type;
    }

    private void keepStored() {
        Set<String> assigned = new HashSet<>();
        for (Writing.Computed column : Lists.joined(unread, read)) {
            for (Template.Part part : column.value().parts()) {
                if (part instanceof Template.Part.Column before && assigned.contains(before.physical())) {
                    earlier.computeIfAbsent(
                            before.physical(),
                            physical -> kept.keepStored(
                                    physical, sent(physical), assignments.get(0).span()));
                }
            }
            assigned.add(column.physical());
        }
    }

    private List<Piece> pieces(List<Writing.Computed> columns) {
        List<Piece> pieces = new ArrayList<>();
        for (Writing.Computed column : columns) {
            List<Template> from = read.contains(column) ? again : values;
            Template value = column.value()
                    .with(physical -> earlier.getOrDefault(physical, Template.column(physical)))
                    .withValues(from::get);
            pieces.add(Edits.text((pieces.isEmpty() ? "" : ", ") + sent(column.physical()) + " = "));
            pieces.addAll(value.equals(Writing.Computed.DEFAULT) ? pieces(value) : kept.before(pieces(value)));
        }
        return pieces;
    }

    private List<Piece> pieces(Template value) {
        return value.pieces(this::sent, this::source);
    }

    private void assign(int index, List<Writing.Computed> inFront, List<Writing.Computed> behind) {
        Assignment.Single single = assignments.get(index);
        List<String> names = writing.names(index);
        if (names.isEmpty()) {
            List<Piece> instead = pieces(Lists.joined(inFront, behind));
            if (instead.isEmpty()) {
                // A column that is assigned besides would get its old value back.
                String nothing = sent(context.ownColumn(table, assigned(), single.span()));
                instead.add(Edits.text(nothing + " = " + nothing));
            }
            context.edits().replace(single.span(), instead.toArray(Piece[]::new));
            return;
        }
        if (!inFront.isEmpty()) {
            List<Piece> pieces = pieces(inFront);
            pieces.add(Edits.text(", "));
            context.edits().before(single.span(), pieces.toArray(Piece[]::new));
        }
        if (names.size() == 1) {
            own(index, names.get(0));
        } else {
            both(index, names);
        }
        if (!behind.isEmpty()) {
            List<Piece> pieces = pieces(behind);
            pieces.add(0, Edits.text(", "));
            context.edits().behind(single.span(), pieces.toArray(Piece[]::new));
        }
    }

    private Set<String> assigned() {
        return assignments.stream()
                .map(each -> context.key(each.target().name().value()))
                .collect(Collectors.toSet());
    }

    private void own(int index, String physical) {
        Assignment.Single single = assignments.get(index);
        rename(single.target(), physical);
        Template value = values.get(index);
        if (!value.equals(Template.value(index)) || writing.evaluated(index) != null) {
            context.edits()
                    .replace(single.value().span(), kept.before(pieces(value)).toArray(Piece[]::new));
        }
    }

    private void both(int index, List<String> names) {
        Assignment.Single single = assignments.get(index);
        // The side that is read comes last: the other one's value is computed before it changes.
        MappedColumn renamed = Objects.requireNonNull(
                table.renamed(context.key(single.target().name().value())));
        String last = renamed.readName();
        String first = names.get(0).equals(last) ? names.get(1) : names.get(0);
        List<Piece> both = new ArrayList<>(List.of(Edits.text(sent(first) + " = ")));
        List<Piece> value = filled(index, pieces(values.get(index)));
        boolean isWord = single.value() instanceof Expr.Default && writing.evaluated(index) == null;
        both.addAll(isWord ? value : kept.before(value));
        both.add(Edits.text(", " + sent(last) + " = "));
        both.addAll(filled(index, pieces(values.get(index))));
        context.edits().replace(single.span(), both.toArray(Piece[]::new));
    }

    private void rename(TargetColumn column, String physical) {
        String key = context.key(physical);
        if (key.equals(context.key(column.name().value()))) {
            return;
        }
        boolean plain = !column.qualifier().isEmpty() || scope.isPlainlyOf(target, key);
        context.edits().rename(column.name().span(), plain ? context.quote(physical) : sent(physical));
    }

    private String sent(String physical) {
        String name = target.name();
        return (name == null ? "" : context.quote(name) + ".") + context.quote(physical);
    }
}
