package io.crossfade.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** The columns of a touched statement's rows: where a vendor's method tells the stored name, this tells the logical one. */
abstract class WrappedResultSetMetaData extends Wrapped<ResultSetMetaData> implements ResultSetMetaData {

    private final WrappedConnection owner;

    WrappedResultSetMetaData(WrappedConnection owner, ResultSetMetaData delegate) {
        super(delegate);
        this.owner = owner;
    }

    @Override
    boolean allowsUnwrap() {
        return owner.allowsUnwrap();
    }

    /** PostgreSQL's: the name of the table's column behind a column of the rows. */
    public String getBaseColumnName(int column) throws SQLException {
        String stored = base("getBaseColumnName", column);
        return owner.logicalShape()
                .name(base("getBaseSchemaName", column), base("getBaseTableName", column), stored)
                .orElse(stored);
    }

    private String base(String method, int column) throws SQLException {
        for (Class<?> type : WrapperClass.publicInterfaces(delegate.getClass())) {
            if (type.getName().equals("org.postgresql.PGResultSetMetaData")) {
                return call(type, method, column);
            }
        }
        throw SqlState.BYPASS.exception(delegate.getClass().getName() + " has no " + method);
    }

    private String call(Class<?> type, String name, int column) throws SQLException {
        try {
            Method method = type.getMethod(name, int.class);
            return (String) method.invoke(delegate, column);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException(name + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " can't be called", e);
        }
    }
}
