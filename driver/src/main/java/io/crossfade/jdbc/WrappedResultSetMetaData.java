package io.crossfade.jdbc;

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
        return owner.logicalNames().readAs(base("getBaseSchemaName", column), base("getBaseTableName", column), stored);
    }

    /** In MySQL's and MariaDB's drivers the name of the table's column; in PostgreSQL's the label. */
    @Override
    public String getColumnName(int column) throws SQLException {
        String name = delegate.getColumnName(column);
        if (!owner.isMySql()) {
            return name;
        }
        String table = delegate.getTableName(column);
        String schema = delegate.getSchemaName(column);
        return table.isEmpty()
                ? name
                : owner.logicalNames().readAs(schema.isEmpty() ? delegate.getCatalogName(column) : schema, table, name);
    }

    private String base(String method, int column) throws SQLException {
        return (String) VendorMethod.call(delegate, method, column);
    }
}
