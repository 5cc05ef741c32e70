package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.FromItem;
import io.crossfade.sql.Name;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlMode;
import io.crossfade.sql.Statement;
import io.crossfade.sql.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a query and gives up at whatever it isn't certain of. Used once, by one thread. */
final class RepeatableReads {

    /** Aggregates that don't depend on the order of the rows. */
    static final Set<String> UNORDERED = Set.of("count", "sum", "avg", "bool_and", "bool_or", "every");

    /** Aggregates that give one of the values. */
    static final Set<String> CHOOSING = Set.of("min", "max");

    private final SqlMode mode;
    private final Catalog catalog;
    private final List<String> searchPath;
    private final String sql;
    private final Set<String> relations = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private boolean chooses;

    RepeatableReads(SqlMode mode, Catalog catalog, List<String> searchPath, String sql) {
        this.mode = mode;
        this.catalog = catalog;
        this.searchPath = List.copyOf(searchPath);
        this.sql = sql;
    }

    Optional<ComparableQuery> look(Statement.Query query, List<Span> parameters) {
        // What MySQL gives for GROUP BY and the like depends on the plan it runs.
        if (!isCertain(query) || (chooses && mode.dialect().isMySql())) {
            return Optional.empty();
        }
        return Optional.of(
                new ComparableQuery(relations, functions, chooses, isTotal(query), conditions(query, parameters)));
    }

    private boolean isCertain(Statement.Query query) {
        boolean reads = query.locking().isEmpty()
                && query.into() == null
                && (query.limits().isEmpty() || isTotal(query));
        return reads
                && (query.with() == null
                        || query.with().tables().stream()
                                .allMatch(table -> !table.searchOrCycle()
                                        && table.body() instanceof Statement.Query body
                                        && isCertain(body)))
                && isCertain(query.body())
                && query.orderBy().stream().allMatch(item -> isCertain(item.expr()))
                && query.limits().stream().allMatch(this::isCertain);
    }

