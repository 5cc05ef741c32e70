package io.crossfade.control.job;

import io.crossfade.rewrite.Catalog;
import io.crossfade.sql.Dialect;
import java.util.List;

/**
 * What the planning of statements needs to know of a database, as it was when it was read.
 *
 * @param searchPath the schemas in which unqualified names are looked up, implicit ones included
 * @param catalog all relations that aren't the database's own
 * @param indexes of the table in question
 */
public record SchemaFacts(Dialect dialect, List<String> searchPath, Catalog catalog, List<Index> indexes) {

    public SchemaFacts {
        searchPath = List.copyOf(searchPath);
        indexes = List.copyOf(indexes);
    }

    /** @param columns the plain columns among its keys */
    public record Index(String name, List<String> columns) {

        public Index {
            columns = List.copyOf(columns);
        }
    }
}
