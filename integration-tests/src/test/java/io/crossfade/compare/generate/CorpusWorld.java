package io.crossfade.compare.generate;

import io.crossfade.compare.generate.World.Added;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Convert;
import io.crossfade.compare.generate.World.Move;
import io.crossfade.compare.generate.World.Rename;
import io.crossfade.compare.generate.World.Retired;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.measure.Tree;
import io.crossfade.migration.TableId;
import io.crossfade.processes.Product;
import io.crossfade.sql.Expr;
import io.crossfade.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tables for statements that come without any: those that the statements name with the columns that they name, of types that are
 * guessed from what the columns are compared with and from their names. Each row has one number in all of its columns, so
 * that rows meet in joins, and any column puts them in order.
 *
 * <p>In each table one column moves: by a rename, or by a conversion that gives every value back.
 */
final class CorpusWorld {

    private static final int ROWS = 3;
    private static final int MOST_MOVES = 100;
    private static final int VERSIONS = 3;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern TEXT = Pattern.compile("(?s)'.*'");
    private static final Pattern TRUTH = Pattern.compile("(?i)true|false");
    private static final Pattern NUMBERS_NAME = Pattern.compile(
            "(?i)(.*_)?(id|count|num|number|size|version|rev|amount|price|priority|order|position|level|seq|sort|total|weight)_?");
    private static final Pattern TIMES_NAME = Pattern.compile("(?i).*(time|date|_at|_on|timestamp)_?");

    private final Product product;
    private final boolean ofTarget;
    private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> uses = new HashMap<>();
    private final Map<String, Map<Type, Integer>> votes = new HashMap<>();
    private final Set<String> assigned = new HashSet<>();

    /** @param ofTarget whether the statements are taken for code for the target, whose names they then have */
    CorpusWorld(Product product, boolean ofTarget) {
        this.product = product;
        this.ofTarget = ofTarget;
    }

    void add(Statement statement, String sql, Map<TableId, Set<String>> named) {
        named.forEach((table, columns) -> {
            Map<String, String> all = tables.computeIfAbsent(table.name(), name -> new LinkedHashMap<>());
            Map<String, Integer> used = uses.computeIfAbsent(table.name(), name -> new HashMap<>());
            columns.forEach(column -> {
                all.putIfAbsent(key(column), column);
                used.merge(key(column), 1, Integer::sum);
            });
        });
        for (Record node : Tree.records(statement)) {
            if (node instanceof Expr.Operation operation) {
                vote(operation, sql);
            } else if (node instanceof Statement.Assignment.Single assignment) {
                assigned.add(key(assignment.target().name().value()));
            }
        }
    }

    private static String key(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    /** What a column is compared with says of which type it is. */
    private void vote(Expr.Operation operation, String sql) {
        List<Expr> operands = operation.operands();
        for (Expr operand : operands) {
            if (operand instanceof Expr.ColumnRef column) {
                operands.stream()
                        .filter(Expr.Literal.class::isInstance)
                        .forEach(literal -> vote(
                                key(column.column().value()), literal.span().of(sql)));
            }
        }
    }

    private void vote(String column, String literal) {
        Type type = null;
        if (TRUTH.matcher(literal).matches()) {
            type = Type.BOOLEAN;
        } else if (NUMBER.matcher(literal).matches()) {
            type = Type.BIGINT;
        } else if (TEXT.matcher(literal).matches()) {
            type = Type.TEXT;
        }
        if (type != null) {
            votes.computeIfAbsent(column, name -> new HashMap<>()).merge(type, 1, Integer::sum);
        }
    }

    World world() {
        List<Table> made = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        tables.forEach((name, columns) -> {
            if (columns.isEmpty()) {
                columns.putAll(Map.of("id", "id", "note", "note"));
            }
            made.add(table(name, List.copyOf(columns.values()), moves));
        });
        return new World(product, made, moves);
    }

    private Table table(String name, List<String> names, List<Move> moves) {
        String key = key(names);
        List<Column> columns = new ArrayList<>(names.stream()
                .map(column -> column.equals(key)
                        ? new Column(column, keyType(column), false, false, null, Domain.ANY)
                        : new Column(column, type(column), true, false, null, Domain.ANY))
                .toList());
        names.stream()
                .filter(column -> !column.equals(key))
                .max(Comparator.comparing(column -> uses.get(name).getOrDefault(key(column), 0)))
                .filter(column -> moves.size() < MOST_MOVES)
                .ifPresent(column -> move(name, column, columns, moves));
        List<List<String>> rows = IntStream.rangeClosed(1, ROWS)
                .mapToObj(i -> columns.stream()
                        .map(column -> literal(column.type(), i))
                        .toList())
                .toList();
        return new Table(name, columns, key, List.of(), rows);
    }

    /** One that no statement changes, if there is one. */
    private String key(List<String> names) {
        return names.stream()
                .min(Comparator.comparing((String column) -> assigned.contains(key(column)))
                        .thenComparing(column -> !key(column).equals("id"))
                        .thenComparing(column -> !key(column).matches(".*id_?")))
                .orElseThrow();
    }

    private void move(String table, String column, List<Column> columns, List<Move> moves) {
        int version = moves.size() % VERSIONS;
        Column moving = columns.stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow();
        String other = column + "_other";
        String source = ofTarget ? other : column;
        String target = ofTarget ? column : other;
        if (ofTarget) {
            columns.replaceAll(each -> each.equals(moving) ? renamed(each, source) : each);
        }
        String move = "move-" + moves.size();
        if (version == 0) {
            moves.add(new Move(move, table, List.of(new Rename(source, target)), List.of()));
            return;
        }
        // Half of them under the same name, which then has another in the database.
        boolean keeps = version == 1 && !ofTarget;
        String name = keeps ? source : target;
        moves.add(new Move(
                move,
                table,
                List.of(),
                List.of(new Convert(
                        List.of(new Retired(source, product.quote(target))),
                        List.of(new Added(renamed(moving, name), target, product.quote(source)))))));
    }

    private static Column renamed(Column column, String name) {
        return new Column(name, column.type(), column.nullable(), column.identity(), null, column.domain());
    }

    /** There are not enough truth values for the rows. */
    private Type keyType(String column) {
        Type type = type(column);
        return type == Type.BOOLEAN ? Type.BIGINT : type;
    }

    private Type type(String column) {
        Map<Type, Integer> said = votes.get(key(column));
        if (said != null) {
            Type type = said.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            return type == Type.BOOLEAN && product != Product.POSTGRESQL ? Type.INTEGER : type;
        }
        if (NUMBERS_NAME.matcher(column).matches()) {
            return Type.BIGINT;
        }
        return TIMES_NAME.matcher(column).matches() ? Type.TIMESTAMP : Type.TEXT;
    }

    private static String literal(Type type, int number) {
        return switch (type) {
            case BOOLEAN -> number % 2 == 0 ? "TRUE" : "FALSE";
            case TIMESTAMP -> "TIMESTAMP '2026-01-0" + number + " 00:00:00'";
            case TEXT -> "'" + number + "'";
            default -> Integer.toString(number);
        };
    }
}
