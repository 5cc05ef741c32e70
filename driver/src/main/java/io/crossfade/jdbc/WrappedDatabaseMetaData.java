package io.crossfade.jdbc;

import io.crossfade.jdbc.CatalogRows.Place;
import io.crossfade.jdbc.CatalogRows.View;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The catalog as the application's code knows it. */
abstract class WrappedDatabaseMetaData extends Wrapped<DatabaseMetaData> implements DatabaseMetaData {

    private static final Place TABLE = new Place(true, "TABLE_", "TABLE_NAME", "COLUMN_NAME");
    private static final Place PRIMARY = new Place(true, "PKTABLE_", "PKTABLE_NAME", "PKCOLUMN_NAME");
    private static final Place FOREIGN = new Place(true, "FKTABLE_", "FKTABLE_NAME", "FKCOLUMN_NAME");

    private final WrappedConnection owner;

    WrappedDatabaseMetaData(WrappedConnection owner, DatabaseMetaData delegate) {
        super(delegate);
        this.owner = owner;
    }

    /** A query of the catalog. */
    private interface Query {
        ResultSet run() throws SQLException;
    }

    @Override
    WrappedConnection owner() {
        return owner;
    }

    @Override
    public Connection getConnection() {
        return owner;
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern)
            throws SQLException {
        LogicalShape shape = owner.logicalShape();
        if (shape.isPhysical()) {
            return rows(delegate.getColumns(catalog, schemaPattern, tablePattern, columnPattern));
        }
        View view = new View(shape, List.of(TABLE), CatalogRows.COLUMN, Set.of(), like(columnPattern));
        return Wrapping.catalogRows(owner, delegate.getColumns(catalog, schemaPattern, tablePattern, null), view);
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, String table, @Nullable String columnPattern)
            throws SQLException {
        LogicalShape shape = owner.logicalShape();
        if (shape.isPhysical()) {
            return rows(delegate.getColumnPrivileges(catalog, schema, table, columnPattern));
        }
        View view = new View(shape, List.of(TABLE), "", Set.of(), like(columnPattern));
        return Wrapping.catalogRows(owner, delegate.getColumnPrivileges(catalog, schema, table, "%"), view);
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return grouped(() -> delegate.getPrimaryKeys(catalog, schema, table), List.of(TABLE), "PK_NAME");
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        return grouped(
                () -> delegate.getIndexInfo(catalog, schema, table, unique, approximate),
                List.of(TABLE),
                CatalogRows.INDEX);
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return grouped(() -> delegate.getImportedKeys(catalog, schema, table), List.of(PRIMARY, FOREIGN), "FK_NAME");
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return grouped(() -> delegate.getExportedKeys(catalog, schema, table), List.of(PRIMARY, FOREIGN), "FK_NAME");
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            String foreignTable)
            throws SQLException {
        return grouped(
                () -> delegate.getCrossReference(
                        parentCatalog, parentSchema, parentTable, foreignCatalog, foreignSchema, foreignTable),
                List.of(PRIMARY, FOREIGN),
                "FK_NAME");
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
            throws SQLException {
        return ofOneTable(
                () -> delegate.getBestRowIdentifier(catalog, schema, table, scope, nullable), catalog, schema, table);
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return ofOneTable(() -> delegate.getVersionColumns(catalog, schema, table), catalog, schema, table);
    }

    /** Called by generated code: rows that name no column, from a statement that leads back to the wrapper. */
    ResultSet rows(ResultSet raw) {
        return Wrapping.resultSet(owner, null, raw, RowShape.UNTOUCHED);
    }

    private ResultSet ofOneTable(Query query, @Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        LogicalShape shape = owner.logicalShape();
        if (shape.isPhysical()) {
            return rows(query.run());
        }
        Place place = new Place(false, schema == null && owner.isMySql() ? catalog : schema, table, "COLUMN_NAME");
        return Wrapping.catalogRows(owner, query.run(), new View(shape, List.of(place), "", Set.of(), name -> true));
    }

    /** Rows of which several describe one index or key: where one of them is hidden, all are. */
    private ResultSet grouped(Query query, List<Place> places, String group) throws SQLException {
        LogicalShape shape = owner.logicalShape();
        if (shape.isPhysical()) {
            return rows(query.run());
        }
        View view = new View(shape, places, group, Set.of(), name -> true);
        try (ResultSet all = query.run()) {
            view = view.withoutGroupsIn(all);
        }
        return Wrapping.catalogRows(owner, query.run(), view);
    }

    /** JDBC's pattern: % is any text, _ any character, and a backslash takes the next one as it is. */
    private Predicate<String> like(@Nullable String pattern) {
        int flags = owner.isMySql() ? java.util.regex.Pattern.CASE_INSENSITIVE : 0;
        if (pattern == null || pattern.isEmpty() || pattern.equals("%")) {
            return name -> true;
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(java.util.regex.Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return java.util.regex.Pattern.compile(regex.toString(), java.util.regex.Pattern.DOTALL | flags)
                .asMatchPredicate();
    }
}
