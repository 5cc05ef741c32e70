package io.crossfade.rewrite;

import io.crossfade.sql.Alias;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.Assignment;
import io.crossfade.sql.Statement.ConflictTarget;
import io.crossfade.sql.Statement.OnConflict;
import io.crossfade.sql.Statement.SetClause;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rewrites INSERT: its column list, its values, what it does on conflict and what it returns. */
final class Inserts {

    private final Context context;
    private final Outputs outputs;
    private final Queries queries;
    private final Statements statements;
    private final Assignments assignments;
    private final InsertedValues values;

    Inserts(Context context, Outputs outputs, Queries queries, Statements statements, Assignments assignments) {
        this.context = context;
        this.outputs = outputs;
        this.queries = queries;
        this.statements = statements;
        this.assignments = assignments;
        this.values = new InsertedValues(context, outputs);
    }

    void insert(Statement.Insert insert, @Nullable CommonTables outer) {
        CommonTables common = queries.with(insert.with(), outer);
        context.ignoring(insert.ignore());
        Statement.Query source = insert.source();
        if (source != null) {
            queries.query(source, null, common);
        }
        Relation target = outputs.from().target(Returnings.target(insert));
        Scope scope = Scope.of(null, List.of(target));
        refusePartsOfColumns(insert, target);
        MappedTable table = target.table();
        SetClause set = insert.set();
        if (set != null) {
            set(insert, set, target, scope, common);
        } else if (table != null) {
            columns(insert, source, target, table, common);
        }
        SetClause onDuplicateKey = insert.onDuplicateKey();
        if (onDuplicateKey != null) {
            onDuplicateKey(insert, onDuplicateKey, target, common);
        }
        OnConflict onConflict = insert.onConflict();
        if (onConflict != null) {
            onConflict(onConflict, target, common);
        }
        statements.returning(insert, target, scope, common);
    }

    /** MySQL's {@code INSERT … SET}, whose assignments see the ones before them. */
    private void set(
            Statement.Insert insert, SetClause set, Relation target, Scope scope, @Nullable CommonTables common) {
        List<Assignment.Single> singles = new ArrayList<>();
        for (Assignment assignment : set.assignments()) {
            queries.expressions().walk(Assignments.value(assignment), scope, common);
            if (assignment instanceof Assignment.Single single) {
                singles.add(single);
            }
        }
        MappedTable table = target.table();
        if (table == null) {
            return;
        }
        singles.forEach(single -> refuseMigrating(single.value(), table));
        List<String> listed = singles.stream()
                .map(single -> context.key(single.target().name().value()))
                .toList();
        refuseRepeated(listed, table, insert);
        Writing writing = values.writing(
                insert, null, listed, table, index -> singles.get(index).value() instanceof Expr.Default);
        InsertShape shape = new InsertShape(
                writing, listed.size(), () -> context.ownColumn(table, askedOfTheNewRow(insert), insert.span()));
        List<Expr> fields = singles.stream().map(Assignment.Single::value).toList();
        RowValues row = new RowValues(context, table, writing, fields, "");
        row.fill();
        row.assign(shape, singles);
    }

    /** A row's values may name columns that stand before them: what those hold by then isn't what a query reads. */
    private void refuseMigrating(Expr value, MappedTable table) {
        for (Expr part : Parts.all(value)) {
            if (part instanceof Expr.ColumnRef column
                    && table.isMigrating(context.key(column.column().value()))) {
                throw context.refuse(
                        table,
                        "a value is computed from column \"" + column.column().value() + "\" of the same row",
                        column.span());
            }
        }
    }

    private void onDuplicateKey(
            Statement.Insert insert, SetClause clause, Relation target, @Nullable CommonTables common) {
        List<Relation> relations = new ArrayList<>(List.of(target));
        Statement.Query source = insert.source();
        if (source != null && source.body() instanceof QueryBody.Select select) {
            relations.addAll(outputs.from()
                    .scope(select.from(), null, outputs.with(source.with(), common))
                    .relations());
        }
        Alias alias = insert.rowAlias();
        Name rowName = alias == null ? null : alias.name();
        if (alias != null && rowName != null) {
            MappedTable table = target.table();
            if (table != null && !alias.columns().isEmpty()) {
                throw context.refuse(
                        table, "names for the columns of the new row: call them by their own", alias.span());
            }
            if (table != null) {
                refuseMistaken(insert, clause, target, table, context.tableKey(rowName.value()));
            }
            // Only qualified names reach it, since the table's own would be ambiguous.
            Scope row = Scope.of(null, List.of(target.row(context.tableKey(rowName.value()))));
            assignments.rewrite(clause.assignments(), target, new Scope(row, relations, Set.of()), common);
            return;
        }
        assignments.rewrite(clause.assignments(), target, Scope.of(null, relations), common);
    }

