package io.crossfade.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Times in milliseconds. Used by one thread. */
final class Figures {

    private final List<Double> values = new ArrayList<>();

    void add(double millis) {
        values.add(millis);
    }

    int count() {
        return values.size();
    }

    /** The smallest of them that so many of 100 don't exceed. */
    double percentile(double percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int place = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, place - 1));
    }

    /** How much more these are than others, place by place. */
    String more(Figures others) {
        return String.format(
                Locale.ROOT,
                "median %.1f ms, p90 %.1f, p99 %.1f, longest %.1f",
                percentile(50) - others.percentile(50),
                percentile(90) - others.percentile(90),
                percentile(99) - others.percentile(99),
                percentile(100) - others.percentile(100));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d, median %.1f ms, p90 %.1f, p99 %.1f, longest %.1f",
                count(),
                percentile(50),
                percentile(90),
                percentile(99),
                percentile(100));
    }
}
