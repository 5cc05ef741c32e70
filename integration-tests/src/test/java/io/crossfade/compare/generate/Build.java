package io.crossfade.compare.generate;

import io.crossfade.compare.Parameter;
import io.crossfade.compare.Step;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the generators of one statement share. */
final class Build {

    /** Stands in the text for a parameter until the text is complete: parts aren't made in the order of the text. */
    private static final Pattern MARK = Pattern.compile("\u0001(\\d+)\u0002");

    private final Choices choices;
    private final Product product;
    private final List<Table> tables;
    private final List<Supplier<Parameter>> parameters = new ArrayList<>();
    private @Nullable Table written;
    private int aliases;
    private int keys = 500;
    private boolean isVolatile;

    /** @param tables in the shape for which the statement is written */
    Build(Choices choices, Product product, List<Table> tables) {
        this.choices = choices;
        this.product = product;
        this.tables = tables;
    }

    Choices choices() {
        return choices;
    }

    Product product() {
        return product;
    }

    boolean isPostgres() {
        return product == Product.POSTGRESQL;
    }

    /** Sooner the first, which migrates. */
    Table table() {
        List<Table> readable = product == Product.MYSQL
                ? tables.stream().filter(table -> table != written).toList()
                : tables;
        return choices.chance(35) ? choices.of(readable) : readable.get(0);
    }

    /** A table to be written. MySQL doesn't read it in subqueries of the same statement. */
    Table writtenTable() {
        written = null;
        written = table();
        return Objects.requireNonNull(written);
    }

    List<Table> tables() {
        return tables;
    }

    String quote(String name) {
        boolean plain = name.matches("[a-z][a-z0-9_]*") && !RESERVED.contains(name);
        return plain && !choices.chance(10) ? name : product.quote(name);
    }

    private static final List<String> RESERVED = List.of("user", "order", "select", "group", "from", "key", "value");

    String alias() {
        return "q" + ++aliases;
    }

    /** A key that no row has. */
    int newKey() {
        return ++keys;
    }

    /** @param parameter gives another value each time, for the rows of a batch */
    private String parameter(Supplier<Parameter> parameter) {
        parameters.add(parameter);
        return "\u0001" + (parameters.size() - 1) + "\u0002";
    }

    String parameter(Parameter parameter) {
        return parameter(() -> parameter);
    }

    /** Whether a text of the statement has a parameter in it. */
    static boolean hasParameter(String text) {
        return MARK.matcher(text).find();
    }

    /** A value that a column may hold, as a literal or as a parameter. */
    String value(Column column) {
        if (choices.chance(40)) {
            return parameter(() -> column.domain().parameter(choices, column.type(), product));
        }
        return column.nullable() && choices.chance(10)
                ? "NULL"
                : column.domain().literal(choices, column.type());
    }

    void callsVolatile() {
        isVolatile = true;
    }

    boolean isVolatile() {
        return isVolatile;
    }

    /** The text with a question mark for each parameter, and the parameters in their order. */
    Step step(String text, List<String> keysAsked) {
        List<Supplier<Parameter>> ordered = new ArrayList<>();
        String sql = marked(text, ordered);
        return new Step(sql, sql, values(ordered), List.of(), keysAsked, choices.chance(30));
    }

    /** Several rows of parameters. */
    Step batch(String text, List<String> keysAsked) {
        List<Supplier<Parameter>> ordered = new ArrayList<>();
        String sql = marked(text, ordered);
        List<List<Parameter>> rows = new ArrayList<>();
        int count = 1 + choices.below(3);
        for (int i = 0; i < count; i++) {
            rows.add(values(ordered));
        }
        return new Step(sql, sql, List.of(), rows, keysAsked, true);
    }

    private String marked(String text, List<Supplier<Parameter>> ordered) {
        Matcher matcher = MARK.matcher(text);
        StringBuilder sql = new StringBuilder();
        while (matcher.find()) {
            ordered.add(parameters.get(Integer.parseInt(matcher.group(1))));
            matcher.appendReplacement(sql, "?");
        }
        return matcher.appendTail(sql).toString();
    }

    private static List<Parameter> values(List<Supplier<Parameter>> suppliers) {
        return suppliers.stream().map(Supplier::get).toList();
    }
}