    /** What the statement may take for columns of the new row; those that it doesn't list mustn't be among the row's. */
    private Set<String> askedOfTheNewRow(Statement.Insert insert) {
        SetClause clause = insert.onDuplicateKey();
        Set<String> asked = new HashSet<>();
        if (clause != null && insert.rowAlias() != null) {
            for (Assignment assignment : clause.assignments()) {
                for (Expr part : Parts.all(Assignments.value(assignment))) {
                    if (part instanceof Expr.ColumnRef column) {
                        asked.add(context.key(column.column().value()));
                    }
                }
            }
        }
        return asked;
    }

    /**
     * The new row has the columns that the statement lists, and no others: MySQL refuses a bare name that both have, and a
     * name that only the table has behind the row's. What is sent for such a column might mean something.
     */
    private void refuseMistaken(
            Statement.Insert insert, SetClause clause, Relation target, MappedTable table, String row) {
        Set<String> listed = listed(insert);
        for (Assignment assignment : clause.assignments()) {
            for (Expr part : Parts.all(Assignments.value(assignment))) {
                if (!(part instanceof Expr.ColumnRef column)
                        || !table.isMigrating(context.key(column.column().value()))) {
                    continue;
                }
                boolean has = listed.isEmpty()
                        || listed.contains(context.key(column.column().value()));
                boolean ofRow = column.qualifier().size() == 1
                        && context.tableKey(column.qualifier().get(0).value()).equals(row);
                if (column.qualifier().isEmpty() && has || ofRow && !has) {
                    throw context.refuse(
                            table,
                            "column \"" + column.column().value() + "\" "
                                    + (has ? "is the table's and the new row's" : "isn't one of the new row's")
                                    + ": qualify it with the one that is meant",
                            column.span());
                }
                if (ofRow && !listed.isEmpty()) {
                    refuseComputed(column, target, table, listed);
                }
            }
        }
    }

    /** What a column of the new row is computed from has to be one, too. */
    private void refuseComputed(Expr.ColumnRef column, Relation target, MappedTable table, Set<String> listed) {
        Column named = target.named(context.key(column.column().value()));
        Set<String> physical = new LinkedHashSet<>();
        if (named != null) {
            named.text(name -> {
                physical.add(name);
                return name;
            });
        }
        for (String name : physical) {
            Column from = target.named(context.key(name));
            if (from != null && !from.migrating() && !listed.contains(from.key())) {
                throw context.refuse(
                        table,
                        "column \"" + column.column().value() + "\" of the new row is computed from column \"" + name
                                + "\", to which the statement gives no value",
                        column.span());
            }
        }
    }

    /** The columns that a statement lists; empty if it gives values to all. */
    private Set<String> listed(Statement.Insert insert) {
        if (insert.set() != null) {
            return insert.set().assignments().stream()
                    .flatMap(assignment -> Assignments.targets(assignment).stream())
                    .map(column -> context.key(column.name().value()))
                    .collect(Collectors.toSet());
        }
        return insert.columns() == null
                ? Set.of()
                : insert.columns().columns().stream()
                        .map(column -> context.key(column.name().value()))
                        .collect(Collectors.toSet());
    }

    private void refusePartsOfColumns(Statement.Insert insert, Relation target) {
        MappedTable table = target.table();
        if (insert.columns() == null || table == null) {
            return;
        }
        for (TargetColumn column : insert.columns().columns()) {
            if (column.indirection()
                    && table.isMigrating(context.key(column.name().value()))) {
                throw context.refuse(table, "a part of a column under migration is inserted", column.span());
            }
        }
    }

