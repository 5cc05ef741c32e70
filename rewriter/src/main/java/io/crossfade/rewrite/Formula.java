package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import io.crossfade.sql.Span;
import io.crossfade.sql.SqlParser;
import io.crossfade.sql.SqlSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The expression by which a column follows from others: one value of one row. Immutable.
 *
 * <p>It names columns by their bare names and has no parameters, queries, aggregates, window functions or variables.
 * Whether it is volatile, and whether its columns exist, only the database can say.
 */
public final class Formula {

    /**
     * A column that is mentioned.
     *
     * @param column its name as the catalog lists it
     * @param span where it stands in {@link #text}
     */
    public record Reference(String column, Span span) {}

    /** PostgreSQL's and MySQL's own; those of others only the database knows. */
    private static final Set<String> AGGREGATES = Set.of(
            "any_value",
            "array_agg",
            "avg",
            "bit_and",
            "bit_or",
            "bit_xor",
            "bool_and",
            "bool_or",
            "count",
            "every",
            "group_concat",
            "json_agg",
            "json_arrayagg",
            "json_object_agg",
            "json_objectagg",
            "jsonb_agg",
            "jsonb_object_agg",
            "max",
            "min",
            "range_agg",
            "std",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "string_agg",
            "sum",
            "var_pop",
            "var_samp",
            "variance",
            "xmlagg");

    private final String text;
    private final Expr expr;
    private final List<Reference> references;
    private final boolean hasIndirection;
    private final Dialect dialect;

    private Formula(Dialect dialect, String text, Expr expr, List<Reference> references, boolean hasIndirection) {
        this.dialect = dialect;
        this.text = text;
        this.expr = expr;
        this.references = List.copyOf(references);
        this.hasIndirection = hasIndirection;
    }

    /**
     * Reads an expression.
     *
     * @throws SqlSyntaxException with the offset in the text if it isn't one whole expression, or isn't one of a single
     *     row's columns
     */
    public static Formula parse(Dialect dialect, String text) {
        Expr expr = SqlParser.parseExpression(dialect, text);
        List<Reference> references = new ArrayList<>();
        boolean hasIndirection = false;
        for (Expr part : Parts.all(expr)) {
            check(part);
            hasIndirection |= part instanceof Expr.Subscript || part instanceof Expr.FieldAccess;
            if (part instanceof Expr.ColumnRef column) {
                Name name = column.column();
                int start = name.span().start() - expr.span().start();
                references.add(new Reference(
                        name.value(),
                        new Span(start, start + name.span().end() - name.span().start())));
            }
        }
        references.sort(Comparator.comparingInt(reference -> reference.span().start()));
        return new Formula(dialect, expr.span().of(text), expr, references, hasIndirection);
    }

    private static void check(Expr part) {
        reason(part).ifPresent(reason -> {
            throw new SqlSyntaxException(reason, part.span().start());
        });
    }

    private static Optional<String> reason(Expr part) {
        if (part instanceof Expr.ColumnRef column && !column.qualifier().isEmpty()) {
            return Optional.of("A column is named without its table here");
        }
        if (part instanceof Expr.Call call) {
            String name = call.function().value().toLowerCase(Locale.ROOT);
            if (call.over() != null) {
                return Optional.of("A window function sees more than one row");
            }
            boolean aggregate = AGGREGATES.contains(name) || call.star() || call.filter() != null;
            return aggregate || !call.orderBy().isEmpty()
                    ? Optional.of("An aggregate sees more than one row")
                    : Optional.empty();
        }
        if (part instanceof Expr.Parameter) {
            return Optional.of("A parameter has no value here");
        }
        if (part instanceof Expr.Subquery) {
            return Optional.of("A query sees more than one row");
        }
        if (part instanceof Expr.Variable) {
            return Optional.of("A variable differs from session to session");
        }
        boolean misplaced = part instanceof Expr.Star
                || part instanceof Expr.FieldStar
                || part instanceof Expr.Default
                || part instanceof Expr.ColumnDefault
                || part instanceof Expr.InsertedValue
                || part instanceof Expr.CurrentOf
                || part instanceof Expr.Match
                || part instanceof Expr.SequenceValue;
        return misplaced ? Optional.of("This doesn't follow from the columns of one row") : Optional.empty();
    }

    /** The expression as written, without what stands around it. */
    public String text() {
        return text;
    }

    /** The columns it mentions, in their order, each as often as it does. */
    public List<Reference> references() {
        return references;
    }

    /** The names of the columns that it mentions. */
    public Set<String> columns() {
        return references.stream().map(Reference::column).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether only the language's own deterministic parts occur in it, so that it may be computed twice. */
    public boolean isRepeatable() {
        return Repeatable.is(expr, dialect);
    }

    /** Whether it is surely NULL where all of its columns are. */
    boolean isStrict() {
        return Strict.is(expr, dialect);
    }

    /**
     * The expression with other text for its columns.
     *
     * @param substitution for a column's name the text in its place; it has to be a name or in parentheses
     */
    public String render(Function<String, String> substitution) {
        StringBuilder rendered = new StringBuilder();
        int at = 0;
        for (Reference reference : references) {
            rendered.append(text, at, reference.span().start());
            rendered.append(substitution.apply(reference.column()));
            at = reference.span().end();
        }
        return rendered.append(text, at, text.length()).toString();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether it is a cast to that very type. */
    boolean isCastTo(String type) {
        return expr instanceof Expr.Cast cast
                && text.regionMatches(true, 0, "CAST(", 0, "CAST(".length())
                && new Span(
                                cast.type().start() - expr.span().start(),
                                cast.type().end() - expr.span().start())
                        .of(text)
                        .equalsIgnoreCase(type);
    }

    /** The expression with something else in the places of its columns. */
    Template template(Function<String, Template> substitution) {
        List<Template.Part> parts = new ArrayList<>();
        int at = 0;
        for (Reference reference : references) {
            parts.add(new Template.Part.Text(text.substring(at, reference.span().start())));
            Template put = substitution.apply(reference.column());
            boolean bare =
                    !hasIndirection || put.parts().size() == 1 && put.parts().get(0) instanceof Template.Part.Column;
            parts.addAll((bare ? put : put.between("(", ")")).parts());
            at = reference.span().end();
        }
        parts.add(new Template.Part.Text(text.substring(at)));
        return new Template(parts);
    }
}
