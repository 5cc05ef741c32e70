package io.crossfade.jdbc;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MySQL's warnings that it is Crossfade's to answer for: its user variables are assigned within expressions. */
final class OwnWarnings {

    private static final int DEPRECATED = 1287;
    private static final String ASSIGNMENT = "Setting user variables within expressions is deprecated";

    private OwnWarnings() {}

    /** The same chain without them. Only what stands in front of one is copied: a warning can't be unlinked. */
    static @Nullable SQLWarning leftOut(@Nullable SQLWarning first) {
        List<SQLWarning> kept = new ArrayList<>();
        SQLWarning rest = first;
        for (SQLWarning each = first; each != null; each = each.getNextWarning()) {
            if (isOurs(each)) {
                for (SQLWarning before = rest; before != each && before != null; before = before.getNextWarning()) {
                    kept.add(before);
                }
                rest = each.getNextWarning();
            }
        }
        for (int i = kept.size() - 1; i >= 0; i--) {
            SQLWarning original = kept.get(i);
            SQLWarning copy =
                    new SQLWarning(original.getMessage(), original.getSQLState(), original.getErrorCode(), original);
            if (rest != null) {
                copy.setNextWarning(rest);
            }
            rest = copy;
        }
        return rest;
    }

    private static boolean isOurs(SQLWarning warning) {
        String message = warning.getMessage();
        return warning.getErrorCode() == DEPRECATED && message != null && message.startsWith(ASSIGNMENT);
    }
}
