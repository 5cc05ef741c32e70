package io.crossfade.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An array whose result sets lead back to the wrapper of the connection. */
abstract class WrappedArray extends Wrapped<Array> implements Array {

    private final WrappedConnection owner;

    WrappedArray(WrappedConnection owner, Array delegate) {
        super(delegate);
        this.owner = owner;
    }

    @Override
    WrappedConnection owner() {
        return owner;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return wrapped(delegate.getResultSet());
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> types) throws SQLException {
        return wrapped(delegate.getResultSet(types));
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return wrapped(delegate.getResultSet(index, count));
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> types) throws SQLException {
        return wrapped(delegate.getResultSet(index, count, types));
    }

    /** Arrays are values: two are equal if the delegate's are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return delegate.equals(other instanceof WrappedArray array ? array.delegate : other);
    }

    @Override
    public int hashCode() {
        return delegate.hashCode();
    }

    private ResultSet wrapped(ResultSet raw) throws SQLException {
        return Wrapping.resultSet(owner, null, raw, RowShape.UNTOUCHED);
    }
}
