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
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that is planned again when it is run under another epoch than it was prepared under: it then
 * gets another delegate, and that the parameters and the batch this one holds.
 */
abstract class WrappedPreparedStatement extends WrappedStatement<PreparedStatement> implements PreparedStatement {

    private final String sql;
    private final Preparation preparation;
    private final Parameters parameters = new Parameters();
    private final List<Parameters> batch = new ArrayList<>(0);
    private PlanCache plannedIn;
    private boolean escapeProcessing = true;
    private @Nullable String cursorName;

    WrappedPreparedStatement(
            WrappedConnection owner,
            PreparedStatement delegate,
            String sql,
            Preparation preparation,
            PlanCache plannedIn,
            Planned planned) {
        super(owner, delegate);
        this.sql = sql;
        this.preparation = preparation;
        this.plannedIn = plannedIn;
        this.planned = planned;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            ResultSet rows = wrapped(delegate.executeQuery());
            succeeded = true;
            holdWhileStreaming(true);
            return rows;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            int count = delegate.executeUpdate();
            succeeded = true;
            return count;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            long count = delegate.executeLargeUpdate();
            succeeded = true;
            return count;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public boolean execute() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            boolean hasRows = delegate.execute();
            succeeded = true;
            holdWhileStreaming(hasRows);
            return hasRows;
        } finally {
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            int[] counts = delegate.executeBatch();
            succeeded = true;
            return counts;
        } finally {
            batch.clear();
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        begin();
        boolean succeeded = false;
        try {
            long[] counts = delegate.executeLargeBatch();
            succeeded = true;
            return counts;
        } finally {
            batch.clear();
            session().exit(planned.effects(), succeeded);
        }
    }

    @Override
    public void addBatch() throws SQLException {
        delegate.addBatch();
        batch.add(parameters.copy());
    }

    @Override
    public void addBatch(String text) throws SQLException {
        throw SqlState.REFUSED.exception("a text can't be added to the batch of a prepared statement");
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
        super.clearBatch();
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate.clearParameters();
        parameters.clear();
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        follow(session().peek());
        return Wrapping.metaData(owner(), delegate.getMetaData(), planned.plan().touched());
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        follow(session().peek());
        ParameterMetaData raw = delegate.getParameterMetaData();
        int[][] places = planned.plan().parameters();
        return places == null ? raw : new PlannedParameters(raw, places, allowsUnwrap());
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        delegate.setEscapeProcessing(enable);
        escapeProcessing = enable;
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        delegate.setCursorName(name);
        cursorName = name;
    }

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

    private void bind(Setter setter, int at, long bits, @Nullable Object value, @Nullable Object extra)
            throws SQLException {
        Object kept =
                Parameters.set(delegate, planned.plan().parameters(), at, setter, bits, setter.unwrapped(value), extra);
        parameters.put(at, setter, bits, kept, extra);
    }

    /** Claims the epoch and makes sure that the delegate's text was planned under it. */
    private void begin() throws SQLException {
        beginAnew();
        PlanCache plans = session().enter(sql);
        if (plans == plannedIn) {
            planned.count();
            return;
        }
        boolean ready = false;
        try {
            follow(plans);
            planned.count();
            ready = true;
        } finally {
            if (!ready) {
                session().abandon();
            }
        }
    }

    private void follow(PlanCache plans) throws SQLException {
        if (plans == plannedIn || delegate.isClosed()) {
            return;
        }
        Planned next = plans.plan(sql, preparation.keys());
        if (!next.sendsTheSameAs(planned)) {
            prepareAgain(next);
        }
        planned = next;
        plannedIn = plans;
    }

    private void prepareAgain(Planned next) throws SQLException {
        PreparedStatement old = delegate;
        PreparedStatement fresh = preparation.prepare(owner().delegate, next);
        try {
            StatementProperties.copy(old, fresh);
            if (!escapeProcessing) {
                fresh.setEscapeProcessing(false);
            }
            if (cursorName != null) {
                fresh.setCursorName(cursorName);
            }
            for (Parameters row : batch) {
                row.replay(fresh, next.plan().parameters());
                fresh.addBatch();
            }
            fresh.clearParameters();
            parameters.replay(fresh, next.plan().parameters());
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        delegate = fresh;
        old.close();
    }
}
