package io.crossfade.jdbc;

import io.crossfade.rewrite.Catalog;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * PostgreSQL's catalog, read by name when a name is first asked for, on connections of its own: nothing of it runs in
 * the application's transactions.
 *
 * <p>What it has read holds for a while only, since others change the schema too.
 */
final class JdbcCatalog implements Catalog {

    private static final long LIFETIME = TimeUnit.SECONDS.toNanos(30);

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, NULL), a.attnum,
                   pg_catalog.format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(l.collname) END,
                   CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
                   NOT a.attnotnull, a.attidentity, a.attgenerated <> ''
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
            LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = l.collnamespace
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname = ANY (?)
            ORDER BY n.nspname, c.relname, a.attnum""";

    private static final String CONSTRAINTS = """
            SELECT n.nspname, c.relname, k.conname, a.attname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS part (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
            WHERE k.contype IN ('p', 'u') AND c.relname = ANY (?)
            ORDER BY n.nspname, c.relname, k.conname, part.place""";

    private final Connector connector;
    private final LongSupplier clock;
    private final Map<String, Named> names = new ConcurrentHashMap<>();

    /** All relations of one name, by schema. */
    private record Named(Map<String, Relation> bySchema, long readAt) {}

    /** A relation by its place. */
    private record Key(String schema, String name) {}

    JdbcCatalog(Connector connector, LongSupplier clock) {
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
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.bySchema().get(schema));
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
        Map<Key, List<Column>> columns;
        Map<Key, Map<String, List<String>>> constraints;
        try (Connection connection = connector.open()) {
            columns = columns(connection, wanted);
            constraints = constraints(connection, wanted);
        } catch (SQLException e) {
            throw new CatalogException(e);
        }
        Map<String, Map<String, Relation>> found = new HashMap<>();
        columns.forEach((key, list) -> found.computeIfAbsent(key.name(), name -> new HashMap<>())
                .put(
                        key.schema(),
                        new Relation(key.schema(), key.name(), list, constraints.getOrDefault(key, Map.of()))));
        Map<String, Named> fetched = new HashMap<>();
        for (String name : wanted) {
            fetched.put(name, new Named(Map.copyOf(found.getOrDefault(name, Map.of())), now));
        }
        return fetched;
    }

    private static Map<Key, List<Column>> columns(Connection connection, Collection<String> wanted)
            throws SQLException {
        Map<Key, List<Column>> found = new LinkedHashMap<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, wanted);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<Column> columns =
                        found.computeIfAbsent(new Key(rows.getString(1), rows.getString(2)), key -> new ArrayList<>());
                if (rows.getString(3) != null) {
                    columns.add(column(rows));
                }
            }
        }
        return found;
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                row.getBoolean(9),
                generation(row.getString(10), row.getBoolean(11)));
    }

    private static Catalog.Generation generation(String identity, boolean computed) {
        if (computed) {
            return Catalog.Generation.COMPUTED;
        }
        return switch (identity) {
            case "a" -> Catalog.Generation.IDENTITY_ALWAYS;
            case "d" -> Catalog.Generation.IDENTITY;
            default -> Catalog.Generation.NONE;
        };
    }

    private static Map<Key, Map<String, List<String>>> constraints(Connection connection, Collection<String> wanted)
            throws SQLException {
        Map<Key, Map<String, List<String>>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(connection, CONSTRAINTS, wanted);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new Key(rows.getString(1), rows.getString(2)), key -> new HashMap<>())
                        .computeIfAbsent(rows.getString(3), name -> new ArrayList<>())
                        .add(rows.getString(4));
            }
        }
        return found;
    }

    private static PreparedStatement prepared(Connection connection, String sql, Collection<String> wanted)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setArray(1, connection.createArrayOf("name", wanted.toArray()));
        return statement;
    }
}
