package io.crossfade.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** JDBC's setters of parameters, which all come down to one. */
abstract class ParameterSetters extends WrappedStatement<PreparedStatement> implements PreparedStatement {

    ParameterSetters(WrappedConnection owner, PreparedStatement delegate) {
        super(owner, delegate);
    }

    /**
     * Sets a parameter.
     *
     * @param bits numbers among the arguments
     * @param value the first argument that is no number
     * @param extra the second one
     */
    abstract void bind(Setter setter, int at, long bits, @Nullable Object value, @Nullable Object extra)
            throws SQLException;

    @Override
    public void setNull(int at, int type) throws SQLException {
        bind(Setter.NULL, at, type, null, null);
    }

    @Override
    public void setNull(int at, int type, @Nullable String typeName) throws SQLException {
        bind(Setter.NULL_OF_TYPE, at, type, typeName, null);
    }

    @Override
    public void setBoolean(int at, boolean value) throws SQLException {
        bind(Setter.BOOLEAN, at, value ? 1 : 0, null, null);
    }

    @Override
    public void setByte(int at, byte value) throws SQLException {
        bind(Setter.BYTE, at, value, null, null);
    }

    @Override
    public void setShort(int at, short value) throws SQLException {
        bind(Setter.SHORT, at, value, null, null);
    }

    @Override
    public void setInt(int at, int value) throws SQLException {
        bind(Setter.INT, at, value, null, null);
    }

    @Override
    public void setLong(int at, long value) throws SQLException {
        bind(Setter.LONG, at, value, null, null);
    }

    @Override
    public void setFloat(int at, float value) throws SQLException {
        bind(Setter.FLOAT, at, Float.floatToRawIntBits(value), null, null);
    }

    @Override
    public void setDouble(int at, double value) throws SQLException {
        bind(Setter.DOUBLE, at, Double.doubleToRawLongBits(value), null, null);
    }

    @Override
    public void setBigDecimal(int at, @Nullable BigDecimal value) throws SQLException {
        bind(Setter.BIG_DECIMAL, at, 0, value, null);
    }

    /** MySQL's. */
    public void setBigInteger(int at, @Nullable BigInteger value) throws SQLException {
        bind(Setter.OBJECT, at, 0, value, null);
    }

    @Override
    public void setString(int at, @Nullable String value) throws SQLException {
        bind(Setter.STRING, at, 0, value, null);
    }

    @Override
    public void setNString(int at, @Nullable String value) throws SQLException {
        bind(Setter.N_STRING, at, 0, value, null);
    }

    @Override
    public void setBytes(int at, byte @Nullable [] value) throws SQLException {
        bind(Setter.BYTES, at, 0, value, null);
    }

    @Override
    public void setDate(int at, @Nullable Date value) throws SQLException {
        bind(Setter.DATE, at, 0, value, null);
    }

    @Override
    public void setTime(int at, @Nullable Time value) throws SQLException {
        bind(Setter.TIME, at, 0, value, null);
    }

    @Override
    public void setTimestamp(int at, @Nullable Timestamp value) throws SQLException {
        bind(Setter.TIMESTAMP, at, 0, value, null);
    }

    @Override
    public void setURL(int at, @Nullable URL value) throws SQLException {
        bind(Setter.URL, at, 0, value, null);
    }

    @Override
    public void setRef(int at, @Nullable Ref value) throws SQLException {
        bind(Setter.REF, at, 0, value, null);
    }

    @Override
    public void setRowId(int at, @Nullable RowId value) throws SQLException {
        bind(Setter.ROW_ID, at, 0, value, null);
    }

    @Override
    public void setSQLXML(int at, @Nullable SQLXML value) throws SQLException {
        bind(Setter.SQLXML, at, 0, value, null);
    }

    @Override
    public void setArray(int at, @Nullable Array value) throws SQLException {
        bind(Setter.ARRAY, at, 0, value, null);
    }

    @Override
    public void setDate(int at, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        bind(Setter.DATE_IN_CALENDAR, at, 0, value, calendar);
    }

    @Override
    public void setTime(int at, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        bind(Setter.TIME_IN_CALENDAR, at, 0, value, calendar);
    }

    @Override
    public void setTimestamp(int at, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
        bind(Setter.TIMESTAMP_IN_CALENDAR, at, 0, value, calendar);
    }

    @Override
    public void setObject(int at, @Nullable Object value) throws SQLException {
        bind(Setter.OBJECT, at, 0, value, null);
    }

