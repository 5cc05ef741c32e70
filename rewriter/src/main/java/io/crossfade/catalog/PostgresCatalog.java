package io.crossfade.catalog;

import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Generation;
import io.crossfade.rewrite.Catalog.Relation;
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

/** PostgreSQL's catalog. */
public final class PostgresCatalog implements CatalogReader {

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

    @Override
    public Found read(Connection connection, Collection<String> names) throws SQLException {
        Map<TableId, List<Column>> columns = columns(connection, names);
        Map<TableId, Map<String, List<String>>> constraints = constraints(connection, names);
        List<Relation> relations = new ArrayList<>();
        columns.forEach((id, list) ->
                relations.add(new Relation(id.schema(), id.name(), list, constraints.getOrDefault(id, Map.of()))));
        return new Found(relations, false);
    }

    private static Map<TableId, List<Column>> columns(Connection connection, Collection<String> wanted)
            throws SQLException {
        Map<TableId, List<Column>> found = new LinkedHashMap<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, wanted);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<Column> columns = found.computeIfAbsent(
                        new TableId(rows.getString(1), rows.getString(2)), id -> new ArrayList<>());
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

    private static Generation generation(String identity, boolean computed) {
        if (computed) {
            return Generation.COMPUTED;
        }
        return switch (identity) {
            case "a" -> Generation.IDENTITY_ALWAYS;
            case "d" -> Generation.IDENTITY;
            default -> Generation.NONE;
        };
    }

    private static Map<TableId, Map<String, List<String>>> constraints(Connection connection, Collection<String> wanted)
            throws SQLException {
        Map<TableId, Map<String, List<String>>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(connection, CONSTRAINTS, wanted);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new TableId(rows.getString(1), rows.getString(2)), id -> new HashMap<>())
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
