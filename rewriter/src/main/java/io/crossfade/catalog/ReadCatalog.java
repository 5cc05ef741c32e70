package io.crossfade.catalog;

import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A catalog as it was when it was read. Immutable. */
public final class ReadCatalog implements Catalog {

    private final boolean foldsNames;
    private final Map<TableId, Relation> relations = new HashMap<>();

    /** @param found all the relations there are to be */
    public ReadCatalog(CatalogReader.Found found) {
        this.foldsNames = found.foldsNames();
        found.relations().forEach(relation -> relations.put(id(relation.schema(), relation.name()), relation));
    }

    private TableId id(String schema, String name) {
        return foldsNames
                ? new TableId(schema.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                : new TableId(schema, name);
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        return Optional.ofNullable(relations.get(id(schema, name)));
    }

    @Override
    public boolean foldsTableNames() {
        return foldsNames;
    }
}
