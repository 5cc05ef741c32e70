package io.crossfade.migration;

import java.util.List;

/**
 * How columns of the source become columns of the target.
 *
 * <p>A closed family: a mapping that a version doesn't know is an error where it is read, never a default.
 */
public sealed interface ColumnMapping {

    /** The physical columns that only the source has, as the catalog lists them. */
    List<String> sources();

    /** The physical columns that only the target has, as the catalog lists them. */
    List<String> targets();

    /**
     * The identity: the same type and the same values under another name.
     *
     * @param ordinal the source column's place in the table when the migration began, as the catalog counts it; on MySQL
     *     and MariaDB without the columns that migrations which began earlier retire
     *     ({@code pg_attribute.attnum}); a star shows the column there in either shape, also once it is gone
     */
    record Rename(String source, String target, int ordinal) implements ColumnMapping {

        public Rename {
            if (source.equals(target)) {
                throw new MigrationException("column '" + source + "' is renamed to itself");
            }
            if (ordinal < 1) {
                throw new MigrationException("column '" + source + "' has no place in its table: ordinal " + ordinal);
            }
        }

        @Override
        public List<String> sources() {
            return List.of(source);
        }

        @Override
        public List<String> targets() {
            return List.of(target);
        }
    }

    /**
     * Columns whose values are computed from each other: a change of type, a split, a merge, a column that comes or goes.
     *
     * <p>The expressions connect them: a column whose expression mentions none of the others has a mapping of its own.
     *
     * @param retired the source's columns; empty for a column that is added
     * @param added the target's columns; empty for a column that is removed
     */
    record Conversion(List<RetiredColumn> retired, List<AddedColumn> added) implements ColumnMapping {

        public Conversion {
            retired = List.copyOf(retired);
            added = List.copyOf(added);
            if (retired.isEmpty() && added.isEmpty()) {
                throw new MigrationException("a mapping has neither an added nor a retired column");
            }
        }

        @Override
        public List<String> sources() {
            return retired.stream().map(RetiredColumn::column).toList();
        }

        @Override
        public List<String> targets() {
            return added.stream().map(AddedColumn::column).toList();
        }

        /** Whether one column becomes one other, as in a change of type. */
        public boolean isOneToOne() {
            return retired.size() == 1 && added.size() == 1;
        }
    }
}
