package io.crossfade.sql;

import io.crossfade.sql.Expr.Call;
import io.crossfade.sql.Expr.ColumnRef;
import io.crossfade.sql.Expr.Literal;

/** JDBC's {@code {fn …}}, JDBC 13.4.1. */
final class JdbcEscape {

    private JdbcEscape() {}

    /** The call in the braces, widened to them. */
    static Expr function(Expr inner, Span braces) {
        return inner instanceof Call call
                ? new Call(
                        braces,
                        call.name(),
                        call.star(),
                        call.arguments().stream().map(JdbcEscape::argument).toList(),
                        call.orderBy(),
                        call.filter(),
                        call.over())
                : new Expr.Parens(braces, inner);
    }

    /** JDBC's names of units and types are no columns. */
    private static Expr argument(Expr argument) {
        boolean constant = argument instanceof ColumnRef column
                && column.parts().size() == 1
                && !column.column().quoted()
                && column.column().value().startsWith("sql_");
        return constant ? new Literal(argument.span()) : argument;
    }
}
