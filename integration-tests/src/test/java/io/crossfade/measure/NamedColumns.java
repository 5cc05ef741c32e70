package io.crossfade.measure;

import io.crossfade.migration.TableId;
import io.crossfade.sql.Alias;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Statement;
import io.crossfade.sql.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The base tables of a statement with those of their columns that it names: what the database must have at least.
 *
 * <p>A name that could be another table's is left out, or given to the first table it can mean, so that it stays
 * unambiguous.
 */
public final class NamedColumns {

    /** The schema of tables that are named without one. */
    public static final String SCHEMA = "public";

    /** What columns are called that get values without being named; a number follows. */
    static final String UNNAMED = "column_";

    /** Columns that every table of PostgreSQL has: nobody can rename them. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid");

    private final Dialect dialect;
    private final Map<TableId, Set<String>> tables = new LinkedHashMap<>();
    private final Set<String> commonTables = new HashSet<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final List<Unqualified> unqualified = new ArrayList<>();

    /** The relations of one FROM clause; an empty table stands for one that isn't a base table. */
    private record Scope(Map<String, Optional<TableId>> relations, Set<String> labels) {

        List<TableId> baseTables() {
            return relations.values().stream().flatMap(Optional::stream).toList();
        }

        boolean onlyBaseTables() {
            return !relations.isEmpty() && relations.values().stream().allMatch(Optional::isPresent);
        }
    }

    private record Unqualified(String column, Scope scope) {}

    private NamedColumns(Dialect dialect) {
        this.dialect = dialect;
    }

    public static Map<TableId, Set<String>> of(Dialect dialect, Statement statement) {
        NamedColumns names = new NamedColumns(dialect);
        for (Record node : Tree.records(statement)) {
            if (node instanceof Statement.CommonTable table) {
                names.commonTables.add(names.tableKey(table.name()));
            }
        }
        names.visit((Record) statement);
        names.resolveUnqualified();
        return names.tables;
    }

    private void visit(Record node) {
        if (node instanceof Statement.Query query && query.body() instanceof QueryBody.Select select) {
            if (query.with() != null) {
                visit(query.with());
            }
            inScope(scope(select), () -> {
                Tree.children(select).forEach(this::visit);
                Tree.children(query).stream()
                        .filter(child -> child != select && child != query.with())
                        .forEach(this::visit);
            });
            return;
        }
        if (node instanceof Statement.Insert insert) {
            insert(insert);
            return;
        }
        Scope scope = scope(node);
        if (scope.relations().isEmpty()) {
            visitNames(node);
        } else {
            inScope(scope, () -> visitNames(node));
        }
    }

    private void visitNames(Record node) {
        if (node instanceof Expr.ColumnRef column) {
            column(column);
        } else if (node instanceof Statement.TargetColumn column && !scopes.isEmpty()) {
            // The target is the first relation of its statement.
            scopes.peek().baseTables().stream().findFirst().ifPresent(table -> add(table, column.name()));
        } else if (node instanceof FromItem.Join join && join.using() != null) {
            join.using().forEach(name -> shared(join, name));
        } else if (node instanceof QueryBody.TableCommand command) {
            table(command.table());
        }
        Tree.children(node).forEach(this::visit);
    }

    private void insert(Statement.Insert insert) {
        Map<String, Optional<TableId>> relations = new LinkedHashMap<>();
        TableId table = table(insert.table());
        relations.put(
                tableKey(insert.alias() == null ? insert.table().relation() : insert.alias()), Optional.of(table));
        relations.put("excluded", Optional.of(table));
        if (insert.rowAlias() != null && insert.rowAlias().name() != null) {
            relations.put(tableKey(insert.rowAlias().name()), Optional.of(table));
        }
        if (insert.columns() == null && insert.source() != null) {
            rowWidth(insert.source()).ifPresent(width -> {
                for (int i = tables.get(table).size(); i < width; i++) {
                    tables.get(table).add(UNNAMED + i);
                }
            });
        }
        List<Record> sources = new ArrayList<>();
        inScope(new Scope(relations, Set.of()), () -> Tree.children(insert).forEach(child -> {
            if (child instanceof Statement.Query || child instanceof Statement.With) {
                sources.add(child);
            } else {
                visit(child);
            }
        }));
        sources.forEach(this::visit);
    }

    private static Optional<Integer> rowWidth(Statement.Query source) {
        if (source.body() instanceof QueryBody.Values values && !values.rows().isEmpty()) {
            return Optional.of(values.rows().get(0).fields().size());
        }
        if (source.body() instanceof QueryBody.Select select
                && select.items().stream()
                        .noneMatch(item -> item.expr() instanceof Expr.Star || item.expr() instanceof Expr.FieldStar)) {
            return Optional.of(select.items().size());
        }
        return Optional.empty();
    }

