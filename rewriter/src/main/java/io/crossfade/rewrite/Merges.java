package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.MergeAction;
import io.crossfade.sql.Statement.MergeWhen;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites MERGE. */
final class Merges {

    private final Context context;
    private final Outputs outputs;
    private final Queries queries;
    private final Statements statements;
    private final Assignments assignments;

    Merges(Context context, Outputs outputs, Queries queries, Statements statements, Assignments assignments) {
        this.context = context;
        this.outputs = outputs;
        this.queries = queries;
        this.statements = statements;
        this.assignments = assignments;
    }

    void merge(Statement.Merge merge, @Nullable CommonTables outer) {
        CommonTables common = queries.with(merge.with(), outer);
        queries.fromItems(List.of(merge.source()), null, common);
        Relation target = outputs.from().target(merge.target());
        Scope source = outputs.from().scope(List.of(merge.source()), null, common);
        Scope both = new Scope(null, Lists.joined(source.relations(), List.of(target)), source.merged());
        context.inCondition(() -> queries.expressions().walk(merge.on(), both, common));
        for (MergeWhen when : merge.when()) {
            Scope visible = seesTarget(when) ? both : source;
            queries.expressions().walk(when.condition(), visible, common);
            if (when.action() instanceof MergeAction.Update update) {
                assignments.rewrite(update.assignments(), target, both, common);
            } else if (when.action() instanceof MergeAction.Insert insert) {
                insert(insert, target, source, common);
            }
        }
        statements.returning(merge, target, both, common);
    }

    /** A branch for rows that the target doesn't have sees only the source. */
    private boolean seesTarget(MergeWhen when) {
        List<String> words =
                Scanner.words(context.mode(), when.span().of(context.edits().sql()), 5);
        boolean notMatched = words.size() > 2 && words.get(1).equals("NOT");
        return !notMatched
                || words.size() > 4 && words.get(3).equals("BY") && words.get(4).equals("SOURCE");
    }

    private void insert(MergeAction.Insert insert, Relation target, Scope source, @Nullable CommonTables common) {
        Expr.Row values = insert.values();
        if (values == null) {
            return;
        }
        queries.expressions().walkAll(values.fields(), source, common);
        MappedTable table = target.table();
        if (table == null) {
            return;
        }
        List<String> listed = insert.columns() == null
                ? target.columns().stream()
                        .limit(values.fields().size())
                        .map(Column::key)
                        .toList()
                : insert.columns().columns().stream()
                        .map(column -> context.key(column.name().value()))
                        .toList();
        if (values.fields().size() != listed.size()) {
            throw context.refuse(
                    table,
                    "a row of " + values.fields().size() + " values for " + listed.size() + " columns",
                    values.span());
        }
        Writing writing = new Writing(
                context,
                table,
                Writing.Kind.INSERT,
                Writing.Sight.BEFORE,
                listed,
                index -> values.fields().get(index) instanceof Expr.Default,
                insert.span());
        refuseUnlessRepeatable(writing, values, table);
        InsertShape shape = new InsertShape(writing, listed.size(), () -> listed.get(0));
        if (shape.own().stream().anyMatch(InsertShape.Slot::filler)) {
            throw context.refuse(table, "an INSERT of which no column is left", insert.span());
        }
        new RowValues(context, table, writing, values.fields(), "").rewrite(shape, values.span());
        list(insert, shape);
    }

    private void refuseUnlessRepeatable(Writing writing, Expr.Row values, MappedTable table) {
        for (int i = 0; i < writing.size(); i++) {
            boolean given = i < values.fields().size() && writing.evaluated(i) == null;
            if (writing.uses(i) > 1 && !(given && Repeatable.is(values.fields().get(i), context.dialect()))) {
                throw context.refuse(
                        table,
                        "MERGE inserts a value that may differ each time it is computed: compute it in the source",
                        given ? values.fields().get(i).span() : values.span());
            }
        }
    }

    private void list(MergeAction.Insert insert, InsertShape shape) {
        List<String> physical = shape.columns().stream().map(context::quote).toList();
        String list = "(" + context.list(physical) + ")";
        if (insert.columns() != null) {
            if (!matches(insert.columns().columns(), physical)) {
                context.edits().replace(insert.columns().span(), Edits.text(list));
            }
            return;
        }
        int end = insert.span().start() + "INSERT".length();
        context.edits().behind(new Span(insert.span().start(), end), Edits.text(" " + list));
    }

    private boolean matches(List<TargetColumn> columns, List<String> physical) {
        if (columns.size() != physical.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            Name name = columns.get(i).name();
            if (!context.quote(name.value()).equals(physical.get(i))) {
                return false;
            }
        }
        return true;
    }
}
