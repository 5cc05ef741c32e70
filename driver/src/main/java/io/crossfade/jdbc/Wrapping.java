package io.crossfade.jdbc;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes wrappers, each of a class that has all public interfaces of its delegate's. */
final class Wrapping {

    private static final WrapperClass<OfConnection> CONNECTION =
            new WrapperClass<>(WrappedConnection.class, OfConnection.class);
    private static final WrapperClass<OfStatement> STATEMENT =
            new WrapperClass<>(WrappedPlainStatement.class, OfStatement.class);
    private static final WrapperClass<OfPreparedStatement> PREPARED_STATEMENT =
            new WrapperClass<>(WrappedPreparedStatement.class, OfPreparedStatement.class);
    private static final WrapperClass<OfCallableStatement> CALLABLE_STATEMENT =
            new WrapperClass<>(WrappedCallableStatement.class, OfCallableStatement.class);
    private static final WrapperClass<OfResultSet> RESULT_SET =
            new WrapperClass<>(WrappedResultSet.class, OfResultSet.class);
    private static final WrapperClass<OfCatalogRows> CATALOG_ROWS =
            new WrapperClass<>(CatalogRows.class, OfCatalogRows.class);
    private static final WrapperClass<OfArray> ARRAY = new WrapperClass<>(WrappedArray.class, OfArray.class);
    private static final WrapperClass<OfDatabaseMetaData> DATABASE_META_DATA =
            new WrapperClass<>(WrappedDatabaseMetaData.class, OfDatabaseMetaData.class);
    private static final WrapperClass<OfResultSetMetaData> RESULT_SET_META_DATA =
            new WrapperClass<>(WrappedResultSetMetaData.class, OfResultSetMetaData.class);

    private Wrapping() {}

    static WrappedConnection connection(Connection raw, Session session, boolean allowsUnwrap, Runnable onClose) {
        return CONNECTION.factory(raw).wrap(raw, session, allowsUnwrap, onClose);
    }

    static WrappedStatement<?> statement(WrappedConnection owner, Statement raw) {
        return STATEMENT.factory(raw).wrap(owner, raw);
    }

    static PreparedStatement preparedStatement(
            WrappedConnection owner,
            PreparedStatement raw,
            String sql,
            Preparation preparation,
            PlanCache plans,
            Planned planned) {
        return PREPARED_STATEMENT.factory(raw).wrap(owner, raw, sql, preparation, plans, planned);
    }

    static CallableStatement callableStatement(
            WrappedConnection owner,
            CallableStatement raw,
            String sql,
            Preparation.Call preparation,
            PlanCache plans,
            Planned planned) {
        return CALLABLE_STATEMENT.factory(raw).wrap(owner, raw, sql, preparation, plans, planned);
    }

    static WrappedResultSet resultSet(
            WrappedConnection owner, @Nullable WrappedStatement<?> statement, ResultSet raw, RowShape shape) {
        return RESULT_SET.factory(raw).wrap(owner, statement, raw, shape);
    }

    static ResultSet catalogRows(WrappedConnection owner, ResultSet raw, CatalogRows.View view) {
        return CATALOG_ROWS.factory(raw).wrap(owner, raw, view);
    }

    static Array array(WrappedConnection owner, Array raw) {
        return ARRAY.factory(raw).wrap(owner, raw);
    }

    static @Nullable Array arrayOrNull(WrappedConnection owner, @Nullable Array raw) {
        return raw == null ? null : array(owner, raw);
    }

    static WrappedDatabaseMetaData databaseMetaData(WrappedConnection owner, DatabaseMetaData raw) {
        return DATABASE_META_DATA.factory(raw).wrap(owner, raw);
    }

    /** Only where names may have to be translated: these objects lead to nothing that could be bypassed. */
    static @Nullable ResultSetMetaData metaData(
            WrappedConnection owner,
            @Nullable ResultSetMetaData raw,
            RowShape shape,
            List<@Nullable ColumnType> types) {
        return raw == null || shape.touched().isEmpty()
                ? raw
                : RESULT_SET_META_DATA.factory(raw).wrap(owner, raw, shape, types);
    }

    /** A value out of a row: cursors and arrays lead back to connections. */
    static @Nullable Object value(WrappedConnection owner, @Nullable Object raw) {
        if (raw instanceof Array array) {
            return array(owner, array);
        }
        if (raw instanceof ResultSet rows) {
            return resultSet(owner, null, rows, RowShape.UNTOUCHED);
        }
        return raw;
    }

    static <T> @Nullable T typedValue(WrappedConnection owner, @Nullable T raw, @Nullable Class<T> type) {
        Object value = value(owner, raw);
        return type == null ? raw : type.isInstance(value) ? type.cast(value) : raw;
    }

    interface OfConnection {
        WrappedConnection wrap(Connection raw, Session session, boolean allowsUnwrap, Runnable onClose);
    }

    interface OfStatement {
        WrappedPlainStatement wrap(WrappedConnection owner, Statement raw);
    }

    interface OfPreparedStatement {
        WrappedPreparedStatement wrap(
                WrappedConnection owner,
                PreparedStatement raw,
                String sql,
                Preparation preparation,
                PlanCache plans,
                Planned planned);
    }

    interface OfCallableStatement {
        WrappedCallableStatement wrap(
                WrappedConnection owner,
                CallableStatement raw,
                String sql,
                Preparation.Call preparation,
                PlanCache plans,
                Planned planned);
    }

    interface OfResultSet {
        WrappedResultSet wrap(
                WrappedConnection owner, @Nullable WrappedStatement<?> statement, ResultSet raw, RowShape shape);
    }

    interface OfCatalogRows {
        CatalogRows wrap(WrappedConnection owner, ResultSet raw, CatalogRows.View view);
    }

    interface OfArray {
        WrappedArray wrap(WrappedConnection owner, Array raw);
    }

    interface OfDatabaseMetaData {
        WrappedDatabaseMetaData wrap(WrappedConnection owner, DatabaseMetaData raw);
    }

    interface OfResultSetMetaData {
        WrappedResultSetMetaData wrap(
                WrappedConnection owner, ResultSetMetaData raw, RowShape shape, List<@Nullable ColumnType> types);
    }
}
