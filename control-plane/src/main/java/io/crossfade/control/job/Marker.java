package io.crossfade.control.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sign in a column's comment by which its migration knows it again; behind it stands the comment proper. */
final class Marker {

    private Marker() {}

    static String comment(String migration, @Nullable String comment) {
        return "crossfade: target of migration " + migration
                + Optional.ofNullable(comment).map(text -> "\n" + text).orElse("");
    }

    static boolean marks(String migration, @Nullable String comment) {
        return Optional.ofNullable(comment)
                .flatMap(text -> text.lines().findFirst())
                .filter(comment(migration, null)::equals)
                .isPresent();
    }

    /** The comment proper of a comment with a sign; null if there is none. */
    static @Nullable String without(@Nullable String comment) {
        int end = comment == null ? -1 : comment.indexOf('\n');
        return comment == null || end < 0 ? null : comment.substring(end + 1);
    }
}
