package io.crossfade.compare.generate;

import io.crossfade.compare.generate.Type.Kind;
import io.crossfade.compare.generate.World.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that an expression may name.
 *
 * @param sources of the innermost FROM
 * @param outer of the query around it
 * @param unread columns of the first source that aren't to be named
 */
record Scope(List<Source> sources, @Nullable Scope outer, List<Column> unread) {

    /**
     * A table, a subquery or a common table expression in a FROM.
     *
     * @param alias as it stands in the text, in quotes if need be
     */
    record Source(String alias, List<Column> columns) {}

    /** A column of a source. */
    record Reference(String text, Column column) {}

    Scope(List<Source> sources, @Nullable Scope outer) {
        this(sources, outer, List.of());
    }

    static Scope of(Source... sources) {
        return new Scope(List.of(sources), null);
    }

    /** The same, but some of the first source's columns aren't read. */
    Scope without(List<Column> columns) {
        return new Scope(sources, outer, List.copyOf(columns));
    }

    Scope inside(List<Source> inner) {
        return new Scope(List.copyOf(inner), this);
    }

    /** A column that fits, if there is one; now and then one of the query around. */
    Optional<Reference> column(Build build, java.util.function.Predicate<Column> fits) {
        Scope around = outer;
        if (around != null && build.choices().chance(25)) {
            Optional<Reference> found = around.fitting(build, fits, this);
            if (found.isPresent()) {
                return found;
            }
        }
        return fitting(build, fits, null);
    }

    Optional<Reference> column(Build build, Kind kind) {
        return column(build, column -> column.type().kind() == kind);
    }

    private Optional<Reference> fitting(Build build, java.util.function.Predicate<Column> fits, @Nullable Scope inner) {
        List<Reference> found = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            for (Column column : source.columns()) {
                if (fits.test(column) && !(i == 0 && unread.contains(column))) {
                    found.add(new Reference(text(build, source, column, inner), column));
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(build.choices().of(found));
    }

    private String text(Build build, Source source, Column column, @Nullable Scope inner) {
        String name = build.quote(column.name());
        boolean unique = sources.stream()
                        .flatMap(each -> each.columns().stream())
                        .filter(each -> same(build, each.name(), column.name()))
                        .count()
                == 1;
        boolean hidden = inner != null
                && inner.sources.stream()
                        .flatMap(each -> each.columns().stream())
                        .anyMatch(each -> same(build, each.name(), column.name()));
        return unique && !hidden && !build.choices().chance(40) ? name : source.alias() + "." + name;
    }

    private static boolean same(Build build, String name, String other) {
        return build.isPostgres() ? name.equals(other) : name.equalsIgnoreCase(other);
    }
}
