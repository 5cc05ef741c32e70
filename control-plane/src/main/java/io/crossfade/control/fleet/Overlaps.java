package io.crossfade.control.fleet;

import io.crossfade.control.job.ApplicationDatabase;
import io.crossfade.migration.Migration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Migrations of one table that can't be under way at the same time: what one computes from mustn't be moved by another. */
final class Overlaps {

    private final ApplicationDatabase database;

    Overlaps(ApplicationDatabase database) {
        this.database = database;
    }

    /** One sentence for each. */
    List<String> of(Migration added, Collection<Migration> underWay) {
        List<String> overlaps = new ArrayList<>();
        for (Migration other : underWay) {
            if (other.phase().next().isPresent()
                    && other.table().equals(added.table())
                    && !other.name().equals(added.name())) {
                between(added, other).ifPresent(overlaps::add);
                between(other, added).ifPresent(overlaps::add);
            }
        }
        return overlaps;
    }

    private Optional<String> between(Migration computing, Migration moving) {
        Set<String> shared = new TreeSet<>(database.mentioned(computing));
        Set<String> moved = new HashSet<>();
        moving.columns().forEach(column -> {
            moved.addAll(column.sources());
            moved.addAll(column.targets());
        });
        shared.retainAll(moved);
        return shared.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "migration '" + computing.name() + "' computes from " + shared + " of " + computing.table()
                                + ", which migration '" + moving.name() + "' moves; finish one before the other");
    }
}
