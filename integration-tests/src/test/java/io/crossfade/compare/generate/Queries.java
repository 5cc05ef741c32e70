package io.crossfade.compare.generate;

import io.crossfade.compare.generate.Scope.Reference;
import io.crossfade.compare.generate.Scope.Source;
import io.crossfade.compare.generate.Type.Kind;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes queries. */
final class Queries {

    private final Build build;
    private final Choices choices;
    private final Expressions expressions;

    Queries(Build build) {
        this.build = build;
        this.choices = build.choices();
        this.expressions = new Expressions(build);
    }

    /**
     * A query.
     *
     * @param columns what it gives, as far as a query around it can use it
     * @param count how many columns it gives; -1 if that isn't known
     */
    record Query(String sql, List<Column> columns, int count) {}

    /** A FROM clause. */
    private record From(String sql, List<Source> sources, boolean merged, boolean lockable) {}

    /** A whole query of any form. */
    String query() {
        return switch (choices.below(12)) {
            case 0, 1, 2, 3, 4, 5 -> select(null, 2, true).sql();
            case 6 -> grouped(2);
            case 7 -> windowed();
            case 8 -> setOperation();
            case 9 -> withCommonTable();
            case 10 -> build.isPostgres() ? distinctOn() : select(null, 2, true).sql();
            default -> wholeRows();
        };
    }

    /** @param top whether it may end in ORDER BY, LIMIT and locks */
    Query select(@Nullable Scope outer, int depth, boolean top) {
        From from = from(outer, depth);
        Scope scope = new Scope(from.sources(), outer);
        List<String> items = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        int count = items(from, scope, depth, items, labels, columns, top);
        boolean distinct = top && choices.chance(8);
        String sql = "SELECT " + (distinct ? "DISTINCT " : "") + String.join(", ", items) + " FROM " + from.sql()
                + (choices.chance(60) ? " WHERE " + expressions.truth(scope, depth) : "");
        if (top && count > 0 && choices.chance(60)) {
            sql += order(scope, labels, count, distinct);
            sql += limit();
        }
        if (top && !distinct && from.lockable() && choices.chance(12)) {
            sql += lock(from);
        }
        return new Query(sql, columns, count);
    }

    private int items(
            From from,
            Scope scope,
            int depth,
            List<String> items,
            List<String> labels,
            List<Column> columns,
            boolean stars) {
        if (stars && choices.chance(22)) {
            if (choices.chance(60)) {
                items.add("*");
                return from.merged() ? -1 : width(from.sources());
            }
            Source source = choices.of(from.sources());
            items.add(source.alias() + ".*");
            items.add("1 AS one");
            return source.columns().size() + 1;
        }
        int count = 1 + choices.below(4);
        for (int i = 0; i < count; i++) {
            Optional<Reference> column = scope.column(build, each -> true);
            if (column.isPresent() && choices.chance(60) || !stars && column.isPresent()) {
                String label = choices.chance(25) ? label() : "";
                items.add(column.get().text()
                        + (label.isEmpty() ? "" : " AS " + build.product().quote(label)));
                String name = label.isEmpty() ? column.get().column().name() : label;
                if (!labels.contains(name)) {
                    columns.add(named(column.get().column(), name));
                }
                labels.add(name);
            } else {
                String expression = expressions.any(scope, depth);
                // MySQL's drivers put values into the text, and so into a label that isn't given.
                boolean labelled = choices.chance(50) || !build.isPostgres() && Build.hasParameter(expression);
                String label = labelled ? label() : "";
                items.add(expression
                        + (label.isEmpty() ? "" : " AS " + build.product().quote(label)));
                labels.add(label);
            }
        }
        columns.removeIf(column ->
                labels.stream().filter(column.name()::equalsIgnoreCase).count() > 1);
        return count;
    }

    private static int width(List<Source> sources) {
        return sources.stream().mapToInt(source -> source.columns().size()).sum();
    }

    private static Column named(Column column, String name) {
        return new Column(name, column.type(), column.nullable(), false, null, column.domain());
    }

    /** Often the name of a column, of either shape. */
    private String label() {
        return choices.of("total", "name", "full_name", "status", "label", "Name", "a");
    }

