package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.QueryBody;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text that a database describes with the types that the application's code expects.
 *
 * <p>In MySQL and MariaDB no cast makes an INT, nor a BOOLEAN: a column of such a type that is computed from others comes
 * out as something wider, and so does what an expression makes of it. So the statement is written once more, with each
 * computed column standing for one of JSON_TABLE, which takes any type. It is prepared and never run.
 */
final class Description {

    /** What stands for the columns that are computed. */
    private static final String TYPES = "crossfade_types";

    private static final Set<String> EXTREMES = Set.of("min", "max");

    /**
     * A table as such a text shows it.
     *
     * @param columns its columns, labelled
     * @param beside what stands behind it in the FROM clause
     */
    record Shown(String columns, String beside) {}

    private Description() {}

    /** @return empty if the database describes the statement's rows rightly as it is, or there are none */
    static Optional<RowDescription> of(Statement statement, Context context) {
        if (!context.dialect().isMySql() || !context.readsComputed()) {
            return Optional.empty();
        }
        String text = query(statement, context);
        if (text == null) {
            return Optional.empty();
        }
        Context describing = context.describing(new Edits(text, List.of()));
        try {
            new Statements(describing)
                    .statement(SqlParser.parse(context.mode(), text).get(0), null);
        } catch (RefusedException | SqlSyntaxException e) {
            return Optional.empty(); // Where the table can't be shown, the types are what the database makes them.
        }
        return Optional.of(new RowDescription(
                describing.edits().render().sql(), isWindowed(statement, context), extremes(statement)));
    }

    private static Set<Integer> extremes(Statement statement) {
        Set<Integer> places = new HashSet<>();
        if (statement instanceof Statement.Query query && query.body() instanceof QueryBody.Select select) {
            List<Statement.SelectItem> items = select.items();
            for (int i = 0; i < items.size() && !(items.get(i).expr() instanceof Expr.Star); i++) {
                if (items.get(i).expr() instanceof Expr.Call call
                        && EXTREMES.contains(call.function().value().toLowerCase(Locale.ROOT))
                        && call.over() == null
                        && call.arguments().size() == 1
                        && call.arguments().get(0) instanceof Expr.ColumnRef) {
                    places.add(i);
                }
            }
        }
        return places;
    }

    /** MySQL computes windows over a temporary table, whose columns have other types when it runs than it says before. */
    private static boolean isWindowed(Statement statement, Context context) {
        return context.dialect() == Dialect.MYSQL
                && statement instanceof Statement.Query query
                && query.body() instanceof QueryBody.Select select
                && select.items().stream()
                        .flatMap(item -> Parts.all(item.expr()).stream())
                        .anyMatch(part -> part instanceof Expr.Call call && call.over() != null);
    }

    private static @Nullable String query(Statement statement, Context context) {
        String text = context.edits().sql();
        if (statement instanceof Statement.Query query) {
            boolean elsewhere =
                    query.into() != null || query.body() instanceof QueryBody.Select select && select.into() != null;
            return elsewhere ? null : query.span().of(text);
        }
        Statement.Returning returning = Returnings.of(statement);
        if (returning == null || returning.items().isEmpty()) {
            return null;
        }
        String table;
        if (statement instanceof Statement.Insert insert) {
            table = insert.table().span().of(text);
        } else if (statement instanceof Statement.Delete delete) {
            table = delete.target().span().of(text);
        } else {
            return null;
        }
        int from = returning.items().get(0).span().start();
        int to = returning.items().get(returning.items().size() - 1).span().end();
        return "SELECT " + text.substring(from, to) + " FROM " + table;
    }

    static Shown shown(Context context, MappedTable table, List<Column> columns) {
        List<String> sent = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Column column : columns) {
            Converted group = column.isPhysical() ? null : table.conversion(column.key());
            Converted.Member member = group == null ? null : group.named(column.key());
            String value;
            if (member != null && !isCastTo(member.type(), context.dialect())) {
                String name = "c" + types.size();
                types.add(name + " " + member.type()
                        + (member.collation() == null ? "" : " COLLATE " + member.collation()) + " PATH '$'");
                value = TYPES + "." + name;
            } else {
                value = column.text(context::quote);
            }
            sent.add(value + " AS " + context.quote(column.name()));
        }
        return new Shown(
                context.list(sent),
                types.isEmpty() ? "" : ", JSON_TABLE('[]', '$[*]' COLUMNS (" + context.list(types) + ")) AS " + TYPES);
    }

    /** Whether a cast makes just that type, or JSON_TABLE doesn't. */
    private static boolean isCastTo(String type, Dialect dialect) {
        String lower = type.toLowerCase(Locale.ROOT).strip();
        return lower.startsWith("varchar")
                || lower.startsWith("decimal(")
                || dialect == Dialect.MARIADB && (lower.startsWith("enum") || lower.startsWith("set"));
    }
}
