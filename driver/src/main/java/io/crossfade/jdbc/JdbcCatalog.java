package io.crossfade.jdbc;

import io.crossfade.catalog.CatalogReader;
import io.crossfade.rewrite.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The database's catalog, read by name when a name is first asked for, on connections of its own: nothing of it runs in
 * the application's transactions.
 *
 * <p>What it has read holds for a while only, since others change the schema too.
 */
final class JdbcCatalog implements Catalog {

    private static final long LIFETIME = TimeUnit.SECONDS.toNanos(30);

    private final CatalogReader reader;
    private final Connector connector;
    private final LongSupplier clock;
    private final Map<String, Named> names = new ConcurrentHashMap<>();

    /**
     * All relations of one name.
     *
     * @param bySchema by schema, in lower case if names are folded
     */
    private record Named(Map<String, Relation> bySchema, boolean foldsNames, long readAt) {

        Optional<Relation> in(String schema) {
            return Optional.ofNullable(bySchema.get(foldsNames ? schema.toLowerCase(Locale.ROOT) : schema));
        }
    }

    JdbcCatalog(CatalogReader reader, Connector connector, LongSupplier clock) {
        this.reader = reader;
        this.connector = connector;
        this.clock = clock;
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        Named known = names.get(name);
        if (known == null || clock.getAsLong() - known.readAt() > LIFETIME) {
            read(Set.of(name));
            known = names.get(name);
        }
        return known == null ? Optional.empty() : known.in(schema);
    }

    Set<String> names() {
        return Set.copyOf(names.keySet());
    }

    void forget() {
        names.clear();
    }

    /** Reads all relations of these names at once. */
    void read(Collection<String> wanted) {
        names.putAll(fetch(wanted));
    }

    /** Reads again what has been read before; true if any of it isn't what it was. */
    boolean hasChanged() {
        Map<String, Map<String, Relation>> before = relations(names);
        Map<String, Named> now = fetch(before.keySet());
        names.putAll(now);
        return !relations(now).equals(before);
    }

    private static Map<String, Map<String, Relation>> relations(Map<String, Named> named) {
        Map<String, Map<String, Relation>> relations = new HashMap<>();
        named.forEach((name, known) -> relations.put(name, known.bySchema()));
        return relations;
    }

    private Map<String, Named> fetch(Collection<String> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        long now = clock.getAsLong();
        CatalogReader.Found found;
        try (Connection connection = connector.open()) {
            found = reader.read(connection, wanted);
        } catch (SQLException e) {
            throw new CatalogException(e);
        }
        Map<String, Named> fetched = new HashMap<>();
        for (String name : wanted) {
            Map<String, Relation> bySchema = new HashMap<>();
            for (Relation relation : found.relations()) {
                if (found.foldsNames()) {
                    if (relation.name().equalsIgnoreCase(name)) {
                        bySchema.put(relation.schema().toLowerCase(Locale.ROOT), relation);
                    }
                } else if (relation.name().equals(name)) {
                    bySchema.put(relation.schema(), relation);
                }
            }
            fetched.put(name, new Named(Map.copyOf(bySchema), found.foldsNames(), now));
        }
        return fetched;
    }
}
