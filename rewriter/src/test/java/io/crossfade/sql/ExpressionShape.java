package io.crossfade.sql;

import java.util.List;
import java.util.stream.Collectors;

/** An expression in prefix form, to compare how it was understood. */
final class ExpressionShape {

    private ExpressionShape() {}

    static String of(Expr expr, String sql) {
        if (expr instanceof Expr.Operation operation) {
            return list(operation.operator(), operation.operands(), sql);
        }
        if (expr instanceof Expr.Row row) {
            return list("row", row.fields(), sql);
        }
        if (expr instanceof Expr.Cast cast) {
            return list("cast", List.of(cast.operand()), sql);
        }
        if (expr instanceof Expr.Collate collate) {
            return list("collate", List.of(collate.operand()), sql);
        }
        return expr.span().of(sql);
    }

    private static String list(String head, List<Expr> operands, String sql) {
        return operands.stream()
                .map(operand -> of(operand, sql))
                .collect(Collectors.joining(" ", "(" + head + " ", ")"));
    }
}
