package io.crossfade.control.job;

import io.crossfade.control.store.Facts;
import io.crossfade.migration.AddedColumn;
import io.crossfade.migration.ColumnMapping;
import io.crossfade.migration.ColumnMapping.Conversion;
import io.crossfade.migration.ColumnMapping.Rename;
import io.crossfade.migration.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that a migration makes.
 *
 * @param replaces the source's column that it takes the place of, with its indexes; empty where there is no such one
 * @param added how it is defined; empty where it is defined as the one it replaces
 */
record TargetColumn(String name, Optional<String> replaces, Optional<AddedColumn> added) {

    static List<TargetColumn> of(Migration migration) {
        List<TargetColumn> targets = new ArrayList<>();
        for (ColumnMapping mapping : migration.columns()) {
            if (mapping instanceof Rename rename) {
                targets.add(new TargetColumn(rename.target(), Optional.of(rename.source()), Optional.empty()));
            } else if (mapping instanceof Conversion conversion) {
                Optional<String> replaced = conversion.isOneToOne()
                        ? Optional.of(conversion.retired().get(0).column())
                        : Optional.empty();
                conversion
                        .added()
                        .forEach(column ->
                                targets.add(new TargetColumn(column.column(), replaced, Optional.of(column))));
            } else {
                throw new IllegalStateException("no job for " + mapping);
            }
        }
        return targets;
    }

    static List<String> sources(Migration migration) {
        return migration.columns().stream()
                .flatMap(mapping -> mapping.sources().stream())
                .toList();
    }

    /** Whether the target accepts no NULL in it. */
    boolean required(Facts facts) {
        return added.map(column -> !column.nullable())
                .orElseGet(() -> replaces.filter(facts.notNull()::contains).isPresent());
    }
}