    private void columns(
            Statement.Insert insert,
            Statement.@Nullable Query source,
            Relation target,
            MappedTable table,
            @Nullable CommonTables common) {
        List<String> listed;
        if (insert.columns() != null) {
            listed = insert.columns().columns().stream()
                    .map(column -> context.key(column.name().value()))
                    .toList();
        } else {
            listed = source == null ? List.of() : positional(insert, source, target, table, common);
        }
        refuseRepeated(listed, table, insert);
        if (context.dialect().isMySql() && source != null && source.body() instanceof QueryBody.Values given) {
            given.rows().forEach(row -> row.fields().forEach(field -> refuseMigrating(field, table)));
        }
        Writing writing = values.writing(insert, source, listed, table, index -> false);
        InsertShape shape = new InsertShape(
                writing, listed.size(), () -> context.ownColumn(table, askedOfTheNewRow(insert), insert.span()));
        if (insert.columns() != null && !insert.columns().columns().isEmpty()) {
            list(insert.columns().columns(), shape);
        } else if (insert.columns() != null) {
            String names =
                    context.list(shape.columns().stream().map(context::quote).toList());
            context.edits().replace(insert.columns().span(), Edits.text("(" + names + ")"));
        } else if (source != null) {
            String names =
                    context.list(shape.columns().stream().map(context::quote).toList());
            context.edits().behind(tableEnd(insert), Edits.text(" (" + names + ")"));
        }
        if (source == null) {
            values.instead(insert, writing, shape, table);
        } else if (!writing.isPlain() || writing.isRepeating()) {
            values.put(insert, source, listed, writing, shape, table, common);
        }
        if (writing.overridesIdentity()) {
            override(insert, source, table);
        }
    }

    /** The last thing in front of the column list. */
    private Span tableEnd(Statement.Insert insert) {
        Name alias = insert.alias();
        if (alias != null) {
            return alias.span();
        }
        if (insert.partitions().isEmpty()) {
            return insert.table().span();
        }
        Span last = insert.partitions().get(insert.partitions().size() - 1).span();
        int close = context.edits().sql().indexOf(')', last.end());
        return new Span(last.start(), close + 1);
    }

    private void list(List<TargetColumn> columns, InsertShape shape) {
        for (int i = 0; i < columns.size(); i++) {
            Name name = columns.get(i).name();
            String physical = shape.own().get(i).physical();
            if (physical != null && !context.key(physical).equals(context.key(name.value()))) {
                context.edits().rename(name.span(), context.quote(physical));
            }
            add(columns.get(i).span(), shape.behind(i));
        }
        Span last = shape.takeOut(columns.stream().map(TargetColumn::span).toList(), context.edits());
        add(last, shape.appended());
    }

    private void add(Span last, List<InsertShape.Slot> slots) {
        if (!slots.isEmpty()) {
            String added = slots.stream()
                    .map(slot -> ", " + context.quote(Objects.requireNonNull(slot.physical())))
                    .collect(Collectors.joining());
            context.edits().behind(last, Edits.text(added));
        }
    }

    /** Has the database take the number that has been drawn for an identity column. */
    private void override(Statement.Insert insert, Statement.@Nullable Query source, MappedTable table) {
        Span list = insert.columns() == null
                ? insert.table().span()
                : insert.columns().span();
        if (source == null || insert.columns() == null) {
            throw context.refuse(
                    table,
                    "a column is computed from an identity column GENERATED ALWAYS: list the columns",
                    insert.table().span());
        }
        int values = source.span().start();
        String between = context.edits().sql().substring(list.end(), values);
        if (Scanner.mentions(context.mode(), between, Set.of("overriding"))) {
            return;
        }
        context.edits().behind(list, Edits.text(" OVERRIDING SYSTEM VALUE"));
    }

    private void refuseRepeated(List<String> listed, MappedTable table, Statement.Insert insert) {
        Set<MappedColumn> seen = new HashSet<>();
        for (String key : listed) {
            MappedColumn column = table.renamed(key);
            if (column != null && !seen.add(column)) {
                throw context.refuse(
                        table,
                        "column \"" + column.name() + "\" is inserted twice, also as \"" + column.otherName() + "\"",
                        insert.table().span());
            }
        }
    }