    private void inScope(Scope scope, Runnable visit) {
        scopes.push(scope);
        visit.run();
        scopes.pop();
    }

    /** The relations that a node's FROM clause makes visible; whatever the node is, they are among its children. */
    private Scope scope(Record node) {
        Map<String, Optional<TableId>> relations = new LinkedHashMap<>();
        Set<String> labels = new HashSet<>();
        // A join in parentheses with an alias hides its relations from everything outside.
        boolean hiding = node instanceof FromItem.Nested nested && nested.alias() != null;
        if (hiding || !(node instanceof FromItem)) {
            for (Record child : Tree.children(node)) {
                if (child instanceof FromItem item) {
                    collect(item, relations);
                } else if (child instanceof Statement.SelectItem item && item.alias() != null) {
                    labels.add(dialect.columnKey(item.alias().value()));
                }
            }
        }
        return new Scope(relations, labels);
    }

    private void collect(FromItem item, Map<String, Optional<TableId>> relations) {
        if (item instanceof FromItem.TableRef reference) {
            Name name = reference.alias() == null || reference.alias().name() == null
                    ? reference.table().relation()
                    : reference.alias().name();
            boolean renamed =
                    reference.alias() != null && !reference.alias().columns().isEmpty();
            boolean base = reference.table().parts().size() > 1
                    || !commonTables.contains(tableKey(reference.table().relation()));
            Optional<TableId> table = base ? Optional.of(table(reference.table())) : Optional.empty();
            relations.put(tableKey(name), renamed ? Optional.empty() : table);
        } else if (item instanceof FromItem.Join || item instanceof FromItem.Nested) {
            Tree.children((Record) item).forEach(child -> {
                if (child instanceof FromItem inner) {
                    collect(inner, relations);
                }
            });
            aliasOf((Record) item).ifPresent(alias -> relations.put(alias, Optional.empty()));
        } else {
            relations.put(aliasOf((Record) item).orElse("?" + relations.size()), Optional.empty());
        }
    }

    private Optional<String> aliasOf(Record item) {
        return Tree.children(item).stream()
                .filter(Alias.class::isInstance)
                .map(alias -> ((Alias) alias).name())
                .filter(name -> name != null)
                .map(this::tableKey)
                .findFirst();
    }

    private void column(Expr.ColumnRef column) {
        if (column.parts().size() > 1) {
            String qualifier = tableKey(column.parts().get(column.parts().size() - 2));
            for (Scope scope : scopes) {
                Optional<TableId> table = scope.relations().get(qualifier);
                if (table != null) {
                    table.ifPresent(found -> add(found, column.column()));
                    return;
                }
            }
            return;
        }
        for (Scope scope : scopes) {
            if (scope.labels().contains(dialect.columnKey(column.column().value()))) {
                return;
            }
            if (!scope.relations().isEmpty()) {
                unqualified.add(new Unqualified(column.column().value(), scope));
                return;
            }
        }
    }

    /** A column of USING is one of both sides. */
    private void shared(FromItem.Join join, Name name) {
        Map<String, Optional<TableId>> sides = new HashMap<>();
        collect(join.left(), sides);
        List<TableId> left = sides.values().stream().flatMap(Optional::stream).toList();
        left.stream().limit(1).forEach(table -> add(table, name));
        sides.clear();
        collect(join.right(), sides);
        sides.values().stream().flatMap(Optional::stream).limit(1).forEach(table -> add(table, name));
    }

    private void resolveUnqualified() {
        for (Unqualified name : unqualified) {
            // PostgreSQL takes the name of a relation for its whole row.
            boolean wholeRow = !dialect.isMySql() && name.scope().relations().containsKey(name.column());
            if (wholeRow || isSystemColumn(name.column())) {
                continue;
            }
            List<TableId> candidates = name.scope().baseTables();
            boolean known =
                    candidates.stream().anyMatch(table -> tables.get(table).contains(name.column()));
            if (!known && name.scope().onlyBaseTables()) {
                tables.get(candidates.get(0)).add(name.column());
            }
        }
    }

    private boolean isSystemColumn(String name) {
        return !dialect.isMySql() && SYSTEM_COLUMNS.contains(name);
    }

    private void add(TableId table, Name column) {
        if (isSystemColumn(column.value())) {
            return;
        }
        Set<String> columns = tables.get(table);
        if (columns.stream().noneMatch(it -> dialect.columnKey(it).equals(dialect.columnKey(column.value())))) {
            columns.add(column.value());
        }
    }

    private TableId table(TableName name) {
        @Nullable Name schema = name.schema();
        TableId id = new TableId(
                schema == null ? SCHEMA : schema.value(), name.relation().value());
        tables.computeIfAbsent(id, table -> new LinkedHashSet<>());
        return id;
    }

    private String tableKey(Name name) {
        return dialect.tableKey(name.value(), false);
    }
}