    private boolean isCertain(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            return isCertain(select);
        }
        if (body instanceof QueryBody.SetOperation operation) {
            chooses |= !operation.operator().toUpperCase(Locale.ROOT).endsWith("ALL");
            return isCertain(operation.left()) && isCertain(operation.right());
        }
        if (body instanceof QueryBody.Values values) {
            return values.rows().stream().allMatch(this::isCertain);
        }
        if (body instanceof QueryBody.TableCommand command) {
            relations.add(command.table().relation().value());
            return true;
        }
        return body instanceof QueryBody.Nested nested && isCertain(nested.query());
    }

    private boolean isCertain(QueryBody.Select select) {
        chooses |= select.distinct() || !select.groupBy().isEmpty();
        return select.distinctOn().isEmpty()
                && select.modifiers().isEmpty()
                && select.into() == null
                && select.windows().isEmpty()
                && select.items().stream().allMatch(item -> isCertain(item.expr()))
                && select.from().stream().allMatch(this::isCertain)
                && (select.where() == null || isCertain(select.where()))
                && select.groupBy().stream().allMatch(this::isCertain)
                && (select.having() == null || isCertain(select.having()));
    }

    private boolean isCertain(FromItem item) {
        if (item instanceof FromItem.TableRef table) {
            relations.add(table.table().relation().value());
            return table.sample() == null && table.period() == null;
        }
        if (item instanceof FromItem.Join join) {
            return isCertain(join.left()) && isCertain(join.right()) && (join.on() == null || isCertain(join.on()));
        }
        if (item instanceof FromItem.DerivedTable derived) {
            return derived.period() == null && isCertain(derived.query());
        }
        if (item instanceof FromItem.Nested nested) {
            return isCertain(nested.item());
        }
        return item instanceof FromItem.FunctionTable function
                && !mode.dialect().isMySql()
                && function.calls().stream().allMatch(this::isCertain);
    }

    private boolean isCertain(Expr root) {
        List<Expr> open = new ArrayList<>(List.of(root));
        for (int i = 0; i < open.size(); i++) {
            List<Expr> parts = parts(open.get(i));
            if (parts == null) {
                return false;
            }
            open.addAll(parts);
        }
        return true;
    }

    private @Nullable List<Expr> parts(Expr expr) {
        if (expr instanceof Expr.Star || expr instanceof Expr.FieldStar) {
            return List.of();
        }
        if (expr instanceof Expr.Subquery subquery) {
            return isCertain(subquery.query()) ? List.of() : null;
        }
        if (expr instanceof Expr.Call call) {
            return parts(call);
        }
        return Repeatable.parts(expr, mode.dialect());
    }

    private @Nullable List<Expr> parts(Expr.Call call) {
        if (call.over() != null || !call.orderBy().isEmpty()) {
            return null;
        }
        Name name = call.function();
        String function = name.quoted() ? name.value() : name.value().toLowerCase(Locale.ROOT);
        List<Expr> parts = Lists.joined(call.arguments(), Lists.present(call.filter(), null));
        chooses |= CHOOSING.contains(function);
        if (!mode.dialect().isMySql()) {
            if (!Repeatable.isWord(call)) {
                functions.add(function);
            }
            return parts;
        }
        boolean aggregate = CHOOSING.contains(function) || UNORDERED.contains(function);
        return aggregate || Repeatable.isKnown(call, mode.dialect()) ? parts : null;
    }

    /** Whether it reads one table in an order in which no two rows have the same place. */
    private boolean isTotal(Statement.Query query) {
        if (!(query.body() instanceof QueryBody.Select select)
                || select.distinct()
                || !select.groupBy().isEmpty()
                || select.from().size() != 1
                || !(select.from().get(0) instanceof FromItem.TableRef table)
                || isCommonTable(query, table.table())) {
            return false;
        }
        Set<String> sorted = new HashSet<>();
        for (Statement.OrderItem item : query.orderBy()) {
            if (item.expr() instanceof Expr.ColumnRef column) {
                sorted.add(key(column.column()));
            }
        }
        Set<String> labels = new HashSet<>();
        for (Statement.SelectItem item : select.items()) {
            if (item.alias() != null) {
                labels.add(key(item.alias()));
            }
        }
        sorted.removeAll(labels);
        return relation(table.table()).stream().anyMatch(relation -> relation.uniqueConstraints().values().stream()
                .anyMatch(columns -> isUniqueKey(relation, columns)
                        && sorted.containsAll(
                                columns.stream().map(mode.dialect()::columnKey).toList())));
    }

    private static boolean isUniqueKey(Catalog.Relation relation, List<String> columns) {
        return columns.stream().allMatch(name -> relation.column(name)
                .filter(column -> !column.nullable())
                .isPresent());
    }

    private static boolean isCommonTable(Statement.Query query, TableName table) {
        return query.with() != null && table.schema() == null;
    }

    private Optional<Catalog.Relation> relation(TableName table) {
        Name schema = table.schema();
        List<String> schemas = schema == null ? searchPath : List.of(schema.value());
        return schemas.stream()
                .flatMap(each -> catalog.relation(each, table.relation().value()).stream())
                .findFirst();
    }

    private String key(Name name) {
        return mode.dialect().columnKey(name.value());
    }

    /** Of a query of one table: what it compares with a value at the top of WHERE. */
    private List<ComparableQuery.Condition> conditions(Statement.Query query, List<Span> parameters) {
        List<ComparableQuery.Condition> found = new ArrayList<>();
        if (query.body() instanceof QueryBody.Select select
                && select.from().size() == 1
                && select.from().get(0) instanceof FromItem.TableRef
                && select.where() != null) {
            collect(select.where(), parameters, found);
        }
        return found;
    }

    private void collect(Expr root, List<Span> parameters, List<ComparableQuery.Condition> found) {
        List<Expr> open = new ArrayList<>(List.of(root));
        for (int i = 0; i < open.size(); i++) {
            Expr expr = open.get(i);
            if (expr instanceof Expr.Parens parens) {
                open.add(parens.inner());
            } else if (expr instanceof Expr.Operation operation
                    && operation.operator().equals("AND")) {
                open.addAll(operation.operands());
            } else if (expr instanceof Expr.Operation operation
                    && operation.operator().equals("=")
                    && operation.operands().size() == 2) {
                Expr left = operation.operands().get(0);
                Expr right = operation.operands().get(1);
                addCondition(left, right, parameters, found);
                addCondition(right, left, parameters, found);
            }
        }
    }

    private void addCondition(Expr column, Expr value, List<Span> parameters, List<ComparableQuery.Condition> found) {
        if (!(column instanceof Expr.ColumnRef reference)) {
            return;
        }
        String name = reference.column().value();
        if (value instanceof Expr.Literal) {
            found.add(new ComparableQuery.Condition(
                    name, OptionalInt.empty(), Optional.of(value.span().of(sql))));
        } else if (value instanceof Expr.Parameter) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).start() == value.span().start()) {
                    found.add(new ComparableQuery.Condition(name, OptionalInt.of(i + 1), Optional.empty()));
                }
            }
        }
    }
}