    /** The columns that values without a column list go to. */
    private List<String> positional(
            Statement.Insert insert,
            Statement.Query source,
            Relation target,
            MappedTable table,
            @Nullable CommonTables common) {
        List<String> given = outputs.of(source, common);
        if (given == null) {
            throw context.refuse(
                    table,
                    "an INSERT without a column list, of columns that can't be counted: list the columns",
                    insert.table().span());
        }
        // PostgreSQL takes too few values for the first columns; MySQL refuses them, which is left to it.
        int columns = target.columns().size();
        int width = context.dialect().isMySql() && !given.isEmpty() ? columns : Math.min(given.size(), columns);
        return target.columns().subList(0, width).stream().map(Column::key).toList();
    }

    private void onConflict(OnConflict onConflict, Relation target, @Nullable CommonTables common) {
        Relation excluded = target.row("excluded");
        Scope scope = Scope.of(null, List.of(target, excluded));
        assignments.rewrite(onConflict.assignments(), target, scope, common);
        queries.expressions().walk(onConflict.where(), scope, common);
        if (onConflict.target() instanceof ConflictTarget.Index index) {
            refuseConverted(index, target);
            Scope indexed = Scope.of(null, List.of(forConflict(target)));
            queries.expressions().walkAll(index.elements(), indexed, common);
            queries.expressions().walk(index.where(), indexed, common);
        } else if (onConflict.target() instanceof ConflictTarget.Constraint constraint) {
            constraint(constraint, target);
        }
    }

    private static Relation forConflict(Relation target) {
        MappedTable table = target.table();
        if (table == null) {
            return target;
        }
        return target.withColumns(
                target.columns().stream()
                        .map(column -> forConflict(column, table))
                        .toList(),
                target.others().stream()
                        .map(column -> forConflict(column, table))
                        .toList());
    }

    private static Column forConflict(Column column, MappedTable table) {
        String physical = table.conflictColumn(column.key());
        return physical == null
                ? column
                : new Column(column.key(), column.name(), Template.column(physical), column.migrating());
    }

    /** An index on a column that becomes several others, or on an expression over one, has no equivalent. */
    private void refuseConverted(ConflictTarget.Index index, Relation target) {
        MappedTable table = target.table();
        if (table == null) {
            return;
        }
        List<Expr> inside = new ArrayList<>(Parts.all(index.where()));
        for (Expr element : index.elements()) {
            if (!(element instanceof Expr.ColumnRef column)) {
                inside.addAll(Parts.all(element));
            } else if (isConverted(column, table)
                    && table.conflictColumn(context.key(column.column().value())) == null) {
                throw refuseConflict(table, column);
            }
        }
        for (Expr expr : inside) {
            if (expr instanceof Expr.ColumnRef column && isConverted(column, table)) {
                throw refuseConflict(table, column);
            }
        }
    }

    private boolean isConverted(Expr.ColumnRef column, MappedTable table) {
        return table.conversion(context.key(column.column().value())) != null;
    }

    private RefusedException refuseConflict(MappedTable table, Expr.ColumnRef column) {
        return context.refuse(
                table,
                "ON CONFLICT over column \"" + column.column().value()
                        + "\", which is being converted: no index of the other shape is known to find the same rows",
                column.span());
    }

    /** A constraint on a column under migration has a twin on its other side; the columns find the one that holds. */
    private void constraint(ConflictTarget.Constraint constraint, Relation target) {
        MappedTable table = target.table();
        if (table == null || table.settled()) {
            return;
        }
        List<String> columns =
                context.constraintColumns(table, constraint.name().value());
        if (columns.stream().noneMatch(column -> table.isMigrating(context.key(column)))) {
            return;
        }
        List<String> physical = new ArrayList<>();
        for (String column : columns) {
            boolean migrating = table.isMigrating(context.key(column));
            String found = migrating ? table.conflictColumn(context.key(column)) : column;
            if (found == null) {
                throw context.refuse(
                        table,
                        "ON CONFLICT ON CONSTRAINT over a column that becomes several others",
                        constraint.span());
            }
            physical.add(context.quote(found));
        }
        context.edits().replace(constraint.span(), Edits.text("(" + context.list(physical) + ")"));
    }
}