    /** Ends in all columns, so that the order is defined as far as anybody can see. */
    private String order(Scope scope, List<String> labels, int count, boolean distinct) {
        List<String> keys = new ArrayList<>();
        if (!distinct && choices.chance(50)) {
            scope.column(build, column -> column.type() != Type.JSON)
                    .ifPresent(column -> keys.add(column.text()
                            + choices.of("", " DESC")
                            + (build.isPostgres() ? choices.of("", " NULLS FIRST") : "")));
        }
        if (!distinct && choices.chance(20)) {
            keys.add(expressions.text(scope, 1));
        }
        if (choices.chance(30)) {
            labels.stream()
                    .filter(label -> !label.isEmpty() && labels.indexOf(label) == labels.lastIndexOf(label))
                    .findFirst()
                    .ifPresent(label -> keys.add(build.product().quote(label)));
        }
        for (int i = 1; i <= count; i++) {
            keys.add(i + choices.of("", "", " DESC"));
        }
        return " ORDER BY " + String.join(", ", keys);
    }

    private String limit() {
        return switch (choices.below(6)) {
            case 4 -> " LIMIT 2";
            case 5 -> build.isPostgres() ? " OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY" : " LIMIT 1, 2";
            default -> "";
        };
    }

    private String lock(From from) {
        if (build.product() == Product.MARIADB) {
            return choices.of(" FOR UPDATE", " LOCK IN SHARE MODE");
        }
        String of = choices.chance(40) ? " OF " + choices.of(from.sources()).alias() : "";
        return choices.of(" FOR UPDATE", " FOR SHARE") + of + choices.of("", " NOWAIT", " SKIP LOCKED");
    }

    private From from(@Nullable Scope outer, int depth) {
        int form = choices.below(12);
        if (form <= 4 || depth <= 0) {
            return single();
        }
        return switch (form) {
            case 5, 6 -> joined(choices.of(" JOIN ", " INNER JOIN "), true);
            case 7 -> joined(" LEFT JOIN ", false);
            case 8 -> joined(build.isPostgres() ? " FULL JOIN " : " RIGHT JOIN ", false);
            case 9 -> shared();
            case 10 -> derived(outer, depth);
            default -> crossed();
        };
    }

    private From single() {
        Table table = build.table();
        Aliased aliased = aliased(table, choices.chance(50));
        return new From(aliased.sql(), List.of(aliased.source()), false, true);
    }

    private record Aliased(String sql, Source source) {}

