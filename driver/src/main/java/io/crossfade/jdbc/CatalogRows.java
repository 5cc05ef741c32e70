package io.crossfade.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the catalog in the shape that the application's code knows: hidden columns are left out, the others go by
 * their logical names. They can be read forward only.
 */
abstract class CatalogRows extends WrappedResultSet {

    /** The group of the rows that describe indexes. */
    static final String INDEX = "INDEX_NAME";

    /** The group of the rows that describe columns, each of one row. */
    static final String COLUMN = "COLUMN_NAME";

    private final View view;
    private final Map<Integer, Object> replaced = new HashMap<>();
    private int row;

    CatalogRows(WrappedConnection owner, ResultSet delegate, View view) {
        super(owner, null, delegate, RowShape.UNTOUCHED);
        this.view = view;
    }

    /**
     * Where a row names a column.
     *
     * @param labelled whether schema and table say where a row names them; else they are the names
     * @param schema null if it isn't known; if labelled, how the labels of schema and catalog begin
     * @param column the label of the column's name
     */
    record Place(boolean labelled, @Nullable String schema, String table, String column) {

        @Nullable
        String schemaOf(ResultSet row) throws SQLException {
            if (!labelled) {
                return schema;
            }
            String named = row.getString(schema + "SCHEM");
            // MySQL's databases are catalogs to JDBC, unless the delegate is told to call them schemas.
            return named != null ? named : row.getString(schema + "CAT");
        }

        @Nullable
        String tableOf(ResultSet row) throws SQLException {
            return labelled ? row.getString(table) : table;
        }
    }

    /**
     * How rows are shown.
     *
     * @param places where they name columns
     * @param group the label of what several rows describe together, such as an index; a blank one for none
     * @param hidden the groups left out whole, by schema, table and name
     * @param wanted the logical names to show
     */
    record View(
            LogicalShape shape, List<Place> places, String group, Set<List<String>> hidden, Predicate<String> wanted) {

        /** Whether each row describes one column of a table. */
        boolean describesColumns() {
            return group.equals(COLUMN);
        }

        /** The logical names in the delegate's row, in the order of the places; empty if the row isn't shown. */
        Optional<List<@Nullable String>> names(ResultSet row) throws SQLException {
            if (!hidden.isEmpty() && hidden.contains(groupOf(row))) {
                return Optional.empty();
            }
            List<@Nullable String> names = new ArrayList<>();
            for (Place place : places) {
                String physical = row.getString(place.column());
                if (physical == null) {
                    names.add(null);
                    continue;
                }
                Optional<String> logical = shape.name(place.schemaOf(row), place.tableOf(row), physical);
                if (logical.isEmpty() || !wanted.test(logical.get())) {
                    return Optional.empty();
                }
                names.add(logical.get());
            }
            return Optional.of(names);
        }

        /** The same view without the groups of which a row is hidden. */
        View withoutGroupsIn(ResultSet rows) throws SQLException {
            Set<List<String>> found = new HashSet<>();
            while (rows.next()) {
                if (names(rows).isEmpty() || isPartialOverHidden(rows)) {
                    found.add(groupOf(rows));
                }
            }
            return new View(shape, places, group, found, wanted);
        }

        private boolean isPartialOverHidden(ResultSet row) throws SQLException {
            Place last = places.get(places.size() - 1);
            return group.equals(INDEX)
                    && shape.mentionsHidden(last.schemaOf(row), last.tableOf(row), row.getString("FILTER_CONDITION"));
        }

        private List<String> groupOf(ResultSet row) throws SQLException {
            Place last = places.get(places.size() - 1);
            return List.of(
                    String.valueOf(last.schemaOf(row)),
                    String.valueOf(last.tableOf(row)),
                    String.valueOf(row.getString(group)));
        }
    }

    @Override
    public boolean next() throws SQLException {
        while (delegate.next()) {
            Optional<List<@Nullable String>> names = view.names(delegate);
            if (names.isPresent()) {
                row++;
                replaced.clear();
                for (int i = 0; i < view.places().size(); i++) {
                    String name = names.get().get(i);
                    if (name != null) {
                        replaced.put(delegate.findColumn(view.places().get(i).column()), name);
                    }
                }
                if (view.describesColumns()) {
                    replaceNullable();
                }
                return true;
            }
        }
        replaced.clear();
        row = 0;
        return false;
    }

    /** A column may be nullable for as long as both sides are there, and still be NOT NULL to the code. */
    private void replaceNullable() throws SQLException {
        Place place = view.places().get(0);
        Boolean nullable = view.shape()
                .nullable(place.schemaOf(delegate), place.tableOf(delegate), delegate.getString(place.column()))
                .orElse(null);
        if (nullable != null) {
            replaced.put(
                    delegate.findColumn("NULLABLE"),
                    nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls);
            replaced.put(delegate.findColumn("IS_NULLABLE"), nullable ? "YES" : "NO");
        }
    }

    @Override
    public int getRow() {
        return row;
    }

    @Override
    public @Nullable String getString(int index) throws SQLException {
        String raw = delegate.getString(index);
        return replaced.containsKey(index) ? String.valueOf(replaced.get(index)) : raw;
    }

    @Override
    public @Nullable String getString(String label) throws SQLException {
        return getString(delegate.findColumn(label));
    }

    @Override
    public int getInt(int index) throws SQLException {
        int raw = delegate.getInt(index);
        return replaced.get(index) instanceof Integer number ? number : raw;
    }

    @Override
    public int getInt(String label) throws SQLException {
        return getInt(delegate.findColumn(label));
    }

    @Override
    public @Nullable String getNString(int index) throws SQLException {
        return getString(index);
    }

    @Override
    public @Nullable String getNString(String label) throws SQLException {
        return getString(label);
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        Object raw = super.getObject(index);
        return replaced.containsKey(index) ? replaced.get(index) : raw;
    }

    @Override
    public @Nullable Object getObject(String label) throws SQLException {
        return getObject(delegate.findColumn(label));
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        T raw = super.getObject(index, type);
        Object value = replaced.get(index);
        return type.isInstance(value) ? type.cast(value) : raw;
    }

    @Override
    public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        return getObject(delegate.findColumn(label), type);
    }

    @Override
    public boolean isFirst() {
        return row == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public boolean previous() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public boolean first() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public boolean last() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public boolean absolute(int target) throws SQLException {
        throw forwardOnly();
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        throw forwardOnly();
    }

    @Override
    public void beforeFirst() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public void afterLast() throws SQLException {
        throw forwardOnly();
    }

    private static SQLException forwardOnly() {
        return SqlState.REFUSED.exception(
                "while a migration is under way, Crossfade shows these rows of the catalog forward only");
    }
}
