package io.crossfade.jdbc;

import io.crossfade.sql.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of a touched statement's rows: where a vendor's method tells the stored name, this tells the logical one. */
abstract class WrappedResultSetMetaData extends Wrapped<ResultSetMetaData> implements ResultSetMetaData {

    private final WrappedConnection owner;
    private final Optional<List<Optional<String>>> names;
    private final List<@Nullable ColumnType> types;

    /** @param types for each column what it is to the application, null where that is what the database says; or empty */
    WrappedResultSetMetaData(
            WrappedConnection owner, ResultSetMetaData delegate, RowShape shape, List<@Nullable ColumnType> types) {
        super(delegate);
        this.owner = owner;
        this.names = shape.columnNames();
        this.types = types;
    }

    @Override
    WrappedConnection owner() {
        return owner;
    }

    /** PostgreSQL's: the name of the table's column behind a column of the rows. */
    public String getBaseColumnName(int column) throws SQLException {
        String stored = base("getBaseColumnName", column);
        return owner.logicalNames().readAs(base("getBaseSchemaName", column), base("getBaseTableName", column), stored);
    }

    /** In MySQL's and MariaDB's drivers the name of the table's column; in PostgreSQL's the label. */
    @Override
    public String getColumnName(int column) throws SQLException {
        Optional<String> own =
                names.filter(known -> column >= 1 && column <= known.size()).flatMap(known -> known.get(column - 1));
        if (own.isPresent()) {
            return own.get();
        }
        ColumnType type = type(column);
        if (type != null && type.name() != null) {
            return type.name();
        }
        String name = delegate.getColumnName(column);
        if (!owner.isMySql() || isLabel(name, column) || type != null) {
            return name;
        }
        String table = delegate.getTableName(column);
        String schema = delegate.getSchemaName(column);
        return table.isEmpty()
                ? name
                : owner.logicalNames().readAs(schema.isEmpty() ? delegate.getCatalogName(column) : schema, table, name);
    }

    /** Whether the name is one that the statement itself gives: for a subquery's column MySQL tells that, MariaDB either. */
    private boolean isLabel(String name, int column) throws SQLException {
        return names.isPresent() && (owner.dialect() == Dialect.MYSQL || name.equals(delegate.getColumnLabel(column)));
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getColumnTypeName(column) : type.typeName();
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getColumnType(column) : type.type();
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getColumnClassName(column) : type.className();
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getPrecision(column) : type.precision();
    }

    @Override
    public int getScale(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getScale(column) : type.scale();
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.getColumnDisplaySize(column) : type.displaySize();
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        ColumnType type = type(column);
        return type == null ? delegate.isSigned(column) : type.signed();
    }

    private @Nullable ColumnType type(int column) {
        return column < 1 || column > types.size() ? null : types.get(column - 1);
    }

    private String base(String method, int column) throws SQLException {
        return (String) VendorMethod.call(delegate, method, column);
    }
}
