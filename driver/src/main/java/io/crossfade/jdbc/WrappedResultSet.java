package io.crossfade.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows. What an updatable result set writes is the delegate's own SQL, so it writes no migrating table. */
abstract class WrappedResultSet extends Wrapped<ResultSet> implements ResultSet {

    private final WrappedConnection owner;
    private final RowShape shape;
    private @Nullable List<@Nullable ColumnType> columns;
    private @Nullable WrappedStatement<?> statement;

    /**
     * @param statement null for one that the delegate made for itself
     */
    WrappedResultSet(
            WrappedConnection owner, @Nullable WrappedStatement<?> statement, ResultSet delegate, RowShape shape) {
        super(delegate);
        this.owner = owner;
        this.statement = statement;
        this.shape = shape;
    }

    @Override
    WrappedConnection owner() {
        return owner;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        Statement raw = delegate.getStatement();
        if (statement == null && raw != null) {
            statement = owner.wrapped(raw);
        }
        return statement;
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        return Wrapping.metaData(owner, delegate.getMetaData(), shape, columns());
    }

    @Override
    public boolean next() throws SQLException {
        boolean found = delegate.next();
        if (!found && statement != null) {
            statement.ended(this);
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        try {
            delegate.close();
        } finally {
            if (statement != null) {
                statement.ended(this);
            }
        }
    }

    @Override
    public void insertRow() throws SQLException {
        refuseIfTouched("insertRow");
        delegate.insertRow();
    }

    @Override
    public void updateRow() throws SQLException {
        refuseIfTouched("updateRow");
        delegate.updateRow();
    }

    @Override
    public void deleteRow() throws SQLException {
        refuseIfTouched("deleteRow");
        delegate.deleteRow();
    }

    @Override
    public void refreshRow() throws SQLException {
        refuseIfTouched("refreshRow");
        delegate.refreshRow();
    }

    @Override
    public @Nullable Array getArray(int index) throws SQLException {
        return Wrapping.arrayOrNull(owner, delegate.getArray(index));
    }

    @Override
    public @Nullable Array getArray(String label) throws SQLException {
        return Wrapping.arrayOrNull(owner, delegate.getArray(label));
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        Class<?> expected = expected(index);
        return Wrapping.value(
                owner, expected == null ? delegate.getObject(index) : delegate.getObject(index, expected));
    }

    @Override
    public @Nullable Object getObject(String label) throws SQLException {
        return shape.types() == null
                ? Wrapping.value(owner, delegate.getObject(label))
                : getObject(delegate.findColumn(label));
    }

    @Override
    public @Nullable Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
        Class<?> expected = expected(index);
        return Wrapping.value(
                owner, expected == null ? delegate.getObject(index, map) : delegate.getObject(index, expected));
    }

    @Override
    public @Nullable Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
        return shape.types() == null
                ? Wrapping.value(owner, delegate.getObject(label, map))
                : getObject(delegate.findColumn(label), map);
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        return Wrapping.typedValue(owner, delegate.getObject(index, type), type);
    }

    @Override
    public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
        return Wrapping.typedValue(owner, delegate.getObject(label, type), type);
    }

    @Override
    public void updateArray(int index, @Nullable Array value) throws SQLException {
        delegate.updateArray(index, (Array) Setter.ARRAY.unwrapped(value));
    }

    @Override
    public void updateArray(String label, @Nullable Array value) throws SQLException {
        delegate.updateArray(label, (Array) Setter.ARRAY.unwrapped(value));
    }

    @Override
    public void updateObject(int index, @Nullable Object value) throws SQLException {
        delegate.updateObject(index, Setter.OBJECT.unwrapped(value));
    }

    @Override
    public void updateObject(String label, @Nullable Object value) throws SQLException {
        delegate.updateObject(label, Setter.OBJECT.unwrapped(value));
    }

    @Override
    public void updateObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        delegate.updateObject(index, Setter.OBJECT.unwrapped(value), type);
    }

    /** The class of a column's values to the application; null if the database driver's own is as good. */
    private @Nullable Class<?> expected(int index) throws SQLException {
        List<@Nullable ColumnType> known = columns();
        ColumnType type = index < 1 || index > known.size() ? null : known.get(index - 1);
        return type == null ? null : type.valueClass();
    }

    private List<@Nullable ColumnType> columns() throws SQLException {
        List<@Nullable ColumnType> known = columns;
        if (known == null) {
            RowTypes types = shape.types();
            known = types == null ? RowTypes.AS_SENT : types.columns(owner.delegate);
            columns = known;
        }
        return known;
    }

    private void refuseIfTouched(String method) throws SQLException {
        List<String> touched = shape.touched();
        if (!touched.isEmpty()) {
            throw SqlState.REFUSED.exception("migration '" + touched.get(0) + "': Crossfade refuses ResultSet." + method
                    + ", which sends the database driver's own SQL; use an UPDATE, INSERT or DELETE statement");
        }
    }
}
