package io.crossfade.control.job;

import io.crossfade.rewrite.Formula;
import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An expression of a migration, as far as it can be judged without a database.
 *
 * @param columns what it mentions, in order
 * @param functions the names of those that it calls, in lower case
 * @param complaints about what no expression of a migration may contain
 */
record SqlExpression(List<Mention> columns, List<String> functions, List<Complaint> complaints) {

    SqlExpression {
        columns = List.copyOf(columns);
        functions = List.copyOf(functions);
        complaints = List.copyOf(complaints);
    }

    /** A column as it is written, {@code name} as the catalog would list it. */
    record Mention(String name, int position) {}

    /**
     * What is wrong with an expression.
     *
     * @param position of the character from which on it is wrong, from 1; 0 if that isn't known
     */
    record Complaint(String message, int position) {

        String at() {
            return position > 0 ? ", at position " + position : "";
        }
    }

    /** Has a complaint where the text isn't one expression. */
    static SqlExpression read(Dialect dialect, String text) {
        try {
            Expr expression = SqlParser.parseExpression(dialect, text);
            List<Mention> columns = new ArrayList<>();
            List<String> functions = new ArrayList<>();
            List<Complaint> complaints = new ArrayList<>();
            walk(expression, columns, functions, complaints);
            if (complaints.isEmpty()) {
                whatThePlannerRefuses(dialect, text).ifPresent(complaints::add);
            }
            return new SqlExpression(columns, functions, complaints);
        } catch (SqlSyntaxException e) {
            return new SqlExpression(
                    List.of(),
                    List.of(),
                    List.of(new Complaint("it can't be read: " + e.getMessage(), e.offset() + 1)));
        }
    }

    private static Optional<Complaint> whatThePlannerRefuses(Dialect dialect, String text) {
        try {
            Formula unused = Formula.parse(dialect, text);
            return Optional.empty();
        } catch (SqlSyntaxException e) {
            return Optional.of(new Complaint(String.valueOf(e.getMessage()), e.offset() + 1));
        }
    }

    /** The columns that an accepted expression mentions. */
    static Set<String> columnsOf(Dialect dialect, String text) {
        SqlExpression expression = read(dialect, text);
        if (!expression.complaints().isEmpty()) {
            throw new JobFailedException("an expression of the migration can't be read: " + text + ": "
                    + expression.complaints().get(0).message());
        }
        Set<String> names = new LinkedHashSet<>();
        expression.columns().forEach(mention -> names.add(mention.name()));
        return names;
    }

    /** Whether a text is a type as {@code CAST} takes it, and nothing more. */
    static boolean isType(Dialect dialect, String text) {
        String head = "CAST(NULL AS ";
        try {
            return SqlParser.parseExpression(dialect, head + text + ")") instanceof Expr.Cast cast
                    && cast.type().start() == head.length()
                    && cast.type().end() == head.length() + text.strip().length();
        } catch (SqlSyntaxException e) {
            return false;
        }
    }

    private static void walk(Object node, List<Mention> columns, List<String> functions, List<Complaint> complaints) {
        if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, columns, functions, complaints));
            return;
        }
        if (node instanceof Expr.ColumnRef column) {
            columns.add(new Mention(column.column().value(), column.span().start() + 1));
            return;
        }
        if (node instanceof Expr.Call call) {
            functions.add(call.function().value().toLowerCase(Locale.ROOT));
        }
        whatIsWrong(node)
                .ifPresent(what -> complaints.add(new Complaint(
                        what, node instanceof Expr expr ? expr.span().start() + 1 : 0)));
        if (node instanceof Record branch && !(node instanceof Expr.Subquery)) {
            for (RecordComponent component : branch.getClass().getRecordComponents()) {
                Object child = value(branch, component);
                if (child instanceof Expr || child instanceof List || child instanceof Expr.Window) {
                    walk(child, columns, functions, complaints);
                }
            }
        }
    }

    private static Optional<String> whatIsWrong(Object node) {
        if (node instanceof Expr.Parameter) {
            return Optional.of("it has a parameter");
        }
        if (node instanceof Expr.Subquery) {
            return Optional.of("it has a subquery; a value may be computed from its own row only");
        }
        if (node instanceof Expr.Star || node instanceof Expr.FieldStar) {
            return Optional.of("it has a star; name the columns");
        }
        if (node instanceof Expr.Default) {
            return Optional.of("DEFAULT is no expression");
        }
        if (node instanceof Expr.Call call) {
            if (call.over() != null) {
                return Optional.of("it has a window function; a value may be computed from its own row only");
            }
            if (call.star() || call.filter() != null || !call.orderBy().isEmpty()) {
                return Optional.of("it has an aggregate; a value may be computed from its own row only");
            }
        }
        return Optional.empty();
    }

    private static Object value(Record node, RecordComponent component) {
        try {
            return Optional.ofNullable(component.getAccessor().invoke(node)).orElse(List.of());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a node's component can't be read: " + component, e);
        }
    }
}
