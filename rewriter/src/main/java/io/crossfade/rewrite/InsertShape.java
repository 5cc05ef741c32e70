package io.crossfade.rewrite;

import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which columns an INSERT goes to: those that the statement lists, as far as they are kept, and others behind them. In MySQL
 * and MariaDB each of these follows what it is made of, so that the row's first error is the one that the application's
 * own columns would give.
 */
final class InsertShape {

    /**
     * One column and its value.
     *
     * @param physical null if the statement's own column and its value are left out
     * @param computed the place among the computed columns; -1 for a value of the statement
     * @param value the statement's value that goes there; -1 for a computed column
     * @param filler whether the column is only there to have one
     */
    record Slot(@Nullable String physical, int computed, int value, boolean filler) {

        boolean isDropped() {
            return physical == null;
        }
    }

    private final List<Slot> own = new ArrayList<>();
    private final List<List<Slot>> behind = new ArrayList<>();
    private final List<Slot> appended = new ArrayList<>();

    /** @param listed how many columns the statement lists */
    InsertShape(Writing writing, int listed, Supplier<String> filler) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < writing.computed().size(); i++) {
            left.add(i);
        }
        for (int i = 0; i < listed; i++) {
            behind.add(new ArrayList<>());
            List<String> names = writing.names(i);
            own.add(names.isEmpty() ? instead(i, left, writing) : new Slot(names.get(0), -1, i, false));
        }
        for (int i = 0; i < writing.size(); i++) {
            List<String> names = writing.names(i);
            for (String name : names.subList(i < listed ? Math.min(1, names.size()) : 0, names.size())) {
                add(new Slot(name, -1, i, false), writing.seesAssigned() && i < listed ? i : -1);
            }
        }
        for (int next : left) {
            Writing.Computed computed = writing.computed().get(next);
            add(new Slot(computed.physical(), next, -1, false), writing.seesAssigned() ? place(computed) : -1);
        }
        if (listed > 0 && all().isEmpty()) {
            own.set(0, new Slot(filler.get(), -1, -1, true));
        }
    }

    /** What stands in the place of a column that isn't kept: what is computed from it, or else from none of the listed. */
    private static Slot instead(int place, List<Integer> left, Writing writing) {
        for (int wanted : writing.seesAssigned() ? new int[] {place, -1} : new int[] {Integer.MIN_VALUE}) {
            for (Integer candidate : left) {
                Writing.Computed computed = writing.computed().get(candidate);
                if (wanted == Integer.MIN_VALUE || lastValue(computed) == wanted) {
                    left.remove(candidate);
                    return new Slot(computed.physical(), candidate, -1, false);
                }
            }
        }
        return new Slot(null, -1, -1, false);
    }

    /** The last of the statement's values that a column is computed from; -1 if it is from constants only. */
    private static int lastValue(Writing.Computed computed) {
        int last = -1;
        for (Template.Part part : computed.value().parts()) {
            if (part instanceof Template.Part.Value value) {
                last = Math.max(last, value.index());
            } else if (!(part instanceof Template.Part.Text)) {
                return Integer.MAX_VALUE;
            }
        }
        return last;
    }

    private void add(Slot slot, int place) {
        int kept = place;
        while (kept >= 0 && own.get(kept).isDropped()) {
            kept--;
        }
        (kept < 0 ? appended : behind.get(kept)).add(slot);
    }

    /** The last of the listed columns that a column is computed from; -1 if there is none, or it follows no listed one. */
    private int place(Writing.Computed computed) {
        int place = -1;
        for (Template.Part part : computed.value().parts()) {
            int found = -1;
            if (part instanceof Template.Part.Value value) {
                found = value.index();
            } else if (part instanceof Template.Part.Stored column) {
                found = placeOf(column.physical());
            } else if (part instanceof Template.Part.Column) {
                return -1;
            }
            if (found >= own.size()) {
                return -1;
            }
            place = Math.max(place, found);
        }
        return place;
    }

    private int placeOf(String physical) {
        for (int i = 0; i < own.size(); i++) {
            if (physical.equals(own.get(i).physical())
                    || behind.get(i).stream().anyMatch(slot -> physical.equals(slot.physical()))) {
                return i;
            }
        }
        return own.size();
    }

    /** In the places of the columns that the statement lists. */
    List<Slot> own() {
        return own;
    }

    /** Those that follow one of these. */
    List<Slot> behind(int place) {
        return behind.get(place);
    }

    /** Those that follow all others. */
    List<Slot> appended() {
        return appended;
    }

    List<Slot> all() {
        List<Slot> all = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).isDropped()) {
                all.add(own.get(i));
            }
            all.addAll(behind.get(i));
        }
        all.addAll(appended);
        return all;
    }

    List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (Slot slot : all()) {
            String physical = slot.physical();
            if (physical != null) {
                columns.add(physical);
            }
        }
        return columns;
    }

    /** Takes the dropped ones out of a list that separates its elements by commas; gives the last one that is left. */
    Span takeOut(List<Span> elements, Edits edits) {
        Span kept = null;
        int first = -1;
        for (int i = 0; i < Math.min(elements.size(), own.size()); i++) {
            if (!own.get(i).isDropped()) {
                if (kept == null && i > 0) {
                    edits.replace(new Span(
                            elements.get(first < 0 ? 0 : first).start(),
                            elements.get(i).start()));
                }
                kept = elements.get(i);
            } else if (kept != null) {
                edits.replace(
                        new Span(elements.get(i - 1).end(), elements.get(i).end()));
            } else if (first < 0) {
                first = i;
            }
        }
        return kept == null ? elements.get(elements.size() - 1) : kept;
    }
}
