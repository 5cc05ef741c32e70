package io.crossfade.compare.generate;

import io.crossfade.compare.generate.Scope.Source;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes statements that write. */
final class Writes {

    private static final Pattern TRACES =
            Pattern.compile("(?i)\\b(INSERT|UPDATE|DELETE|MERGE|REPLACE|NEXTVAL|FOR|LOCK)\\b");

    private static final Scope NOTHING = Scope.of();

    private final Build build;
    private final Choices choices;
    private final Expressions expressions;

    Writes(Build build) {
        this.build = build;
        this.choices = build.choices();
        this.expressions = new Expressions(build);
    }

    String insert() {
        Table table = build.writtenTable();
        int form = choices.below(10);
        if (form == 9 && build.product() == Product.MYSQL || form == 8 && needsValue(table)) {
            form = 0;
        }
        String into = into(table);
        return switch (form) {
            case 5 -> into + " " + positional(table, table.columns().size()) + returning(table, "");
            case 6 -> into + " " + select(table) + returning(table, "");
            case 7 ->
                build.isPostgres()
                        ? postgresUpsert(table)
                        : "INSERT INTO " + build.quote(table.name()) + " " + named(table, 1) + upsert(table);
            case 8 -> build.isPostgres() ? into + " DEFAULT VALUES" : into + " " + set(table);
            case 9 ->
                build.isPostgres()
                        ? into + " AS w " + named(table, 1) + returning(table, "w")
                        : into + " " + named(table, 2) + returning(table, "");
            default -> into + " " + named(table, 1 + choices.below(3)) + returning(table, "");
        };
    }

    private String into(Table table) {
        String name = build.quote(table.name());
        if (build.isPostgres()) {
            return "INSERT INTO " + name;
        }
        String into = choices.of("INSERT INTO ", "INSERT INTO ", "INSERT IGNORE INTO ", "REPLACE INTO ", "INSERT ");
        return (putsForeignValues(table) ? into.replace("IGNORE ", "") : into) + name;
    }

    /** What IGNORE puts for nothing may be no value that a conversion's other side can hold. */
    private static boolean putsForeignValues(Table table) {
        return table.columns().stream().anyMatch(column -> column.domain() != Domain.ANY && !column.nullable());
    }

