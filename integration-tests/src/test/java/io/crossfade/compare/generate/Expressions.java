package io.crossfade.compare.generate;

import io.crossfade.compare.Parameter;
import io.crossfade.compare.generate.Scope.Reference;
import io.crossfade.compare.generate.Scope.Source;
import io.crossfade.compare.generate.Type.Kind;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Table;
import java.util.List;
import java.util.Optional;

/** Makes expressions over the columns of a scope. */
final class Expressions {

    private final Build build;
    private final Choices choices;

    Expressions(Build build) {
        this.build = build;
        this.choices = build.choices();
    }

    /** Any expression to look at. */
    String any(Scope scope, int depth) {
        Kind kind = choices.of(Kind.TEXT, Kind.NUMBER, Kind.TRUTH, Kind.TIME, Kind.OTHER);
        return switch (kind) {
            case TEXT -> text(scope, depth);
            case NUMBER -> number(scope, depth);
            case TRUTH -> build.isPostgres() ? truth(scope, depth) : "(" + truth(scope, depth) + ")";
            case TIME -> time(scope);
            case OTHER -> scope.column(build, Kind.OTHER).map(Reference::text).orElse("1");
        };
    }

    String text(Scope scope, int depth) {
        String column = scope.column(build, Kind.TEXT).map(Reference::text).orElse("'abc'");
        if (depth <= 0) {
            return column;
        }
        return switch (choices.below(13)) {
            case 0, 1 -> column;
            case 2 -> "upper(" + column + ")";
            case 3 -> build.isPostgres() ? column + " || 'x'" : "concat(" + column + ", 'x')";
            case 4 -> "coalesce(" + column + ", " + parameterOr(new Parameter("text", "none"), "'none'") + ")";
            case 5 -> "CASE WHEN " + truth(scope, depth - 1) + " THEN " + column + " ELSE 'other' END";
            case 6 -> build.isPostgres() ? "substring(" + column + " FROM 1 FOR 2)" : "substring(" + column + ", 1, 2)";
            case 7 -> "CAST(" + number(scope, depth - 1) + " AS " + (build.isPostgres() ? "text" : "char") + ")";
            case 8 -> "nullif(" + column + ", 'ada')";
            case 9 -> build.isPostgres() ? column + "::varchar(3)" : "left(" + column + ", 3)";
            case 10 -> build.isPostgres() ? "trim(BOTH 'a' FROM " + column + ")" : "trim(" + column + ")";
            case 11 -> scalar(scope, Kind.TEXT, depth);
            default -> "(" + column + ")";
        };
    }

    String number(Scope scope, int depth) {
        Optional<Reference> reference = scope.column(build, Kind.NUMBER);
        String column = reference.map(Reference::text).orElse("3");
        // Numbers that MySQL gives to rows go on where other statements left them: only their order is the same twice.
        boolean given = !build.isPostgres()
                && reference.stream().anyMatch(each -> each.column().identity());
        if (depth <= 0 || given) {
            return column;
        }
        return switch (choices.below(10)) {
            case 0, 1 -> column;
            case 2 -> column + " % 7";
            case 3 -> "abs(" + column + " % 50)";
            case 4 -> "coalesce(" + column + ", 0)";
            case 5 -> "length(" + text(scope, 0) + ")";
            case 6 -> "CASE " + column + " WHEN 1 THEN 10 ELSE " + column + " END";
            case 7 -> scalar(scope, Kind.NUMBER, depth);
            case 8 -> "- (" + column + " % 9)";
            default -> build.isPostgres() ? column + "::text::numeric" : "(" + column + ")";
        };
    }

    private String time(Scope scope) {
        String column = scope.column(build, Kind.TIME).map(Reference::text).orElse("DATE '2026-01-01'");
        return switch (choices.below(4)) {
            case 0 -> column;
            case 1 -> "extract(year FROM " + column + ")";
            case 2 -> "coalesce(" + column + ", NULL)";
            default -> build.isPostgres() ? column + "::date" : "date(" + column + ")";
        };
    }