    @Override
    public void setObject(int at, @Nullable Object value, int type) throws SQLException {
        bind(Setter.OBJECT_OF_TYPE, at, type, value, null);
    }

    @Override
    public void setObject(int at, @Nullable Object value, int type, int scale) throws SQLException {
        bind(Setter.OBJECT_OF_TYPE_AND_SCALE, at, ((long) type << 32) | (scale & 0xFFFFFFFFL), value, null);
    }

    @Override
    public void setObject(int at, @Nullable Object value, @Nullable SQLType type) throws SQLException {
        bind(Setter.OBJECT_OF_SQL_TYPE, at, 0, value, type);
    }

    @Override
    public void setObject(int at, @Nullable Object value, @Nullable SQLType type, int scale) throws SQLException {
        bind(Setter.OBJECT_OF_SQL_TYPE_AND_SCALE, at, scale, value, type);
    }

    @Override
    public void setAsciiStream(int at, @Nullable InputStream value) throws SQLException {
        bind(Setter.ASCII_STREAM, at, 0, value, null);
    }

    @Override
    public void setAsciiStream(int at, @Nullable InputStream value, int length) throws SQLException {
        bind(Setter.ASCII_STREAM_OF_INT_LENGTH, at, length, value, null);
    }

    @Override
    public void setAsciiStream(int at, @Nullable InputStream value, long length) throws SQLException {
        bind(Setter.ASCII_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Override
    public void setBinaryStream(int at, @Nullable InputStream value) throws SQLException {
        bind(Setter.BINARY_STREAM, at, 0, value, null);
    }

    @Override
    public void setBinaryStream(int at, @Nullable InputStream value, int length) throws SQLException {
        bind(Setter.BINARY_STREAM_OF_INT_LENGTH, at, length, value, null);
    }

    @Override
    public void setBinaryStream(int at, @Nullable InputStream value, long length) throws SQLException {
        bind(Setter.BINARY_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Override
    public void setCharacterStream(int at, @Nullable Reader value) throws SQLException {
        bind(Setter.CHARACTER_STREAM, at, 0, value, null);
    }

    @Override
    public void setCharacterStream(int at, @Nullable Reader value, int length) throws SQLException {
        bind(Setter.CHARACTER_STREAM_OF_INT_LENGTH, at, length, value, null);
    }

    @Override
    public void setCharacterStream(int at, @Nullable Reader value, long length) throws SQLException {
        bind(Setter.CHARACTER_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Deprecated
    @Override
    public void setUnicodeStream(int at, @Nullable InputStream value, int length) throws SQLException {
        bind(Setter.UNICODE_STREAM, at, length, value, null);
    }

    @Override
    public void setNCharacterStream(int at, @Nullable Reader value) throws SQLException {
        bind(Setter.N_CHARACTER_STREAM, at, 0, value, null);
    }

    @Override
    public void setNCharacterStream(int at, @Nullable Reader value, long length) throws SQLException {
        bind(Setter.N_CHARACTER_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Override
    public void setBlob(int at, @Nullable Blob value) throws SQLException {
        bind(Setter.BLOB, at, 0, value, null);
    }

    @Override
    public void setBlob(int at, @Nullable InputStream value) throws SQLException {
        bind(Setter.BLOB_FROM_STREAM, at, 0, value, null);
    }

    @Override
    public void setBlob(int at, @Nullable InputStream value, long length) throws SQLException {
        bind(Setter.BLOB_FROM_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Override
    public void setClob(int at, @Nullable Clob value) throws SQLException {
        bind(Setter.CLOB, at, 0, value, null);
    }

    @Override
    public void setClob(int at, @Nullable Reader value) throws SQLException {
        bind(Setter.CLOB_FROM_STREAM, at, 0, value, null);
    }

    @Override
    public void setClob(int at, @Nullable Reader value, long length) throws SQLException {
        bind(Setter.CLOB_FROM_STREAM_OF_LENGTH, at, length, value, null);
    }

    @Override
    public void setNClob(int at, @Nullable NClob value) throws SQLException {
        bind(Setter.N_CLOB, at, 0, value, null);
    }

    @Override
    public void setNClob(int at, @Nullable Reader value) throws SQLException {
        bind(Setter.N_CLOB_FROM_STREAM, at, 0, value, null);
    }

    @Override
    public void setNClob(int at, @Nullable Reader value, long length) throws SQLException {
        bind(Setter.N_CLOB_FROM_STREAM_OF_LENGTH, at, length, value, null);
    }
}
