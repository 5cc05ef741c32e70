package io.crossfade.migration;

/**
 * How one column of the source becomes one of the target.
 *
 * <p>A closed family: a mapping that a version doesn't know is an error where it is read, never a default.
 */
public sealed interface ColumnMapping {

    /** The column's name in the source. */
    String source();

    /** The column's name in the target. */
    String target();

    /**
     * The identity: the same type and the same values under another name.
     *
     * @param ordinal the source column's place in the table when the migration began, as the catalog counts it
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
    }
}