    private String scalar(Scope scope, Kind kind, int depth) {
        Table table = build.table();
        String alias = build.alias();
        Scope inner = scope.inside(List.of(new Source(alias, table.columns())));
        // An aggregate of the outer query leaves a subquery of many rows, which MySQL only minds when it computes it.
        Optional<Reference> column =
                (build.isPostgres() ? inner : Scope.of(inner.sources().get(0))).column(build, kind);
        if (column.isEmpty()) {
            return kind == Kind.NUMBER ? "(SELECT count(*) FROM " + build.quote(table.name()) + ")" : "'none'";
        }
        return "(SELECT max(" + column.get().text() + ") FROM " + build.quote(table.name()) + " " + alias
                + (choices.chance(60) ? " WHERE " + truth(inner, depth - 1) : "") + ")";
    }

    /** A condition. */
    String truth(Scope scope, int depth) {
        if (depth > 0) {
            switch (choices.below(8)) {
                case 1:
                    return truth(scope, depth - 1) + " AND " + truth(scope, depth - 1);
                case 2:
                    return "(" + truth(scope, depth - 1) + " OR " + truth(scope, depth - 1) + ")";
                case 3:
                    return "NOT (" + truth(scope, depth - 1) + ")";
                case 4:
                    return exists(scope, depth);
                default:
                    break;
            }
        }
        Optional<Reference> found = scope.column(build, column -> true);
        if (found.isEmpty()) {
            return "1 = 1";
        }
        return comparison(scope, found.get(), depth);
    }

    private String comparison(Scope scope, Reference reference, int depth) {
        Column column = reference.column();
        String name = reference.text();
        boolean comparable = column.type() != Type.JSON || build.isPostgres();
        switch (choices.below(12)) {
            case 1:
                return name + " IS NULL";
            case 2:
                return name + " IS NOT NULL";
            case 3:
                return name + choices.of(" <> ", " < ", " >= ") + build.value(column);
            case 4:
                return name + choices.of(" IN (", " NOT IN (") + build.value(column) + ", " + build.value(column) + ")";
            case 5:
                return column.type() == Type.BOOLEAN
                        ? name
                        : name + " BETWEEN " + build.value(column) + " AND " + build.value(column);
            case 6:
                return column.type().kind() == Kind.TEXT
                        ? name + choices.of(" LIKE ", " NOT LIKE ") + parameterOr(new Parameter("text", "a%"), "'%a%'")
                        : name + " IS NOT NULL";
            case 7:
                return build.isPostgres()
                        ? name + choices.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + build.value(column)
                        : name + " <=> " + build.value(column);
            case 8:
                return in(scope, reference, depth);
            case 9:
                return row(scope, reference);
            case 10:
                Optional<Reference> same = scope.column(build, other -> other.type() == column.type());
                return same.isPresent() && comparable
                        ? name + " = " + same.get().text()
                        : name + " IS NULL";
            case 11:
                return column.type().kind() == Kind.TEXT
                        ? text(scope, depth) + " > " + build.value(column)
                        : number(scope, depth) + " < 20";
            default:
                return name + " = " + build.value(column);
        }
    }

    private String in(Scope scope, Reference reference, int depth) {
        Table table = build.table();
        String alias = build.alias();
        Scope inner = scope.inside(List.of(new Source(alias, table.columns())));
        Optional<Reference> other = Scope.of(inner.sources().get(0))
                .column(build, each -> each.type() == reference.column().type());
        if (other.isEmpty()) {
            return reference.text() + " IS NOT NULL";
        }
        return reference.text() + choices.of(" IN ", " NOT IN ") + "(SELECT "
                + other.get().text() + " FROM "
                + build.quote(table.name()) + " " + alias
                + (choices.chance(60) ? " WHERE " + truth(inner, depth - 1) : "") + ")";
    }

    private String row(Scope scope, Reference reference) {
        Optional<Reference> other = scope.column(build, column -> true);
        return "(" + reference.text() + ", " + other.orElse(reference).text() + ") "
                + choices.of("=", "<", ">=") + " (" + build.value(reference.column()) + ", "
                + build.value(other.orElse(reference).column()) + ")";
    }

