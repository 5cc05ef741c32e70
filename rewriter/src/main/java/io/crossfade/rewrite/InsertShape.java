package io.crossfade.rewrite;

import io.crossfade.sql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which columns an INSERT goes to: those that the statement lists, as far as they are kept, and others behind them. */
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
    private final List<Slot> appended = new ArrayList<>();

    /** @param listed how many columns the statement lists */
    InsertShape(Writing writing, int listed, Supplier<String> filler) {
        int next = 0;
        for (int i = 0; i < listed; i++) {
            List<String> names = writing.names(i);
            if (!names.isEmpty()) {
                own.add(new Slot(names.get(0), -1, i, false));
            } else if (next < writing.computed().size()) {
                own.add(new Slot(writing.computed().get(next).physical(), next, -1, false));
                next++;
            } else {
                own.add(new Slot(null, -1, -1, false));
            }
        }
        for (int i = 0; i < writing.size(); i++) {
            List<String> names = writing.names(i);
            for (String name : names.subList(i < listed ? Math.min(1, names.size()) : 0, names.size())) {
                appended.add(new Slot(name, -1, i, false));
            }
        }
        for (; next < writing.computed().size(); next++) {
            appended.add(new Slot(writing.computed().get(next).physical(), next, -1, false));
        }
        if (listed > 0 && own.stream().allMatch(Slot::isDropped) && appended.isEmpty()) {
            own.set(0, new Slot(filler.get(), -1, -1, true));
        }
    }

    /** In the places of the columns that the statement lists. */
    List<Slot> own() {
        return own;
    }

    List<Slot> appended() {
        return appended;
    }

    List<Slot> all() {
        List<Slot> all =
                new ArrayList<>(own.stream().filter(slot -> !slot.isDropped()).toList());
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
