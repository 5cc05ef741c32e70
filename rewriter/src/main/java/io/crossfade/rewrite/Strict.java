package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an expression is surely NULL where all of its columns are: then it is what an outer join has in a row that it
 * made up, too.
 */
final class Strict {

    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "%", "^", "=", "<>", "!=", "<", ">", "<=", ">=", "NOT", "LIKE", "NOT LIKE");

    /** Functions of which any argument that is NULL makes the result NULL, in PostgreSQL and in MySQL. */
    private static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "ascii",
            "ceil",
            "ceiling",
            "char_length",
            "floor",
            "left",
            "length",
            "lower",
            "lpad",
            "ltrim",
            "md5",
            "mod",
            "power",
            "repeat",
            "replace",
            "reverse",
            "right",
            "round",
            "rpad",
            "rtrim",
            "sign",
            "sqrt",
            "substr",
            "substring",
            "trim",
            "upper");

    private static final Set<String> FUNCTIONS_OF_POSTGRES = Set.of(
            "btrim",
            "date_part",
            "date_trunc",
            "extract",
            "initcap",
            "position",
            "regexp_replace",
            "split_part",
            "strpos",
            "to_char",
            "to_date",
            "to_number",
            "to_timestamp",
            "translate",
            "trunc");

    private static final Set<String> FUNCTIONS_OF_MYSQL = Set.of(
            "concat", "date", "date_format", "hex", "instr", "lcase", "locate", "mid", "substring_index", "ucase");

    private Strict() {}

    static boolean is(@Nullable Expr expr, Dialect dialect) {
        if (expr instanceof Expr.ColumnRef) {
            return true;
        }
        if (expr instanceof Expr.Cast cast) {
            return is(cast.operand(), dialect);
        }
        if (expr instanceof Expr.Collate collate) {
            return is(collate.operand(), dialect);
        }
        if (expr instanceof Expr.Parens parens) {
            return is(parens.inner(), dialect);
        }
        if (expr instanceof Expr.Operation operation) {
            boolean own = OPERATORS.contains(operation.operator())
                    || operation.operator().equals("||") && !dialect.isMySql();
            return own ? any(operation.operands(), dialect) : isOfWords(operation, dialect);
        }
        if (expr instanceof Expr.Call call) {
            return isCall(call, dialect);
        }
        return expr instanceof Expr.Case choice && isCase(choice, dialect);
    }

    /** One of two that is true or false can decide alone. */
    private static boolean isOfWords(Expr.Operation operation, Dialect dialect) {
        return (operation.operator().equals("AND") || operation.operator().equals("OR"))
                && all(operation.operands(), dialect);
    }

    private static boolean isCall(Expr.Call call, Dialect dialect) {
        if (call.name().size() != 1) {
            return false;
        }
        String function = call.function().value().toLowerCase(Locale.ROOT);
        if (function.equals("coalesce")) {
            return all(call.arguments(), dialect);
        }
        if (function.equals("nullif")) {
            return is(call.arguments().get(0), dialect);
        }
        Set<String> more = dialect.isMySql() ? FUNCTIONS_OF_MYSQL : FUNCTIONS_OF_POSTGRES;
        return (FUNCTIONS.contains(function) || more.contains(function)) && any(call.arguments(), dialect);
    }

    /** No branch is taken whose condition is NULL. */
    private static boolean isCase(Expr.Case choice, Dialect dialect) {
        if (choice.otherwise() != null && !is(choice.otherwise(), dialect)) {
            return false;
        }
        if (choice.operand() != null && is(choice.operand(), dialect)) {
            return true;
        }
        List<Expr> branches = choice.branches();
        for (int i = 0; i < branches.size(); i += 2) {
            boolean taken = choice.operand() != null || !is(branches.get(i), dialect);
            if (taken && !is(branches.get(i + 1), dialect)) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(List<Expr> parts, Dialect dialect) {
        return parts.stream().anyMatch(part -> is(part, dialect));
    }

    private static boolean all(List<Expr> parts, Dialect dialect) {
        return !parts.isEmpty() && parts.stream().allMatch(part -> is(part, dialect));
    }
}
