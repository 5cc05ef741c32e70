package io.crossfade.rewrite;

import io.crossfade.sql.Alias;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The RETURNING clause of the statements that have one, and what its names can mean. */
final class Returnings {

    private Returnings() {}

    static Statement.@Nullable Returning of(Statement statement) {
        if (statement instanceof Statement.Insert insert) {
            return insert.returning();
        }
        if (statement instanceof Statement.Update update) {
            return update.returning();
        }
        if (statement instanceof Statement.Delete delete) {
            return delete.returning();
        }
        return statement instanceof Statement.Merge merge ? merge.returning() : null;
    }

    static Statement.@Nullable With with(Statement statement) {
        if (statement instanceof Statement.Insert insert) {
            return insert.with();
        }
        if (statement instanceof Statement.Update update) {
            return update.with();
        }
        if (statement instanceof Statement.Delete delete) {
            return delete.with();
        }
        return statement instanceof Statement.Merge merge ? merge.with() : null;
    }

    /** The relations whose columns a star behind RETURNING shows, in its order. */
    static Scope scope(Statement statement, FromClause from, @Nullable CommonTables common) {
        if (statement instanceof Statement.Insert insert) {
            return from.scope(from.target(target(insert)), List.of(), common);
        }
        if (statement instanceof Statement.Update update) {
            return from.scope(from.target(update.target()), update.from(), common);
        }
        if (statement instanceof Statement.Delete delete) {
            return from.scope(from.target(delete.target()), delete.using(), common);
        }
        if (statement instanceof Statement.Merge merge) {
            Relation target = from.target(merge.target());
            return Scope.of(null, Lists.joined(from.relations(merge.source(), common), List.of(target)));
        }
        throw new IllegalStateException("no RETURNING in " + statement.getClass());
    }

    /** The table of an INSERT as the reference it amounts to. */
    static FromItem.TableRef target(Statement.Insert insert) {
        Name alias = insert.alias();
        return new FromItem.TableRef(
                insert.table().span(),
                insert.table().span(),
                insert.table(),
                false,
                List.of(),
                null,
                null,
                alias == null ? null : new Alias(alias.span(), alias, List.of()),
                List.of());
    }

    /** The scope with the names for the row before and after, which hide nothing. */
    static Scope withRowNames(Scope scope, Statement.Returning returning, Relation target, FromClause from) {
        List<Relation> rows = new ArrayList<>();
        Name oldName = returning.oldName();
        Name newName = returning.newName();
        for (String row :
                Set.of(oldName == null ? "old" : oldName.value(), newName == null ? "new" : newName.value())) {
            if (scope.relation(row) == null) {
                rows.add(from.rowThatMayLack(target.row(row)));
            }
        }
        // Only qualified names reach them: an inner scope would catch the unqualified ones.
        return new Scope(Scope.of(scope.outer(), rows), scope.relations(), scope.merged());
    }
}
