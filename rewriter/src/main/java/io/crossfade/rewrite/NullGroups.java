package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.QueryBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows without a value a group of their own on MariaDB.
 *
 * <p>Where groups are read in descending order, MariaDB (11.4) doesn't notice that a computed DECIMAL becomes NULL, and adds
 * these rows to the group before; with a column of the table it does. Whether there is a value is therefore grouped by as
 * well, where something computed stands for a column.
 */
final class NullGroups {

    private final Context context;
    private final Labelled labelled;

    NullGroups(Context context, Labelled labelled) {
        this.context = context;
        this.labelled = labelled;
    }

    void tellApart(QueryBody.Select select) {
        List<Expr> groups = select.groupBy();
        if (groups.size() == 1
                && groups.get(0) instanceof Expr.Operation all
                && all.operator().equals("WITH ROLLUP")) {
            refuseDescending(all);
            return;
        }
        List<String> apart = new ArrayList<>();
        for (Expr group : groups) {
            String computed = computed(direction(group) == null ? group : operand(group));
            if (computed != null) {
                apart.add(", " + computed + " IS NULL");
            }
        }
        if (!apart.isEmpty()) {
            context.edits().behind(groups.get(groups.size() - 1).span(), Edits.text(String.join("", apart)));
        }
    }

    /** Another group would add rows of its own. */
    private void refuseDescending(Expr.Operation all) {
        for (Expr group : all.operands()) {
            if ("DESC".equals(direction(group)) && computed(operand(group)) != null) {
                throw context.refuse(
                        "GROUP BY … DESC WITH ROLLUP of a column that is computed: leave out DESC", group.span());
            }
        }
    }

    private static @Nullable String direction(Expr group) {
        return group instanceof Expr.Operation operation
                        && (operation.operator().equals("ASC")
                                || operation.operator().equals("DESC"))
                ? operation.operator()
                : null;
    }

    private static Expr operand(Expr group) {
        return ((Expr.Operation) group).operands().get(0);
    }

    /** What a group is called by, if it is a column that something computed stands for; null if it isn't. */
    private @Nullable String computed(Expr group) {
        Expr.ColumnRef column = labelled.grouped(group);
        if (column == null) {
            return null;
        }
        Relation relation = labelled.relation(column);
        if (relation == null || relation.name() == null || !mayBeComputed(relation, column)) {
            return null;
        }
        return context.quote(relation.name()) + "."
                + context.quote(column.column().value());
    }

    private boolean mayBeComputed(Relation relation, Expr.ColumnRef reference) {
        Column column = relation.named(context.key(reference.column().value()));
        if (column == null || relation.reference() == null) {
            return labelled.isComputed(reference);
        }
        return !column.isPhysical() || column.migrating() && context.isShown(relation.reference());
    }
}