    private String exists(Scope scope, int depth) {
        Table table = build.table();
        String alias = build.alias();
        Scope inner = scope.inside(List.of(new Source(alias, table.columns())));
        return choices.of("EXISTS", "NOT EXISTS") + " (SELECT " + choices.of("1", "*", alias + ".*") + " FROM "
                + build.quote(table.name()) + " " + alias + " WHERE " + truth(inner, depth - 1) + ")";
    }

    String parameterOr(Parameter parameter, String literal) {
        return choices.chance(40) ? build.parameter(parameter) : literal;
    }

    /** A value for a column to be written. */
    String assignable(Column column, Scope scope, boolean mayBeVolatile) {
        Optional<Reference> same =
                scope.column(build, other -> other.type() == column.type() && other.domain() == column.domain());
        if (column.domain().isClosed()) {
            return build.value(column);
        }
        if (column.domain() == Domain.REFERENCE && choices.chance(15)) {
            return "99";
        }
        boolean free = column.domain() == Domain.ANY;
        // Numbers that MySQL gives to rows are as great as other statements have left them.
        Optional<Reference> counted =
                same.filter(other -> build.isPostgres() || !other.column().identity());
        switch (choices.below(14)) {
            case 1:
                return "DEFAULT";
            case 2, 3:
                return same.map(Reference::text).orElseGet(() -> build.value(column));
            case 4:
                return same.map(other -> "coalesce(" + other.text() + ", " + build.value(column) + ")")
                        .orElseGet(() -> build.value(column));
            case 5:
                return free && column.type().kind() == Kind.TEXT && column.type() != Type.CHAR
                        ? "upper(" + text(scope, 0) + ")"
                        : build.value(column);
            case 6:
                return free && column.type() == Type.TEXT ? text(scope, 2) : build.value(column);
            case 7:
                return free && column.type() == Type.DECIMAL
                        ? counted.map(other -> other.text() + " % 100 * 1.005").orElse("2.345")
                        : build.value(column);
            case 8:
                return free && column.type().kind() == Kind.NUMBER
                        ? counted.map(other -> other.text() + " % 1000 + 1").orElse("5")
                        : build.value(column);
            case 9:
                return subquery(column, scope);
            case 10:
                return mayBeVolatile && free ? volatileValue(column, scope) : build.value(column);
            default:
                return build.value(column);
        }
    }

    private String subquery(Column column, Scope scope) {
        Table table = build.table();
        String alias = build.alias();
        Scope inner = scope.inside(List.of(new Source(alias, table.columns())));
        Optional<Reference> other = Scope.of(inner.sources().get(0))
                .column(build, each -> each.type() == column.type() && each.domain() == column.domain());
        if (other.isEmpty() || column.type() == Type.BOOLEAN || column.type().kind() == Kind.OTHER) {
            return build.value(column);
        }
        return "(SELECT min(" + other.get().text() + ") FROM " + build.quote(table.name()) + " " + alias
                + (choices.chance(50) ? " WHERE " + truth(inner, 1) : "") + ")";
    }

    /** In which order the rows of another statement than VALUES take their numbers is left open. */
    private String ticket(Scope scope) {
        if (!scope.sources().isEmpty()) {
            build.callsVolatile();
        }
        return "nextval('ticket')";
    }

    private String volatileValue(Column column, Scope scope) {
        boolean postgres = build.isPostgres();
        if (column.type() == Type.TEXT) {
            if (postgres && choices.chance(50)) {
                return "'n' || " + ticket(scope);
            }
            build.callsVolatile();
            return postgres ? choices.of("random()::text", "clock_timestamp()::text") : choices.of("uuid()", "rand()");
        }
        if (column.type() == Type.BIGINT && postgres) {
            return ticket(scope);
        }
        if (column.type() == Type.UUID) {
            build.callsVolatile();
            return postgres ? "gen_random_uuid()" : "uuid()";
        }
        if (column.type().kind() == Kind.TIME) {
            build.callsVolatile();
            return postgres ? "clock_timestamp()" : "sysdate(6)";
        }
        return build.value(column);
    }
}
