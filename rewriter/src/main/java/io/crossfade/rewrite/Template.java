package io.crossfade.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Text with places for columns of the table and for values of the statement. Immutable. */
record Template(List<Part> parts) {

    /** Text, or a place. */
    sealed interface Part {

        record Text(String text) implements Part {}

        /** A column of the row that the statement reads, by its name in the database. */
        record Column(String physical) implements Part {}

        /** The same column of the row as it is being written, where the database shows what it has just been given. */
        record Stored(String physical) implements Part {}

        /** The value that the statement gives at a place of its column list or its assignments, from 0. */
        record Value(int index) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    static Template text(String text) {
        return new Template(List.of(new Part.Text(text)));
    }

    static Template column(String physical) {
        return new Template(List.of(new Part.Column(physical)));
    }

    static Template stored(String physical) {
        return new Template(List.of(new Part.Stored(physical)));
    }

    static Template value(int index) {
        return new Template(List.of(new Part.Value(index)));
    }

    /** Whether it has no places. */
    boolean isConstant() {
        return parts.stream().allMatch(Part.Text.class::isInstance);
    }

    /** The same between two texts. */
    Template between(String before, String behind) {
        List<Part> all = new ArrayList<>(parts.size() + 2);
        all.add(new Part.Text(before));
        all.addAll(parts);
        all.add(new Part.Text(behind));
        return new Template(all);
    }

    Template then(Template next) {
        return new Template(Lists.joined(parts, next.parts));
    }

    /** Puts something else in the places of columns. */
    Template with(Function<String, Template> columns) {
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Column column) {
                all.addAll(columns.apply(column.physical()).parts);
            } else {
                all.add(part);
            }
        }
        return new Template(all);
    }

    /** Puts something else in the places of values. */
    Template withValues(IntFunction<Template> values) {
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Value value) {
                all.addAll(values.apply(value.index()).parts);
            } else {
                all.add(part);
            }
        }
        return new Template(all);
    }

    /** How often it uses a value. */
    int uses(int index) {
        return (int) parts.stream().filter(new Part.Value(index)::equals).count();
    }

    /** The text, for a template without values. */
    String render(UnaryOperator<String> columns) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text written) {
                text.append(written.text());
            } else if (part instanceof Part.Column column) {
                text.append(columns.apply(column.physical()));
            } else if (part instanceof Part.Stored column) {
                text.append(columns.apply(column.physical()));
            } else {
                throw new IllegalStateException("a value where none can be: " + part);
            }
        }
        return text.toString();
    }

    List<Edits.Piece> pieces(UnaryOperator<String> columns, IntFunction<Edits.Piece> values) {
        List<Edits.Piece> pieces = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Text written) {
                pieces.add(Edits.text(written.text()));
            } else if (part instanceof Part.Column column) {
                pieces.add(Edits.text(columns.apply(column.physical())));
            } else if (part instanceof Part.Stored column) {
                pieces.add(Edits.text(columns.apply(column.physical())));
            } else if (part instanceof Part.Value value) {
                pieces.add(values.apply(value.index()));
            }
        }
        return pieces;
    }
}
