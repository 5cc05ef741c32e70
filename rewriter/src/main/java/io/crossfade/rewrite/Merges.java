package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Scanner;
import io.crossfade.sql.Span;
import io.crossfade.sql.Statement;
import io.crossfade.sql.Statement.MergeAction;
import io.crossfade.sql.Statement.MergeWhen;
import io.crossfade.sql.Statement.TargetColumn;
import java.util.ArrayList;
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
        queries.expressions().walk(merge.on(), both, common);
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
        List<String> words = Scanner.words(when.span().of(context.edits().sql()), 5);
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
                        .map(Column::name)
                        .toList()
                : insert.columns().columns().stream()
                        .map(column -> column.name().value())
                        .toList();
        List<String> physical = new ArrayList<>();
        List<Edits.Piece> again = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            MappedColumn column = table.column(listed.get(i)).orElse(null);
            physical.add(context.quote(
                    column == null ? listed.get(i) : column.writeNames().get(0)));
            if (column != null && column.isWrittenTwice() && i < values.fields().size()) {
                Expr value = values.fields().get(i);
                refuseUnlessRepeatable(value, table);
                added.add(context.quote(column.writeNames().get(1)));
                again.add(Edits.text(", "));
                again.add(Edits.original(value.span()));
            }
        }
        list(insert, physical, added);
        if (!again.isEmpty()) {
            Expr last = values.fields().get(values.fields().size() - 1);
            context.edits().behind(last.span(), again.toArray(Edits.Piece[]::new));
        }
    }

    private void refuseUnlessRepeatable(Expr value, MappedTable table) {
        if (!Repeatable.is(value)) {
            throw context.refuse(
                    table,
                    "MERGE inserts a value that may differ each time it is computed: compute it in the source",
                    value.span());
        }
    }

    private void list(MergeAction.Insert insert, List<String> physical, List<String> added) {
        String list = "(" + context.list(Lists.joined(physical, added)) + ")";
        if (insert.columns() != null) {
            List<TargetColumn> columns = insert.columns().columns();
            if (!added.isEmpty() || !matches(columns, physical)) {
                context.edits().replace(insert.columns().span(), Edits.text(list));
            }
            return;
        }
        int end = insert.span().start() + "INSERT".length();
        context.edits().behind(new Span(insert.span().start(), end), Edits.text(" " + list));
    }

    private boolean matches(List<TargetColumn> columns, List<String> physical) {
        for (int i = 0; i < columns.size(); i++) {
            Name name = columns.get(i).name();
            if (!context.quote(name.value()).equals(physical.get(i))) {
                return false;
            }
        }
        return true;
    }
}
