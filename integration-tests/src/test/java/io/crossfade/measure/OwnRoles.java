package io.crossfade.measure;

import io.crossfade.sql.Alias;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import io.crossfade.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles of the names in our tree of a PostgreSQL statement. */
final class OwnRoles {

    private final List<Role> roles = new ArrayList<>();

    private OwnRoles() {}

    static List<Role> of(Statement statement) {
        OwnRoles own = new OwnRoles();
        own.visit((Record) statement);
        return own.roles;
    }

    private void visit(Record node) {
        if (node instanceof Statement.Insert insert) {
            table("target", insert.table());
            unplaced("alias", insert.alias());
            Tree.children(node).stream()
                    .filter(child -> child != insert.table())
                    .forEach(this::visit);
            return;
        }
        if (node instanceof Statement.Update update) {
            target(node, update.target());
            return;
        }
        if (node instanceof Statement.Delete delete) {
            target(node, delete.target());
            return;
        }
        if (node instanceof Statement.Merge merge) {
            target(node, merge.target());
            return;
        }
        if (node instanceof Statement.ConflictTarget.Index index) {
            conflictTarget(index);
            return;
        }
        add(node);
        Tree.children(node).forEach(this::visit);
    }

    /** One of the nodes that say what the names in them are for; the names of others stand for something else. */
    private void add(Record node) {
        if (node instanceof FromItem.TableRef reference) {
            table("table", reference.table());
        } else if (node instanceof QueryBody.TableCommand command) {
            table("table", command.table());
        } else if (node instanceof Alias alias) {
            unplaced("alias", alias.name());
            alias.columns().forEach(column -> unplaced("alias-column", column));
        } else if (node instanceof Expr.ColumnRef column) {
            roles.add(new Role("column", values(column.parts()), column.span().start()));
        } else if (node instanceof Expr.Star star) {
            roles.add(new Role("star", values(star.qualifier()), star.span().start()));
        } else if (node instanceof Statement.TargetColumn column) {
            placed("assigned", column.name());
        } else if (node instanceof Statement.SelectItem item && item.alias() != null) {
            roles.add(
                    new Role("label", List.of(item.alias().value()), item.span().start()));
        } else if (node instanceof FromItem.Join join) {
            if (join.using() != null) {
                join.using().forEach(column -> unplaced("using", column));
            }
            unplaced("alias", join.usingAlias());
        } else if (node instanceof Statement.CommonTable table) {
            placed("with", table.name());
            table.columns().forEach(column -> unplaced("with-column", column));
        } else if (node instanceof Statement.Locking locking) {
            locking.of().forEach(name -> placed("lock", name));
        } else if (node instanceof Statement.ConflictTarget.Constraint constraint) {
            unplaced("constraint", constraint.name());
        }
    }

    private void target(Record statement, FromItem.TableRef target) {
        table("target", target.table());
        if (target.alias() != null) {
            visit(target.alias());
        }
        Tree.children(statement).stream().filter(child -> child != target).forEach(this::visit);
    }

    private void conflictTarget(Statement.ConflictTarget.Index index) {
        for (Expr element : index.elements()) {
            if (element instanceof Expr.ColumnRef column) {
                unplaced("conflict", column.column());
            } else {
                visit((Record) element);
            }
        }
        if (index.where() != null) {
            visit((Record) index.where());
        }
    }

    private void table(String kind, TableName table) {
        roles.add(new Role(kind, values(table.parts()), table.span().start()));
    }

    private void placed(String kind, Name name) {
        roles.add(new Role(kind, List.of(name.value()), name.span().start()));
    }

    private void unplaced(String kind, @Nullable Name name) {
        if (name != null) {
            roles.add(new Role(kind, List.of(name.value()), -1));
        }
    }

    private static List<String> values(List<Name> names) {
        return names.stream().map(Name::value).toList();
    }
}
