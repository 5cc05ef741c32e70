package io.crossfade.control.job;

import io.crossfade.migration.TableId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog describes it.
 *
 * @param oid PostgreSQL's number of it
 * @param columns in order, without dropped ones
 * @param primaryKey the key's columns in the key's order; empty if there is none
 */
record TableFacts(TableId id, long oid, List<ColumnFacts> columns, List<ColumnFacts> primaryKey) {

    private static final String COLUMNS = """
            SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS type,
                   format_type(a.atttypid, -1) AS bare_type, t.typcategory = 'N' AS is_number,
                   CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0
                        THEN quote_ident(cn.nspname) || '.' || quote_ident(c.collname) END AS collation,
                   a.attnotnull, a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
                   pg_get_expr(d.adbin, d.adrelid) AS expression,
                   quote_ident(outn.nspname) || '.' || quote_ident(outf.proname) AS output,
                   array_remove(ARRAY[
                       CASE WHEN a.attstorage <> t.typstorage THEN 'SET STORAGE ' || CASE a.attstorage
                           WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
                       CASE a.attcompression WHEN 'p' THEN 'SET COMPRESSION pglz' WHEN 'l' THEN 'SET COMPRESSION lz4' END,
                       CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
                       CASE WHEN a.attoptions IS NOT NULL THEN 'SET (' || array_to_string(a.attoptions, ', ') || ')' END
                   ], NULL) AS settings,
                   col_description(a.attrelid, a.attnum) AS comment
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            JOIN pg_proc outf ON outf.oid = t.typoutput
            JOIN pg_namespace outn ON outn.oid = outf.pronamespace
            LEFT JOIN pg_collation c ON c.oid = a.attcollation
            LEFT JOIN pg_namespace cn ON cn.oid = c.collnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
            """;

    private static final String KEY = """
            SELECT k.attnum FROM pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
            WHERE i.indrelid = ?::oid AND i.indisprimary AND k.place <= i.indnkeyatts
            ORDER BY k.place
            """;

    /** Reads the catalog. The session's search path has to be empty, so that names come qualified. */
    static Optional<TableFacts> read(Connection connection, TableId id) throws SQLException {
        Optional<Long> oid = Rows.one(
                connection,
                "SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = ?",
                row -> row.getLong(1),
                id.schema(),
                id.name());
        return oid.isEmpty() ? Optional.empty() : Optional.of(read(connection, id, oid.get()));
    }

    /** Reads the catalog's words on a temporary table of this session. */
    static TableFacts readTemporary(Connection connection, String name) throws SQLException {
        long oid = Rows.one(connection, "SELECT to_regclass(?)::oid", row -> row.getLong(1), "pg_temp." + name)
                .orElseThrow();
        return read(connection, new TableId("pg_temp", name), oid);
    }

    private static TableFacts read(Connection connection, TableId id, long oid) throws SQLException {
        List<ColumnFacts> columns = Rows.all(connection, COLUMNS, TableFacts::column, oid);
        List<ColumnFacts> key = new ArrayList<>();
        for (int number : Rows.all(connection, KEY, row -> row.getInt(1), oid)) {
            columns.stream().filter(column -> column.number() == number).forEach(key::add);
        }
        return new TableFacts(id, oid, columns, key);
    }

    private static ColumnFacts column(ResultSet row) throws SQLException {
        return new ColumnFacts(
                row.getInt("attnum"),
                row.getString("attname"),
                row.getString("type"),
                row.getString("bare_type"),
                row.getBoolean("is_number"),
                row.getString("collation"),
                row.getBoolean("attnotnull"),
                row.getBoolean("generated"),
                row.getBoolean("identity"),
                row.getString("expression"),
                row.getString("output"),
                texts(row.getArray("settings")),
                row.getString("comment"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    Optional<ColumnFacts> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    ColumnFacts require(String name) {
        return column(name)
                .orElseThrow(() -> new JobFailedException("table " + id + " has no column '" + name
                        + "' any more; somebody has changed it outside the migration"));
    }

    String sql() {
        return Quoting.table(id);
    }
}
