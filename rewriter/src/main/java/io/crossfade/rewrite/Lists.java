package io.crossfade.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Putting lists together. */
final class Lists {

    private Lists() {}

    static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Those of two values that are there. */
    static <T> List<T> present(@Nullable T first, @Nullable T second) {
        List<T> all = new ArrayList<>(2);
        if (first != null) {
            all.add(first);
        }
        if (second != null) {
            all.add(second);
        }
        return all;
    }
}
