package io.crossfade.migration;

/**
 * A table, by the names under which the database's catalog lists it: case as stored, no quotes.
 *
 * @param schema the schema
 * @param name the table
 */
public record TableId(String schema, String name) {

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
