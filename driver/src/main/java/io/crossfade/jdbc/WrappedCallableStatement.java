package io.crossfade.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call. Its text is never rewritten: {@link Preparation.Call} refuses what would have to be. */
abstract class WrappedCallableStatement extends WrappedPreparedStatement implements CallableStatement {

    WrappedCallableStatement(
            WrappedConnection owner,
            CallableStatement delegate,
            String sql,
            Preparation.Call preparation,
            PlanCache plannedIn,
            Planned planned) {
        super(owner, delegate, sql, preparation, plannedIn, planned);
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        return Wrapping.value(owner(), call().getObject(index));
    }

    @Override
    public @Nullable Object getObject(String name) throws SQLException {
        return Wrapping.value(owner(), call().getObject(name));
    }

    @Override
    public @Nullable Object getObject(int index, Map<String, Class<?>> types) throws SQLException {
        return Wrapping.value(owner(), call().getObject(index, types));
    }

    @Override
    public @Nullable Object getObject(String name, Map<String, Class<?>> types) throws SQLException {
        return Wrapping.value(owner(), call().getObject(name, types));
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        return Wrapping.typedValue(owner(), call().getObject(index, type), type);
    }

    @Override
    public <T> @Nullable T getObject(String name, Class<T> type) throws SQLException {
        return Wrapping.typedValue(owner(), call().getObject(name, type), type);
    }

    @Override
    public @Nullable Array getArray(int index) throws SQLException {
        return Wrapping.arrayOrNull(owner(), call().getArray(index));
    }

    @Override
    public @Nullable Array getArray(String name) throws SQLException {
        return Wrapping.arrayOrNull(owner(), call().getArray(name));
    }

    @Override
    public void setObject(String name, @Nullable Object value) throws SQLException {
        call().setObject(name, Setter.OBJECT.unwrapped(value));
    }

    @Override
    public void setObject(String name, @Nullable Object value, int type) throws SQLException {
        call().setObject(name, Setter.OBJECT.unwrapped(value), type);
    }

    private CallableStatement call() {
        return (CallableStatement) delegate;
    }
}