    private List<Column> writtenColumns(Table table) {
        List<Column> written = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean key = column.name().equals(table.key());
            boolean needed = !column.nullable() && column.defaultValue() == null && !column.identity()
                    || column.domain() == Domain.OF_KEY;
            if (key ? !column.identity() || choices.chance(30) : needed || choices.chance(70)) {
                written.add(column);
            }
        }
        if (written.isEmpty()) {
            written.add(table.columns().get(table.columns().size() - 1));
        }
        if (choices.chance(20)) {
            java.util.Collections.reverse(written);
        }
        return written;
    }

    private static boolean needsValue(Table table) {
        return table.columns().stream().anyMatch(column -> column.domain() == Domain.OF_KEY);
    }

    private String named(Table table, int rows) {
        List<Column> columns = writtenColumns(table);
        return list(columns) + " VALUES " + rows(table, columns, rows);
    }

    private String positional(Table table, int count) {
        return choices.of("VALUES ", "VALUES ") + rows(table, table.columns().subList(0, count), 1 + choices.below(2));
    }

    private String rows(Table table, List<Column> columns, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(columns.stream()
                    .map(column -> inserted(table, column))
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        return String.join(", ", rows);
    }

    private String inserted(Table table, Column column) {
        if (column.name().equals(table.key())) {
            return column.identity() && choices.chance(60)
                    ? "DEFAULT"
                    : choices.chance(15) ? "1" : Integer.toString(build.newKey());
        }
        return expressions.assignable(column, NOTHING, true);
    }

    private String list(List<Column> columns) {
        return columns.stream().map(column -> build.quote(column.name())).collect(Collectors.joining(", ", "(", ")"));
    }

    /** MySQL's own form. */
    private String set(Table table) {
        return writtenColumns(table).stream()
                .map(column -> build.quote(column.name()) + " = " + inserted(table, column))
                .collect(Collectors.joining(", ", "SET ", ""));
    }

    /** In a defined order, so that numbers given to rows are the same in two runs. */
    private String select(Table table) {
        Table from = build.table();
        String alias = build.alias();
        Scope scope = Scope.of(new Source(alias, from.columns()));
        List<Column> columns = new ArrayList<>(writtenColumns(table));
        List<String> values = new ArrayList<>();
        for (Column column : columns) {
            if (column.name().equals(table.key())) {
                values.add(alias + "." + build.quote(from.key()) + " + 700");
            } else {
                String value = expressions.assignable(column, scope, true);
                values.add(value.equals("DEFAULT") ? "NULL" : value);
            }
        }
        boolean star = from.columns().size() == table.columns().size()
                && from != table
                && givesKey(from, table)
                && !needsValue(table)
                && choices.chance(20);
        return (star ? "" : list(columns) + " ") + "SELECT " + (star ? "*" : String.join(", ", values)) + " FROM "
                + build.quote(from.name()) + " " + alias
                + (choices.chance(50) ? " WHERE " + expressions.truth(scope, 1) : "") + " ORDER BY " + alias + "."
                + build.quote(from.key());
    }

    /** What other types' values leave in a counter of keys is nothing to compare. */
    private static boolean givesKey(Table from, Table table) {
        return position(from) == position(table);
    }

    private static int position(Table table) {
        return table.columns().stream().map(Column::name).toList().indexOf(table.key());
    }

    private String upsert(Table table) {
        List<Column> changed = nonKeys(table);
        Source source = new Source(build.quote(table.name()), table.columns());
        boolean aliased = build.product() == Product.MYSQL && choices.chance(30);
        return (aliased ? " AS fresh" : "") + " ON DUPLICATE KEY UPDATE "
                + changed.stream()
                        .map(column -> build.quote(column.name()) + " = "
                                + (choices.chance(50)
                                        ? offered(column, aliased)
                                        : expressions.assignable(column, Scope.of(source), false)))
                        .collect(Collectors.joining(", "));
    }

    private String offered(Column column, boolean aliased) {
        return aliased ? "fresh." + build.quote(column.name()) : "VALUES(" + build.quote(column.name()) + ")";
    }

    private String postgresUpsert(Table table) {
        boolean aliased = choices.chance(20);
        String name = build.quote(table.name());
        String rows = choices.chance(25) ? select(table) : named(table, 1 + choices.below(2));
        String insert = "INSERT INTO " + name + (aliased ? " AS w " : " ") + rows;
        String own = aliased ? "w" : name;
        String conflict = conflict(table);
        if (conflict.isEmpty() || choices.chance(25)) {
            return insert + " ON CONFLICT " + conflict + "DO NOTHING" + returning(table, aliased ? "w" : "");
        }
        Scope scope = Scope.of(new Source(own, table.columns()), new Source("EXCLUDED", table.columns()));
        return insert + " ON CONFLICT " + conflict + "DO UPDATE SET " + onConflict(table, scope)
                + (choices.chance(25) ? " WHERE " + expressions.truth(scope, 1) : "")
                + returning(table, aliased ? "w" : "");
    }

    private String conflict(Table table) {
        String unique = table.unique().isEmpty() ? "" : table.unique().get(0);
        return switch (choices.below(6)) {
            case 1 -> "";
            case 2, 3 -> unique.isEmpty() ? "" : "(" + build.quote(unique) + ") ";
            case 4 -> "ON CONSTRAINT " + build.product().quote(table.name() + "_pkey") + " ";
            default -> "(" + build.quote(table.key()) + ") ";
        };
    }

    private String onConflict(Table table, Scope scope) {
        List<Column> changed = nonKeys(table);
        List<String> values = changed.stream()
                .map(column -> choices.chance(50)
                        ? choices.of("EXCLUDED.", "excluded.") + build.quote(column.name())
                        : expressions.assignable(column, scope, true))
                .toList();
        if (choices.chance(15)) {
            return list(changed) + " = " + choices.of("", "ROW ") + "(" + String.join(", ", values) + ")";
        }
        List<String> set = new ArrayList<>();
        for (int i = 0; i < changed.size(); i++) {
            set.add(build.quote(changed.get(i).name()) + " = " + values.get(i));
        }
        return String.join(", ", set);
    }

    private List<Column> nonKeys(Table table) {
        return choices.someOf(table.columns().stream()
                .filter(column -> !column.name().equals(table.key()))
                .toList());
    }

    String update() {
        Table table = build.writtenTable();
        String alias = choices.chance(50) ? build.alias() : "";
        String name = build.quote(table.name());
        Source source = new Source(alias.isEmpty() ? name : alias, table.columns());
        String target = name + (alias.isEmpty() ? "" : choices.of(" ", " AS ") + alias);
        return switch (choices.below(8)) {
            case 6 -> build.isPostgres() ? updateFrom(table, target, source) : updateJoined(table, target, source);
            case 7 -> build.isPostgres() ? updateTuple(table, target, source) : updateLimited(table, target, source);
            default ->
                "UPDATE " + target + " SET " + assigned(table, Scope.of(source), where(Scope.of(source), 85))
                        + (build.isPostgres() ? returning(table, alias) : "");
        };
    }

    /** MySQL's assignments see what those in front of them have assigned, but only as long as there is no subquery. */
    private String assigned(Table table, Scope scope, String where) {
        String set = assignments(table, scope, "", true) + where;
        return build.isPostgres() || !set.contains("(SELECT ") ? set : assignments(table, scope, "", false) + where;
    }

    private String assignments(Table table, Scope scope, String prefix) {
        return assignments(table, scope, prefix, build.isPostgres());
    }

    /** @param inOrder whether it is certain what a column shows that has been assigned: with joins it isn't on MySQL */
    private String assignments(Table table, Scope scope, String prefix, boolean inOrder) {
        List<Column> assigned = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        for (Column column : nonKeys(table)) {
            Scope seen = inOrder ? scope : scope.without(assigned);
            assignments.add(prefix + build.quote(column.name()) + " = " + expressions.assignable(column, seen, true));
            assigned.add(column);
        }
        return String.join(", ", assignments);
    }

    private String where(Scope scope, int percent) {
        return choices.chance(percent) ? " WHERE " + expressions.truth(scope, 2) : "";
    }

    /** At most one row of the other table fits, so that the result is defined. */
    private String updateFrom(Table table, String target, Source source) {
        Table other = build.table();
        String alias = build.alias();
        Scope scope = Scope.of(source, new Source(alias, other.columns()));
        return "UPDATE " + target + " SET " + assignments(table, scope, "") + " FROM " + build.quote(other.name()) + " "
                + alias + " WHERE " + source.alias() + "." + build.quote(table.key()) + " = " + alias + "."
                + build.quote(other.key()) + (choices.chance(40) ? " AND " + expressions.truth(scope, 1) : "");
    }

    private String updateTuple(Table table, String target, Source source) {
        List<Column> columns = nonKeys(table);
        Scope scope = Scope.of(source);
        String names = list(columns);
        // A query that finds no row gives NULL, also to what may never be NULL.
        if (choices.chance(40)
                && columns.stream().noneMatch(column -> column.domain().isClosed())) {
            Table other = build.table();
            String alias = build.alias();
            Scope inner = Scope.of(new Source(alias, other.columns()));
            String values = columns.stream()
                    .map(column -> {
                        String value = expressions.assignable(column, inner, false);
                        return value.equals("DEFAULT") ? "NULL" : value;
                    })
                    .collect(Collectors.joining(", "));
            return "UPDATE " + target + " SET " + names + " = (SELECT " + values + " FROM " + build.quote(other.name())
                    + " " + alias + " WHERE " + alias + "." + build.quote(other.key()) + " = " + source.alias() + "."
                    + build.quote(table.key()) + ")" + where(scope, 70);
        }
        String values = columns.stream()
                .map(column -> expressions.assignable(column, scope, true))
                .collect(Collectors.joining(", "));
        return "UPDATE " + target + " SET " + names + " = " + choices.of("", "ROW ") + "(" + values + ")"
                + where(scope, 85);
    }

    private String updateJoined(Table table, String target, Source source) {
        Table other = build.table();
        String alias = build.alias();
        Scope scope = Scope.of(source, new Source(alias, other.columns()));
        return "UPDATE " + target + choices.of(" JOIN ", " INNER JOIN ") + build.quote(other.name()) + " " + alias
                + " ON " + source.alias() + "." + build.quote(table.key()) + " = " + alias + "."
                + build.quote(other.key()) + " SET " + assignments(table, scope, source.alias() + ".")
                + (choices.chance(60) ? " WHERE " + expressions.truth(scope, 1) : "");
    }

    private String updateLimited(Table table, String target, Source source) {
        Scope scope = Scope.of(source);
        return "UPDATE " + target + " SET " + assigned(table, scope, where(scope, 50)) + " ORDER BY "
                + build.quote(table.key()) + choices.of("", " DESC") + " LIMIT 2";
    }

    String delete() {
        Table table = build.writtenTable();
        String name = build.quote(table.name());
        String alias = choices.chance(40) ? build.alias() : "";
        Source source = new Source(alias.isEmpty() ? name : alias, table.columns());
        Scope scope = Scope.of(source);
        if (choices.chance(30)) {
            return deleteJoined(table, name);
        }
        if (!build.isPostgres()) {
            return "DELETE FROM " + name + where(Scope.of(new Source(name, table.columns())), 90)
                    + (choices.chance(30) ? " ORDER BY " + build.quote(table.key()) + " LIMIT 1" : "")
                    + (build.product() == Product.MARIADB ? returning(table, "") : "");
        }
        return "DELETE FROM " + name + (alias.isEmpty() ? "" : " AS " + alias) + where(scope, 90)
                + returning(table, alias);
    }

    private String deleteJoined(Table table, String name) {
        String own = build.alias();
        String alias = build.alias();
        Table chosen = build.table();
        // Which rows of it are still there when a key takes some along hangs on how the server joins the two.
        boolean goes = chosen.references().stream()
                .anyMatch(reference -> reference.table().equals(table.name()));
        Table other = goes && !build.isPostgres() ? table : chosen;
        Scope scope = Scope.of(new Source(own, table.columns()), new Source(alias, other.columns()));
        String condition = own + "." + build.quote(table.key()) + " = " + alias + "." + build.quote(other.key())
                + (choices.chance(60) ? " AND " + expressions.truth(scope, 1) : "");
        if (build.isPostgres()) {
            return "DELETE FROM " + name + " " + own + " USING " + build.quote(other.name()) + " " + alias + " WHERE "
                    + condition + returning(table, own);
        }
        return choices.chance(50)
                ? "DELETE " + own + " FROM " + name + " " + own + " JOIN " + build.quote(other.name()) + " " + alias
                        + " ON " + condition
                : "DELETE FROM " + own + " USING " + name + " AS " + own + " JOIN " + build.quote(other.name()) + " AS "
                        + alias + " ON " + condition;
    }

    private String returning(Table table, String alias) {
        if (build.product() == Product.MYSQL || !choices.chance(25)) {
            return "";
        }
        Scope scope = Scope.of(new Source(alias.isEmpty() ? build.quote(table.name()) : alias, table.columns()));
        Column column = choices.of(table.columns());
        String name = build.quote(column.name());
        return switch (choices.below(build.isPostgres() ? 6 : 4)) {
            case 4, 5 ->
                " RETURNING " + choices.of("old.", "new.") + name + ", old." + build.quote(table.key()) + ", new."
                        + build.quote(choices.of(table.columns()).name());
            case 1 -> " RETURNING *";
            case 2 -> " RETURNING " + described(expressions.text(scope, 1), name) + " AS made, " + name;
            case 3 -> " RETURNING " + name + " AS " + build.product().quote(choices.of("name", "full_name", "x"));
            default -> " RETURNING " + build.quote(table.key()) + ", " + name;
        };
    }

    /** MariaDB only says of a text without its parameters what it gives back, and so not how wide those make it. */
    private String described(String text, String column) {
        return build.product() == Product.MARIADB && Build.hasParameter(text) ? column : text;
    }

    /** Only PostgreSQL has it. */
    String merge() {
        Table table = build.writtenTable();
        Table other = build.table();
        Source target = new Source("m", table.columns());
        Source source = new Source("s", other.columns());
        Scope both = Scope.of(target, source);
        Scope fromSource = Scope.of(source);
        List<Column> columns = new ArrayList<>(writtenColumns(table));
        if (!columns.contains(table.column(table.key()))) {
            // Numbers would be given in the order of the join, which isn't defined.
            columns.add(table.column(table.key()));
        }
        String values = columns.stream()
                .map(column -> column.name().equals(table.key())
                        ? "s." + build.quote(other.key()) + " + 700"
                        : expressions.assignable(column, fromSource, false))
                .collect(Collectors.joining(", "));
        String matched =
                switch (choices.below(4)) {
                    case 1 -> " THEN DELETE";
                    case 2 -> " THEN DO NOTHING";
                    default -> " THEN UPDATE SET " + assignments(table, both, "");
                };
        return "MERGE INTO " + build.quote(table.name()) + " AS m USING " + build.quote(other.name()) + " s ON m."
                + build.quote(table.key()) + " = s." + build.quote(other.key())
                + (choices.chance(40) ? " AND s." + build.quote(other.key()) + " > 1" : "") + " WHEN MATCHED"
                + (choices.chance(40) ? " AND " + expressions.truth(both, 1) : "") + matched
                + " WHEN NOT MATCHED THEN INSERT " + list(columns) + " VALUES (" + values + ")";
    }

    /** Only PostgreSQL has it: a write whose rows a query reads. */
    String writingCommonTable() {
        Table table = build.writtenTable();
        String name = build.quote(table.name());
        Source source = new Source(name, table.columns());
        Scope scope = Scope.of(source);
        String write =
                switch (choices.below(3)) {
                    case 1 -> "DELETE FROM " + name + where(scope, 90);
                    case 2 -> "INSERT INTO " + name + " " + named(table, 1);
                    default -> "UPDATE " + name + " SET " + assignments(table, scope, "") + where(scope, 90);
                };
        boolean star = choices.chance(30);
        List<Column> returned = star ? table.columns() : choices.someOf(table.columns());
        Scope written = Scope.of(new Source("written", returned));
        String item =
                written.column(build, column -> true).map(Scope.Reference::text).orElse("*");
        return "WITH written AS (" + write + " RETURNING "
                + (star ? "*" : list(returned).replaceAll("^\\(|\\)$", "")) + ") SELECT "
                + choices.of(item, "*", "count(*)") + " FROM written";
    }

    static boolean leavesTraces(String sql) {
        return TRACES.matcher(sql).find();
    }
}
