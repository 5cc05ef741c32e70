package io.crossfade.compare.generate;

import io.crossfade.compare.generate.World.Added;
import io.crossfade.compare.generate.World.Column;
import io.crossfade.compare.generate.World.Convert;
import io.crossfade.compare.generate.World.Retired;
import io.crossfade.compare.generate.World.Table;
import io.crossfade.compare.generate.WorldGenerator.Converted;
import io.crossfade.processes.Product;
import java.util.ArrayList;
import java.util.List;

/** Conversions whose values go there and back unchanged, within their domains. */
final class Conversions {

    private final Choices choices;
    private final Product product;
    private final List<String> free;

    private Conversions(Choices choices, Product product, List<String> free) {
        this.choices = choices;
        this.product = product;
        this.free = new ArrayList<>(free);
    }

    /** Gives the table columns to convert, and says how. */
    static Converted convert(Choices choices, Product product, Table table, List<String> free) {
        Conversions conversions = new Conversions(choices, product, free);
        Converted converted = conversions.one(table);
        return choices.chance(25) ? conversions.another(converted) : converted;
    }

    private Converted another(Converted first) {
        Converted second = one(first.table());
        List<Convert> both = new ArrayList<>(first.conversions());
        both.addAll(second.conversions());
        return new Converted(second.table(), List.copyOf(both));
    }

    private Converted one(Table table) {
        boolean nullable = !choices.chance(40);
        return switch (choices.below(9)) {
            case 0 ->
                oneToOne(
                        table,
                        new Column(name(), Type.INTEGER, nullable, false, null, Domain.SMALL_NUMBER),
                        Type.BIGINT,
                        Domain.SMALL_NUMBER,
                        "%s",
                        "%s");
            case 1 ->
                oneToOne(
                        table,
                        new Column(name(), Type.INTEGER, nullable, false, null, Domain.SMALL_NUMBER),
                        Type.VARCHAR,
                        Domain.DIGITS,
                        "%s",
                        "%s");
            case 2 ->
                oneToOne(
                        table,
                        new Column(name(), Type.VARCHAR, nullable, false, null, Domain.DIGITS),
                        Type.INTEGER,
                        Domain.SMALL_NUMBER,
                        product == Product.POSTGRESQL ? "%s::integer" : "%s",
                        "%s");
            case 3 ->
                oneToOne(
                        table,
                        new Column(name(), Type.DECIMAL, nullable, false, null, Domain.MONEY),
                        Type.BIGINT,
                        Domain.CENTS,
                        "%s * 100",
                        product == Product.POSTGRESQL ? "%s / 100.0" : "%s / 100");
            case 4 ->
                oneToOne(
                        table,
                        new Column(name(), Type.VARCHAR, nullable, false, null, Domain.STATUS),
                        Type.BOOLEAN,
                        Domain.ANY,
                        "%s = 'active'",
                        "CASE WHEN %1$s THEN 'active' WHEN NOT %1$s THEN 'closed' END");
            case 5 -> split(table);
            case 6 -> added(table);
            case 7 -> removed(table);
            default -> merge(table);
        };
    }

    /** Sometimes under the same name, which then needs another in the database. */
    private Converted oneToOne(Table table, Column source, Type type, Domain domain, String up, String down) {
        boolean keepsName = choices.chance(40);
        String physical = keepsName ? source.name() + "_new" : name();
        Column target = new Column(keepsName ? source.name() : physical, type, source.nullable(), false, null, domain);
        return new Converted(
                with(table, List.of(source)),
                List.of(new Convert(
                        List.of(new Retired(source.name(), down.formatted(product.quote(physical)))),
                        List.of(new Added(target, physical, up.formatted(product.quote(source.name())))))));
    }

    /**
     * A column with values of its own: with a default, or computed for the rows that are there from what never changes, the
     * key.
     */
    private Converted added(Table table) {
        if (choices.chance(50)) {
            Column computed = new Column(name(), Type.TEXT, false, false, null, Domain.OF_KEY);
            String key = product.quote(table.key());
            String up = product == Product.POSTGRESQL ? "'k' || " + key + "::text" : "concat('k', " + key + ")";
            return new Converted(
                    table, List.of(new Convert(List.of(), List.of(new Added(computed, computed.name(), up)))));
        }
        Column withDefault = choices.chance(50)
                ? new Column(name(), Type.VARCHAR, true, false, "'active'", Domain.STATUS)
                : new Column(name(), Type.INTEGER, true, false, "42", Domain.SMALL_NUMBER);
        return new Converted(
                table, List.of(new Convert(List.of(), List.of(new Added(withDefault, withDefault.name(), null)))));
    }

    /**
     * A column that only ever holds what it is said to hold once it is gone: nothing else would be the same then. Its type has
     * no length: what PostgreSQL says of the length of an expression over a constant differs from one over a column.
     */
    private Converted removed(Table table) {
        Column removed = new Column(name(), Type.TEXT, false, false, "'none'", Domain.NONE);
        return new Converted(
                with(table, List.of(removed)),
                List.of(new Convert(List.of(new Retired(removed.name(), "'none'")), List.of())));
    }

    private Converted split(Table table) {
        Column full = new Column(name(), Type.TEXT, false, false, null, Domain.FULL_NAME);
        Column first = new Column(name(), Type.TEXT, false, false, null, Domain.WORD);
        Column last = new Column(name(), Type.TEXT, false, false, null, Domain.WORD);
        return new Converted(
                with(table, List.of(full)),
                List.of(new Convert(
                        List.of(new Retired(full.name(), joined(first, last))),
                        List.of(
                                new Added(first, first.name(), part(full, 1)),
                                new Added(last, last.name(), part(full, 2))))));
    }

    private Converted merge(Table table) {
        Column first = new Column(name(), Type.TEXT, false, false, null, Domain.WORD);
        Column last = new Column(name(), Type.TEXT, false, false, null, Domain.WORD);
        Column full = new Column(name(), Type.TEXT, false, false, null, Domain.FULL_NAME);
        return new Converted(
                with(table, List.of(first, last)),
                List.of(new Convert(
                        List.of(new Retired(first.name(), part(full, 1)), new Retired(last.name(), part(full, 2))),
                        List.of(new Added(full, full.name(), joined(first, last))))));
    }

    private String joined(Column first, Column last) {
        return product == Product.POSTGRESQL
                ? product.quote(first.name()) + " || ' ' || " + product.quote(last.name())
                : "concat(" + product.quote(first.name()) + ", ' ', " + product.quote(last.name()) + ")";
    }

    private String part(Column full, int number) {
        if (product == Product.POSTGRESQL) {
            return "split_part(" + product.quote(full.name()) + ", ' ', " + number + ")";
        }
        return "substring_index(" + product.quote(full.name()) + ", ' ', " + (number == 1 ? 1 : -1) + ")";
    }

    private String name() {
        String name = choices.of(free);
        free.removeIf(name::equalsIgnoreCase);
        return name;
    }

    private Table with(Table table, List<Column> more) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(more);
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> longer = new ArrayList<>(row);
            for (Column column : more) {
                longer.add(
                        column.nullable() && choices.chance(25)
                                ? "NULL"
                                : column.domain().literal(choices, column.type()));
            }
            rows.add(List.copyOf(longer));
        }
        return table.with(List.copyOf(columns), List.copyOf(rows));
    }
}
