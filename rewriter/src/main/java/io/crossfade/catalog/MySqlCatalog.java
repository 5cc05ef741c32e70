package io.crossfade.catalog;

import io.crossfade.migration.TableId;
import io.crossfade.rewrite.Catalog.Column;
import io.crossfade.rewrite.Catalog.Generation;
import io.crossfade.rewrite.Catalog.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalog of MySQL or MariaDB, whose schemas are the databases of the server. */
public final class MySqlCatalog implements CatalogReader {

    private static final String SERVER = "SELECT @@lower_case_table_names, @@version";

    private static final String COLUMNS = """
            SELECT table_schema, table_name, column_name, data_type, ordinal_position, column_type, collation_name,
                   column_default, is_nullable, extra
            FROM information_schema.columns
            WHERE table_name IN (%s)
            ORDER BY table_schema, table_name, ordinal_position""";

    private static final String CONSTRAINTS = """
            SELECT table_schema, table_name, index_name, column_name
            FROM information_schema.statistics
            WHERE non_unique = 0 AND column_name IS NOT NULL AND table_name IN (%s)
            ORDER BY table_schema, table_name, index_name, seq_in_index""";

    @Override
    public Found read(Connection connection, Collection<String> names) throws SQLException {
        boolean foldsNames;
        boolean mariaDb;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            foldsNames = row.getInt(1) != 0;
            mariaDb = row.getString(2).toLowerCase(Locale.ROOT).contains("mariadb");
        }
        Map<TableId, List<Column>> columns = columns(connection, names, mariaDb);
        Map<TableId, Map<String, List<String>>> constraints = constraints(connection, names);
        List<Relation> relations = new ArrayList<>();
        columns.forEach((id, list) ->
                relations.add(new Relation(id.schema(), id.name(), list, constraints.getOrDefault(id, Map.of()))));
        return new Found(relations, foldsNames);
    }

    private static Map<TableId, List<Column>> columns(Connection connection, Collection<String> names, boolean mariaDb)
            throws SQLException {
        Map<TableId, List<Column>> found = new LinkedHashMap<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, names);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new TableId(rows.getString(1), rows.getString(2)), id -> new ArrayList<>())
                        .add(column(rows, mariaDb));
            }
        }
        return found;
    }

    private static Column column(ResultSet row, boolean mariaDb) throws SQLException {
        String extra = row.getString(10).toLowerCase(Locale.ROOT);
        String type = row.getString(4);
        return new Column(
                row.getString(3),
                type,
                row.getInt(5),
                row.getString(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(defaultValue(row.getString(8), type, extra, mariaDb)),
                row.getString(9).equals("YES"),
                generation(extra));
    }

    private static Generation generation(String extra) {
        if (extra.contains("auto_increment")) {
            return Generation.IDENTITY;
        }
        return extra.replace("default_generated", "").contains("generated") ? Generation.COMPUTED : Generation.NONE;
    }

    /** MariaDB lists an expression. MySQL lists one only where there is more than a literal, whose text it lists else. */
    private static @Nullable String defaultValue(@Nullable String listed, String type, String extra, boolean mariaDb) {
        if (listed == null || (mariaDb && listed.equals("NULL"))) {
            return null;
        }
        if (mariaDb) {
            return listed;
        }
        if (extra.contains("default_generated")) {
            return listed.replace("\\'", "'");
        }
        boolean isBits = listed.startsWith("b'") && type.equals("bit");
        boolean isHexadecimal = listed.startsWith("0x") && type.endsWith("binary");
        return isBits || isHexadecimal
                ? listed
                : "'" + listed.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static Map<TableId, Map<String, List<String>>> constraints(Connection connection, Collection<String> names)
            throws SQLException {
        Map<TableId, Map<String, List<String>>> found = new HashMap<>();
        try (PreparedStatement statement = prepared(connection, CONSTRAINTS, names);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new TableId(rows.getString(1), rows.getString(2)), id -> new HashMap<>())
                        .computeIfAbsent(rows.getString(3), name -> new ArrayList<>())
                        .add(rows.getString(4));
            }
        }
        return found;
    }

    private static PreparedStatement prepared(Connection connection, String sql, Collection<String> names)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(names.size(), "?"));
        PreparedStatement statement = connection.prepareStatement(String.format(Locale.ROOT, sql, places));
        int at = 1;
        for (String name : names) {
            statement.setString(at++, name);
        }
        return statement;
    }
}
