package io.crossfade.sql;

import org.jspecify.annotations.Nullable;

/** Collects the names that RETURNING gives to the rows before and after. */
final class RowNames {

    private @Nullable Name oldName;
    private @Nullable Name newName;

    void put(String which, Name name) {
        if (which.equals("OLD")) {
            oldName = name;
        } else {
            newName = name;
        }
    }

    @Nullable
    Name oldName() {
        return oldName;
    }

    @Nullable
    Name newName() {
        return newName;
    }
}