    private Aliased aliased(Table table, boolean withAlias) {
        String name = build.quote(table.name());
        if (!withAlias) {
            return new Aliased(name, new Source(name, table.columns()));
        }
        String alias = build.alias();
        if (build.isPostgres() && choices.chance(8)) {
            List<Column> renamed = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                renamed.add(named(table.columns().get(i), i == 1 ? "full_name" : "c" + i));
            }
            String names = String.join(", ", renamed.stream().map(Column::name).toList());
            return new Aliased(name + " AS " + alias + " (" + names + ")", new Source(alias, renamed));
        }
        return new Aliased(name + choices.of(" ", " AS ") + alias, new Source(alias, table.columns()));
    }

    private From joined(String join, boolean inner) {
        Aliased left = aliased(build.table(), true);
        Aliased right = aliased(build.table(), true);
        // An outer hash join of MySQL 8.0.31 takes a DECIMAL's NULL for 0, where it can't make it an inner one.
        boolean decimals = inner || build.product() != Product.MYSQL;
        Optional<String> condition = sameType(
                left.source(),
                right.source(),
                column -> column.type() != Type.JSON && (decimals || column.type() != Type.DECIMAL));
        return new From(
                left.sql() + join + right.sql() + " ON " + condition.orElse("1 = 1"),
                List.of(left.source(), right.source()),
                false,
                inner);
    }

    private Optional<String> sameType(Source left, Source right, Predicate<Column> allowed) {
        Optional<Reference> one = Scope.of(left).column(build, allowed);
        return one.flatMap(first -> Scope.of(right)
                .column(build, column -> column.type() == first.column().type())
                .map(second -> left.alias() + "." + build.quote(first.column().name()) + " = " + right.alias() + "."
                        + build.quote(second.column().name())));
    }

    /** USING or NATURAL, if the two have a column in common. */
    private From shared() {
        Table one = build.table();
        Table two = choices.of(build.tables());
        Aliased left = aliased(one, true);
        Aliased right = aliased(two, true);
        Optional<Column> common = left.source().columns().stream()
                .filter(column -> right.source().columns().stream()
                        .anyMatch(other -> other.name().equals(column.name()) && other.type() == column.type()))
                .findFirst();
        String join = common.isEmpty()
                ? left.sql() + " CROSS JOIN " + right.sql()
                : left.sql() + " JOIN " + right.sql() + " USING ("
                        + build.quote(common.get().name()) + ")";
        return new From(join, List.of(left.source(), right.source()), true, true);
    }

    private From crossed() {
        Aliased left = aliased(build.table(), true);
        Aliased right = aliased(build.table(), true);
        return new From(left.sql() + ", " + right.sql(), List.of(left.source(), right.source()), false, true);
    }

    private From derived(@Nullable Scope outer, int depth) {
        String alias = build.alias();
        boolean lateral = build.product() != Product.MARIADB && choices.chance(30);
        Aliased left = aliased(build.table(), true);
        Query query = select(lateral ? Scope.of(left.source()) : null, depth - 1, false);
        Source source = new Source(alias, query.columns());
        if (lateral) {
            return new From(
                    left.sql() + " CROSS JOIN LATERAL (" + query.sql() + ") " + alias,
                    List.of(left.source(), source),
                    true,
                    false);
        }
        return new From("(" + query.sql() + ") AS " + alias, List.of(source), true, false);
    }

    private String grouped(int depth) {
        From from = from(null, 1);
        Scope scope = new Scope(from.sources(), null);
        Optional<Reference> group = scope.column(build, column -> column.type() != Type.JSON);
        String key = group.map(Reference::text).orElse("1");
        String label = choices.chance(30) ? label() : "";
        List<String> items = new ArrayList<>();
        items.add(key + (label.isEmpty() ? "" : " AS " + build.product().quote(label)));
        int count = 1 + choices.below(2);
        for (int i = 0; i < count; i++) {
            items.add(aggregate(scope) + (choices.chance(30) ? " AS agg" + i : ""));
        }
        String by = group.isEmpty() ? "1" : choices.of(key, "1", key);
        String sql = "SELECT " + String.join(", ", items) + " FROM " + from.sql()
                + (choices.chance(40) ? " WHERE " + expressions.truth(scope, depth - 1) : "") + " GROUP BY "
                + (build.isPostgres() && choices.chance(10) && !by.equals("1") ? "ROLLUP (" + by + ")" : by)
                + (choices.chance(30) ? " HAVING count(*) > 0" : "");
        return sql + order(Scope.of(), List.of(), items.size(), true);
    }

    private String aggregate(Scope scope) {
        String column = scope.column(
                        build,
                        each -> each.type() != Type.JSON && each.type() != Type.BOOLEAN && each.type() != Type.UUID)
                .map(Reference::text)
                .orElse("1");
        // A sum of numbers that MySQL gives to rows hangs on what other statements have left.
        String number = scope.column(
                        build, each -> each.type().kind() == Kind.NUMBER && (build.isPostgres() || !each.identity()))
                .map(Reference::text)
                .orElse("1");
        return switch (choices.below(8)) {
            case 1 -> "count(" + column + ")";
            case 2 -> "max(" + column + ")";
            case 3 -> "sum(" + number + ")";
            case 4 -> "count(DISTINCT " + column + ")";
            case 5 ->
                build.isPostgres()
                        ? "string_agg(" + column + "::text, ',' ORDER BY " + column + "::text)"
                        : concatenated(column);
            case 6 -> build.isPostgres() ? "count(*) FILTER (WHERE " + expressions.truth(scope, 0) + ")" : "count(*)";
            case 7 -> build.isPostgres() ? "array_agg(" + column + " ORDER BY " + column + ")" : "min(" + column + ")";
            default -> "count(*)";
        };
    }

    /** As text of a certain length: MySQL says TEXT or LONGTEXT, depending on how it has come to the rows. */
    private static String concatenated(String column) {
        return "CAST(group_concat(" + column + " ORDER BY " + column + ") AS char(100))";
    }

    private String windowed() {
        Table table = build.table();
        Aliased aliased = aliased(table, choices.chance(50));
        Scope scope = Scope.of(aliased.source());
        String column = scope.column(build, each -> each.type() != Type.JSON)
                .map(Reference::text)
                .orElse("1");
        String key = aliased.source().alias() + "."
                + build.quote(aliased.source()
                        .columns()
                        .get(table.columns().indexOf(table.column(table.key())))
                        .name());
        String call = choices.of("row_number()", "count(*)", "lag(" + column + ")", "max(" + key + ")", "rank()");
        boolean named = choices.chance(30);
        String window = (choices.chance(60) ? "PARTITION BY " + column + " " : "") + "ORDER BY " + key;
        return "SELECT " + column + ", " + call + " OVER " + (named ? "w" : "(" + window + ")") + " FROM "
                + aliased.sql() + (choices.chance(40) ? " WHERE " + expressions.truth(scope, 1) : "")
                + (named ? " WINDOW w AS (" + window + ")" : "") + " ORDER BY 1, 2";
    }

    private String setOperation() {
        Table one = build.table();
        Table two = choices.of(build.tables());
        Column first = choices.of(one.columns());
        Optional<Column> second = two.columns().stream()
                .filter(column -> column.type() == first.type())
                .findFirst();
        boolean same = one == two && choices.chance(40);
        String left = "SELECT " + (same ? "*" : build.quote(first.name())) + " FROM " + build.quote(one.name());
        String right = same
                ? "SELECT * FROM " + build.quote(two.name())
                : second.map(column -> "SELECT " + build.quote(column.name()) + " FROM " + build.quote(two.name()))
                        .orElse("SELECT NULL");
        if ((same || second.isPresent()) && choices.chance(40)) {
            right += " WHERE " + expressions.truth(Scope.of(new Source(build.quote(two.name()), two.columns())), 1);
        }
        String operator = choices.of(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT ");
        if (!build.isPostgres() && !operator.contains("UNION")) {
            // MySQL has them from 8.0.31 on; both sides in parentheses are read by all.
            operator = " UNION ";
        }
        return left + operator + right + " ORDER BY 1" + (same ? orderRest(one) : "");
    }

    private static String orderRest(Table table) {
        StringBuilder rest = new StringBuilder();
        for (int i = 2; i <= table.columns().size(); i++) {
            rest.append(", ").append(i);
        }
        return rest.toString();
    }

    private String withCommonTable() {
        Query inner = select(null, 1, false);
        // Sometimes it hides a table of that name.
        String name = choices.chance(25) ? build.quote(build.table().name()) : "common_rows";
        boolean star = choices.chance(30);
        Scope scope = Scope.of(new Source(name, inner.columns()));
        String item = star || inner.columns().isEmpty()
                ? "*"
                : scope.column(build, column -> true).map(Reference::text).orElse("*");
        String condition = inner.columns().isEmpty() ? "" : " WHERE " + expressions.truth(scope, 0);
        return "WITH " + name + " AS (" + inner.sql() + ") SELECT " + item + " FROM " + name + condition;
    }

    private String distinctOn() {
        Table table = build.table();
        Scope scope = Scope.of(new Source(build.quote(table.name()), table.columns()));
        String column = scope.column(build, each -> each.type() != Type.JSON)
                .map(Reference::text)
                .orElse("1");
        return "SELECT DISTINCT ON (" + column + ") " + column + ", " + build.quote(table.key()) + " FROM "
                + build.quote(table.name()) + " ORDER BY " + column + ", " + build.quote(table.key()) + " DESC";
    }

    private String wholeRows() {
        Table table = build.table();
        String alias = build.alias();
        String name = build.quote(table.name());
        if (!build.isPostgres()) {
            return "SELECT count(*), count(DISTINCT " + alias + "." + build.quote(table.key()) + ") FROM " + name + " "
                    + alias;
        }
        return switch (choices.below(20)) {
            case 0, 1, 2, 3, 4, 5 -> "TABLE " + name;
            case 6 -> "SELECT " + alias + " FROM " + name + " " + alias;
            case 7, 8, 9, 10, 11, 12 -> "SELECT to_jsonb(" + alias + ") FROM " + name + " AS " + alias;
            default -> "SELECT " + alias + " IS NULL, count(*) FROM " + name + " " + alias + " GROUP BY 1";
        };
    }
}
