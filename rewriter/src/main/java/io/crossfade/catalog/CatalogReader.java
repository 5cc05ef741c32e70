package io.crossfade.catalog;

import io.crossfade.rewrite.Catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Reads a database's catalog. Stateless, so safe for use by several threads on connections of their own. */
public interface CatalogReader {

    /**
     * What was read.
     *
     * @param foldsNames whether names of schemas and relations that differ in case only mean the same
     */
    record Found(List<Relation> relations, boolean foldsNames) {}

    /**
     * All relations of these names, in every schema.
     *
     * @throws SQLException as the connection throws it
     */
    Found read(Connection connection, Collection<String> names) throws SQLException;
}
