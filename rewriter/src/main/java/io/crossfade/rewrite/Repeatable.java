package io.crossfade.rewrite;

import io.crossfade.sql.Dialect;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Name;
import java.util.ArrayList;
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

    /** Functions of MySQL's and MariaDB's own, where no other function can have an unqualified name of theirs. */
    private static final Set<String> SAME_TWICE_IN_MYSQL = Set.of(
            "abs",
            "adddate",
            "ascii",
            "ceil",
            "ceiling",
            "char_length",
            "character_length",
            "concat",
            "concat_ws",
            "curdate",
            "crc32",
            "curtime",
            "date",
            "date_add",
            "date_format",
            "date_sub",
            "datediff",
            "day",
            "dayofmonth",
            "dayofweek",
            "dayofyear",
            "elt",
            "extract",
            "exp",
            "field",
            "find_in_set",
            "floor",
            "format",
            "from_base64",
            "from_days",
            "from_unixtime",
            "hex",
            "hour",
            "if",
            "ifnull",
            "inet_aton",
            "inet_ntoa",
            "instr",
            "isnull",
            "json_array",
            "json_array_append",
            "json_array_insert",
            "json_extract",
            "json_insert",
            "json_length",
            "json_merge_patch",
            "json_object",
            "json_quote",
            "json_remove",
            "json_replace",
            "json_set",
            "json_unquote",
            "last_day",
            "lcase",
            "left",
            "length",
            "ln",
            "locate",
            "log",
            "log10",
            "log2",
            "lower",
            "lpad",
            "ltrim",
            "makedate",
            "md5",
            "microsecond",
            "mid",
            "minute",
            "mod",
            "month",
            "now",
            "pow",
            "power",
            "position",
            "quarter",
            "quote",
            "repeat",
            "replace",
            "reverse",
            "right",
            "round",
            "rpad",
            "rtrim",
            "sec_to_time",
            "second",
            "sha",
            "sha1",
            "sha2",
            "sign",
            "space",
            "sqrt",
            "str_to_date",
            "strcmp",
            "substr",
            "substring",
            "substring_index",
            "subdate",
            "time",
            "time_to_sec",
            "timediff",
            "timestamp",
            "timestampadd",
            "timestampdiff",
            "to_base64",
            "to_days",
            "trim",
            "truncate",
            "ucase",
            "unhex",
            "unix_timestamp",
            "upper",
            "utc_date",
            "utc_time",
            "utc_timestamp",
            "week",
            "weekday",
            "year");

    private static final Set<String> OPERATORS_OF_MYSQL = Set.of("<=>", "<<", ">>", "!", "^");

    private Repeatable() {}

    static boolean is(Expr expr, Dialect dialect) {
        List<Expr> open = new ArrayList<>(List.of(expr));
        for (int i = 0; i < open.size(); i++) {
            List<Expr> parts =
                    open.get(i) instanceof Expr.Call call ? parts(call, dialect) : parts(open.get(i), dialect);
            if (parts == null) {
                return false;
            }
            open.addAll(parts);
        }
        return true;
    }

    /** Whether a call is of the language itself, and no function that anybody could have made. */
    static boolean isWord(Expr.Call call) {
        List<Name> name = call.name();
        return name.size() == 1
                && !name.get(0).quoted()
                && SAME_TWICE.contains(name.get(0).value().toLowerCase(Locale.ROOT));
    }

    private static @Nullable List<Expr> parts(Expr.Call call, Dialect dialect) {
        return isKnown(call, dialect) ? call.arguments() : null;
    }

    /** Whether a function gives the same for the same arguments, by its name. */
    static boolean isKnown(Expr.Call call, Dialect dialect) {
        List<Name> name = call.name();
        if (name.size() != 1 || name.get(0).quoted() || call.over() != null) {
            return false;
        }
        String function = name.get(0).value().toLowerCase(Locale.ROOT);
        return SAME_TWICE.contains(function) || dialect.isMySql() && SAME_TWICE_IN_MYSQL.contains(function);
    }

    /** The parts on which it depends; null if it may not be repeated whatever they are. */
    static @Nullable List<Expr> parts(Expr expr, Dialect dialect) {
        if (expr instanceof Expr.Parameter
                || expr instanceof Expr.Literal
                || expr instanceof Expr.Default
                || expr instanceof Expr.ColumnDefault
                || expr instanceof Expr.InsertedValue
                || expr instanceof Expr.ColumnRef) {
            return List.of();
        }
        if (expr instanceof Expr.Subquery query) {
            return dialect.isMySql() ? SettledQuery.parts(query) : null;
        }
        if (expr instanceof Expr.Interval interval) {
            return List.of(interval.amount());
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
            boolean own = word
                    || OWN_OPERATORS.contains(operation.operator())
                    || dialect.isMySql() && OPERATORS_OF_MYSQL.contains(operation.operator());
            return own ? operation.operands() : null;
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
