package io.crossfade.rewrite;

import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.ConflictTarget;
import io.crossfade.sql.Statement.OnConflict;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
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
        Statement.Query source = insert.source();
        if (source != null) {
            queries.query(source, null, common);
        }
        Relation target = outputs.from().target(Returnings.target(insert));
        Scope scope = Scope.of(null, List.of(target));
        refusePartsOfColumns(insert, target);
        if (target.table() != null && source != null) {
            columns(insert, source, target, target.table(), common);
        }
        OnConflict onConflict = insert.onConflict();
        if (onConflict != null) {
            onConflict(onConflict, target, common);
        }
        statements.returning(insert, target, scope, common);
    }

    private void refusePartsOfColumns(Statement.Insert insert, Relation target) {
        MappedTable table = target.table();
        if (insert.columns() == null || table == null) {
            return;
        }
        for (TargetColumn column : insert.columns().columns()) {
            if (column.indirection() && table.column(column.name().value()).isPresent()) {
                throw context.refuse(table, "a part of a column under migration is inserted", column.span());
            }
        }
    }

    private void columns(
            Statement.Insert insert,
            Statement.Query source,
            Relation target,
            MappedTable table,
            @Nullable CommonTables common) {
        List<String> listed = insert.columns() == null
                ? positional(insert, source, target, table, common)
                : insert.columns().columns().stream()
                        .map(column -> column.name().value())
                        .toList();
        List<MappedColumn> mapped =
                listed.stream().map(name -> table.column(name).orElse(null)).toList();
        refuseRepeated(mapped, table, insert);
        List<Integer> twice = IntStream.range(0, mapped.size())
                .filter(i -> mapped.get(i) != null && mapped.get(i).isWrittenTwice())
                .boxed()
                .toList();
        String added = twice.stream()
                .map(i -> ", " + context.quote(mapped.get(i).writeNames().get(1)))
                .reduce("", String::concat);
        if (insert.columns() == null) {
            String first = context.list(IntStream.range(0, listed.size())
                    .mapToObj(i -> context.quote(physical(listed.get(i), mapped.get(i))))
                    .toList());
            Name alias = insert.alias();
            context.edits()
                    .behind(
                            alias == null ? insert.table().span() : alias.span(),
                            Edits.text(" (" + first + added + ")"));
        } else {
            rename(insert.columns().columns(), mapped, added);
        }
        if (!twice.isEmpty()) {
            values.repeat(insert, source, listed, twice, table, common);
        }
    }

    private static String physical(String name, @Nullable MappedColumn column) {
        return column == null ? name : column.writeNames().get(0);
    }

    private void rename(List<TargetColumn> columns, List<MappedColumn> mapped, String added) {
        for (int i = 0; i < columns.size(); i++) {
            Name name = columns.get(i).name();
            String physical = physical(name.value(), mapped.get(i));
            if (!physical.equals(name.value())) {
                context.edits().rename(name.span(), context.quote(physical));
            }
        }
        if (!added.isEmpty()) {
            context.edits().behind(columns.get(columns.size() - 1).span(), Edits.text(added));
        }
    }

    private void refuseRepeated(List<MappedColumn> mapped, MappedTable table, Statement.Insert insert) {
        Set<MappedColumn> seen = new HashSet<>();
        mapped.stream().filter(Objects::nonNull).forEach(column -> {
            if (!seen.add(column)) {
                throw context.refuse(
                        table,
                        "column \"" + column.name() + "\" is inserted twice, also as \"" + column.otherName() + "\"",
                        insert.table().span());
            }
        });
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
        int width = Math.min(given.size(), target.columns().size());
        return target.columns().subList(0, width).stream().map(Column::name).toList();
    }

    private void onConflict(OnConflict onConflict, Relation target, @Nullable CommonTables common) {
        Relation excluded = new Relation(null, "excluded", target.columns(), target.complete(), target.table(), null);
        Scope scope = Scope.of(null, List.of(target, excluded));
        assignments.rewrite(onConflict.assignments(), target, scope, common);
        queries.expressions().walk(onConflict.where(), scope, common);
        if (onConflict.target() instanceof ConflictTarget.Index index) {
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
        List<Column> columns = new ArrayList<>();
        for (Column column : target.columns()) {
            columns.add(
                    column.otherName() == null
                            ? column
                            : table.column(column.name())
                                    .map(Column::forConflict)
                                    .orElse(column));
        }
        return new Relation(target.schema(), target.name(), columns, target.complete(), table, null);
    }

    /** A constraint on a column under migration has a twin on its other side; the columns find the one that holds. */
    private void constraint(ConflictTarget.Constraint constraint, Relation target) {
        MappedTable table = target.table();
        if (table == null || table.settled()) {
            return;
        }
        List<String> columns =
                context.constraintColumns(table, constraint.name().value());
        if (columns.stream().noneMatch(column -> table.column(column).isPresent())) {
            return;
        }
        String physical = context.list(columns.stream()
                .map(name -> table.column(name).map(MappedColumn::conflictName).orElse(name))
                .map(context::quote)
                .toList());
        context.edits().replace(constraint.span(), Edits.text("(" + physical + ")"));
    }
}
