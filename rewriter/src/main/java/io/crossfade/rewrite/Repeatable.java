package io.crossfade.rewrite;

import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an expression may stand twice in a statement and give the same value twice.
 *
 * <p>A function counts as volatile unless the language itself says otherwise: any other name can be anybody's function.
 * Values that may not be repeated are computed once and used twice; that is always right, so nothing hangs on this list
 * being long.
 */
final class Repeatable {

    private static final Set<String> SAME_TWICE = Set.of(
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "current_role",
            "current_catalog");

    /** PostgreSQL's own operators; any other can be anybody's, over any function. Words ({@code AND}, {@code IN}) are its own. */
    private static final Set<String> OWN_OPERATORS = Set.of(
            "+", "-", "*", "/", "%", "^", "||", "=", "<>", "!=", "<", ">", "<=", ">=", "->", "->>", "#>", "#>>", "@>",
            "<@", "&", "|", "~", "~*", "!~", "!~*", "&&");

    private Repeatable() {}

    static boolean is(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return isSameTwice(call);
        }
        List<Expr> parts = parts(expr);
        return parts != null && parts.stream().allMatch(Repeatable::is);
    }

    private static boolean isSameTwice(Expr.Call call) {
        List<Name> name = call.name();
        return name.size() == 1
                && !name.get(0).quoted()
                && SAME_TWICE.contains(name.get(0).value().toLowerCase(Locale.ROOT))
                && call.over() == null
                && call.arguments().stream().allMatch(Repeatable::is);
    }

    /** The parts on which it depends; null if it may not be repeated whatever they are. */
    private static @Nullable List<Expr> parts(Expr expr) {
        if (expr instanceof Expr.Parameter
                || expr instanceof Expr.Literal
                || expr instanceof Expr.Default
                || expr instanceof Expr.ColumnRef) {
            return List.of();
        }
        if (expr instanceof Expr.Cast cast) {
            return List.of(cast.operand());
        }
        if (expr instanceof Expr.Collate collate) {
            return List.of(collate.operand());
        }
        if (expr instanceof Expr.Parens parens) {
            return List.of(parens.inner());
        }
        if (expr instanceof Expr.Operation operation) {
            boolean word = Character.isLetter(operation.operator().charAt(0));
            return word || OWN_OPERATORS.contains(operation.operator()) ? operation.operands() : null;
        }
        if (expr instanceof Expr.Row row) {
            return row.fields();
        }
        if (expr instanceof Expr.ArrayConstructor array) {
            return array.elements();
        }
        if (expr instanceof Expr.FieldAccess access) {
            return List.of(access.operand());
        }
        if (expr instanceof Expr.Subscript subscript) {
            return Lists.joined(List.of(subscript.operand()), subscript.subscripts());
        }
        if (expr instanceof Expr.Case choice) {
            return Lists.joined(Lists.present(choice.operand(), choice.otherwise()), choice.branches());
        }
        return null;
    }
}
