package io.crossfade.rewrite;

import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Changes to a text, and the text that comes of them.
 *
 * <p>An edit replaces the characters of a span, or puts something before or behind it. What it puts there is made of new
 * text and of stretches of the original, which are carried over with the edits inside them: so a value can be moved or
 * repeated, and the parameter markers in it are followed to where they end up. Confined to one thread.
 */
final class Edits {

    /** A part of what an edit puts in place. */
    sealed interface Piece {

        record Text(String text) implements Piece {}

        /** The original between these offsets, with the edits inside. */
        record Original(Span span) implements Piece {}
    }

    private enum Place {
        BEFORE,
        INSTEAD,
        BEHIND
    }

    /**
     * @param anchor what the edit belongs to: it is carried along wherever a stretch is that holds the anchor
     * @param around whether it stays behind when exactly its anchor is carried elsewhere
     */
    private record Edit(Span anchor, Place place, boolean around, List<Piece> pieces, int sequence) {

        int offset() {
            return place == Place.BEHIND ? anchor.end() : anchor.start();
        }

        boolean appliesWithin(Span range) {
            return range.contains(anchor) && !(around && range.equals(anchor));
        }
    }

    /** The text and where its parameter markers came from: for each, in order, the original's number from 0. */
    record Rendered(String sql, List<Integer> parameters) {}

    private static final Comparator<Edit> ORDER =
            // What replaces a stretch where it stands comes before another text for the name that it is: that one goes
            // wherever the first carries it.
            Comparator.comparingInt(Edit::offset)
                    .thenComparing(Edits::rank)
                    .thenComparing(edit -> !edit.around)
                    .thenComparingInt(Edit::sequence);

    private static final Comparator<Edit> OUTER_FIRST = Comparator.<Edit>comparingInt(edit -> edit.anchor.start())
            .thenComparing(
                    Comparator.<Edit>comparingInt(edit -> edit.anchor.end()).reversed());

    private final String sql;
    private final List<Span> parameters;
    private final List<Edit> edits = new ArrayList<>();

    /** @param parameters the markers of the original, in order */
    Edits(String sql, List<Span> parameters) {
        this.sql = sql;
        this.parameters = List.copyOf(parameters);
    }

    static Piece text(String text) {
        return new Piece.Text(text);
    }

    static Piece original(Span span) {
        return new Piece.Original(span);
    }

    String sql() {
        return sql;
    }

    /** How many edits have been made. */
    int count() {
        return edits.size();
    }

    /** How many parameter markers the original has between two offsets. */
    int parametersIn(Span span) {
        return firstFrom(span.end(), parameters, Span::start) - firstFrom(span.start(), parameters, Span::start);
    }

    int parameters() {
        return parameters.size();
    }

    /** Writes something else for a name. It goes along wherever the name is carried. */
    void rename(Span span, String text) {
        add(span, Place.INSTEAD, false, List.of(text(text)));
    }

    /** Replaces a stretch where it stands; the stretch itself can be carried elsewhere, or into its replacement. */
    void replace(Span span, Piece... pieces) {
        add(span, Place.INSTEAD, true, List.of(pieces));
    }

    void before(Span span, Piece... pieces) {
        add(span, Place.BEFORE, true, List.of(pieces));
    }

    void behind(Span span, Piece... pieces) {
        add(span, Place.BEHIND, true, List.of(pieces));
    }

    Rendered render() {
        StringBuilder text = new StringBuilder(sql.length() + 64);
        List<Integer> order = new ArrayList<>();
        edits.sort(OUTER_FIRST);
        render(new Span(0, sql.length()), outermost(edits), text, order);
        return new Rendered(text.toString(), order);
    }

    private void add(Span anchor, Place place, boolean around, List<Piece> pieces) {
        edits.add(new Edit(anchor, place, around, pieces, edits.size()));
    }

    /** Behind an inner stretch comes before behind an outer one; before an outer one comes before an inner one. */
    private static int rank(Edit edit) {
        int width = edit.anchor.end() - edit.anchor.start();
        return switch (edit.place) {
            case BEHIND -> width - Integer.MAX_VALUE;
            case BEFORE -> -width;
            case INSTEAD -> Integer.MAX_VALUE - width;
        };
    }

    private void render(Span range, List<Edit> candidates, StringBuilder text, List<Integer> order) {
        int at = range.start();
        for (int i = 0; i < candidates.size(); i++) {
            Edit edit = candidates.get(i);
            if (edit.offset() < at) {
                continue;
            }
            copy(at, edit.offset(), text, order);
            at = edit.offset();
            for (Piece piece : edit.pieces) {
                if (piece instanceof Piece.Text written) {
                    append(written.text(), 0, written.text().length(), text);
                } else if (piece instanceof Piece.Original original) {
                    render(original.span(), within(original.span()), text, order);
                }
            }
            if (edit.place == Place.INSTEAD) {
                at = edit.anchor.end();
            }
        }
        copy(at, range.end(), text, order);
    }

    private List<Edit> within(Span range) {
        List<Edit> inside = new ArrayList<>();
        for (int i = firstFrom(range.start(), edits, edit -> edit.anchor.start()); i < edits.size(); i++) {
            Edit edit = edits.get(i);
            if (edit.anchor.start() > range.end()) {
                break;
            }
            if (edit.appliesWithin(range)) {
                inside.add(edit);
            }
        }
        return outermost(inside);
    }

    /** Those that don't lie within something that another one replaces: they go where that carries it, if anywhere. */
    private static List<Edit> outermost(List<Edit> ordered) {
        List<Edit> applied = new ArrayList<>(ordered.size());
        Span replaced = null;
        for (Edit edit : ordered) {
            if (replaced != null && replaced.contains(edit.anchor) && !replaced.equals(edit.anchor)) {
                continue;
            }
            applied.add(edit);
            if (edit.place == Place.INSTEAD) {
                replaced = edit.anchor;
            }
        }
        applied.sort(ORDER);
        return applied;
    }

    private void copy(int from, int to, StringBuilder text, List<Integer> order) {
        if (to <= from) {
            return;
        }
        append(sql, from, to, text);
        for (int i = firstFrom(from, parameters, Span::start); i < parameters.size(); i++) {
            if (parameters.get(i).start() >= to) {
                return;
            }
            order.add(i);
        }
    }

    /** Puts a blank where two words would become one. In the original none do. */
    private static void append(String from, int start, int end, StringBuilder text) {
        if (start < end && !text.isEmpty() && isInWord(text.charAt(text.length() - 1))) {
            char next = from.charAt(start);
            if (isInWord(next) || next == '\'' || next == '"') {
                text.append(' ');
            }
        }
        text.append(from, start, end);
    }

    private static boolean isInWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    /** The index of the first element that starts at an offset or behind it, in a list ordered by where they start. */
    private static <T> int firstFrom(int offset, List<T> elements, ToIntFunction<T> start) {
        int low = 0;
        int high = elements.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (start.applyAsInt(elements.get(middle)) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
