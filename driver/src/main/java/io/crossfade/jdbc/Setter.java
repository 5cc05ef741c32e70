package io.crossfade.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method that sets a parameter, so that a call of it can be kept and made again. Numbers travel as bits: a parameter
 * that is set costs no object.
 */
@SuppressWarnings({"NullAway", "deprecation"
}) // What was null when the application set it is null when it is set again.
enum Setter {
    NULL(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNull(at, (int) bits);
        }
    },
    NULL_OF_TYPE(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNull(at, (int) bits, (String) value);
        }
    },
    BOOLEAN(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBoolean(at, bits != 0);
        }
    },
    BYTE(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setByte(at, (byte) bits);
        }
    },
    SHORT(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setShort(at, (short) bits);
        }
    },
    INT(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setInt(at, (int) bits);
        }
    },
    LONG(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setLong(at, bits);
        }
    },
    FLOAT(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setFloat(at, Float.intBitsToFloat((int) bits));
        }
    },
    DOUBLE(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setDouble(at, Double.longBitsToDouble(bits));
        }
    },
    BIG_DECIMAL(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBigDecimal(at, (BigDecimal) value);
        }
    },
    STRING(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setString(at, (String) value);
        }
    },
    N_STRING(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNString(at, (String) value);
        }
    },
    BYTES(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBytes(at, (byte[]) value);
        }
    },
    DATE(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setDate(at, (Date) value);
        }
    },
    TIME(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setTime(at, (Time) value);
        }
    },
    TIMESTAMP(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setTimestamp(at, (Timestamp) value);
        }
    },
    URL(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setURL(at, (URL) value);
        }
    },
    REF(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setRef(at, (Ref) value);
        }
    },
    ROW_ID(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setRowId(at, (RowId) value);
        }
    },
    SQLXML(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setSQLXML(at, (SQLXML) value);
        }
    },
    ARRAY(Kind.ARRAY) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setArray(at, (Array) value);
        }
    },
    DATE_IN_CALENDAR(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setDate(at, (Date) value, (Calendar) extra);
        }
    },
    TIME_IN_CALENDAR(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setTime(at, (Time) value, (Calendar) extra);
        }
    },
    TIMESTAMP_IN_CALENDAR(Kind.PLAIN) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setTimestamp(at, (Timestamp) value, (Calendar) extra);
        }
    },
    OBJECT(Kind.OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setObject(at, value);
        }
    },
    OBJECT_OF_TYPE(Kind.OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setObject(at, value, (int) bits);
        }
    },
    OBJECT_OF_TYPE_AND_SCALE(Kind.OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setObject(at, value, (int) (bits >> 32), (int) bits);
        }
    },
    OBJECT_OF_SQL_TYPE(Kind.OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setObject(at, value, (SQLType) extra);
        }
    },
    OBJECT_OF_SQL_TYPE_AND_SCALE(Kind.OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setObject(at, value, (SQLType) extra, (int) bits);
        }
    },
    ASCII_STREAM(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setAsciiStream(at, (InputStream) value);
        }
    },
    ASCII_STREAM_OF_INT_LENGTH(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setAsciiStream(at, (InputStream) value, (int) bits);
        }
    },
    ASCII_STREAM_OF_LENGTH(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setAsciiStream(at, (InputStream) value, bits);
        }
    },
    BINARY_STREAM(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBinaryStream(at, (InputStream) value);
        }
    },
    BINARY_STREAM_OF_INT_LENGTH(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBinaryStream(at, (InputStream) value, (int) bits);
        }
    },
    BINARY_STREAM_OF_LENGTH(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBinaryStream(at, (InputStream) value, bits);
        }
    },
    CHARACTER_STREAM(Kind.READER) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setCharacterStream(at, (Reader) value);
        }
    },
    CHARACTER_STREAM_OF_INT_LENGTH(Kind.READER) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setCharacterStream(at, (Reader) value, (int) bits);
        }
    },
    CHARACTER_STREAM_OF_LENGTH(Kind.READER) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setCharacterStream(at, (Reader) value, bits);
        }
    },
    UNICODE_STREAM(Kind.STREAM) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setUnicodeStream(at, (InputStream) value, (int) bits);
        }
    },
    N_CHARACTER_STREAM(Kind.READER) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNCharacterStream(at, (Reader) value);
        }
    },
    N_CHARACTER_STREAM_OF_LENGTH(Kind.READER) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNCharacterStream(at, (Reader) value, bits);
        }
    },
    BLOB(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBlob(at, (Blob) value);
        }
    },
    BLOB_FROM_STREAM(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBlob(at, (InputStream) value);
        }
    },
    BLOB_FROM_STREAM_OF_LENGTH(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setBlob(at, (InputStream) value, bits);
        }
    },
    CLOB(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setClob(at, (Clob) value);
        }
    },
    CLOB_FROM_STREAM(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setClob(at, (Reader) value);
        }
    },
    CLOB_FROM_STREAM_OF_LENGTH(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setClob(at, (Reader) value, bits);
        }
    },
    N_CLOB(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNClob(at, (NClob) value);
        }
    },
    N_CLOB_FROM_STREAM(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNClob(at, (Reader) value);
        }
    },
    N_CLOB_FROM_STREAM_OF_LENGTH(Kind.LARGE_OBJECT) {
        @Override
        void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
                throws SQLException {
            to.setNClob(at, (Reader) value, bits);
        }
    };

    /** What has to be done for a value that goes to several places. */
    private enum Kind {
        PLAIN,
        ARRAY,
        /** Anything may be in it. */
        OBJECT,
        /** Can be read once. */
        STREAM,
        /** Can be read once. */
        READER,
        /** The delegate stores it and sets the parameter to its id, another one with each call. */
        LARGE_OBJECT
    }

    private final Kind kind;

    Setter(Kind kind) {
        this.kind = kind;
    }

    /**
     * Makes the call.
     *
     * @param bits numbers among the arguments; two of them share it, the first in the upper half
     * @param value the first argument that is no number
     * @param extra the second one
     */
    abstract void apply(PreparedStatement to, int at, long bits, @Nullable Object value, @Nullable Object extra)
            throws SQLException;

    /** The value as the delegate's own object. */
    @Nullable
    Object unwrapped(@Nullable Object value) {
        return switch (kind) {
            case ARRAY, OBJECT -> value instanceof WrappedArray array ? array.delegate : value;
            case PLAIN, STREAM, READER, LARGE_OBJECT -> value;
        };
    }

    /** The value in a form that can be set more than once. */
    @Nullable
    Object repeatable(PreparedStatement to, long bits, @Nullable Object value) throws SQLException {
        if (value == null || value instanceof Repeatable || length(bits) < 0) {
            return value;
        }
        return switch (kind) {
            case PLAIN, ARRAY -> value;
            case OBJECT, STREAM, READER -> repeatable(to, value, length(bits));
            case LARGE_OBJECT ->
                LargeObjects.storesThem(to)
                        ? LargeObjects.stored(to, value, length(bits))
                        : repeatable(to, value, length(bits));
        };
    }

    /** The value as it is now, for another thread; null if it can be read only once or may change unseen. */
    @Nullable
    Object frozen(Object value) {
        return switch (kind) {
            case PLAIN, OBJECT -> frozenValue(value);
            case ARRAY, STREAM, READER, LARGE_OBJECT -> null;
        };
    }

    @SuppressWarnings("JavaUtilDate") // It is the application's choice.
    private static @Nullable Object frozenValue(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof java.util.Date date) {
            return date.clone();
        }
        boolean immutable = value instanceof String
                || (value instanceof Number && value.getClass().getName().startsWith("java."))
                        && !value.getClass().getName().startsWith("java.util.concurrent.")
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof java.util.UUID
                || value instanceof java.time.temporal.TemporalAccessor;
        return immutable ? value : null;
    }

    /** As a person would write it; empty for NULL, and for what has no short text. */
    Optional<String> text(long bits, @Nullable Object value) {
        return switch (this) {
            case BOOLEAN -> Optional.of(String.valueOf(bits != 0));
            case BYTE, SHORT, INT, LONG -> Optional.of(Long.toString(bits));
            case FLOAT -> Optional.of(Float.toString(Float.intBitsToFloat((int) bits)));
            case DOUBLE -> Optional.of(Double.toString(Double.longBitsToDouble(bits)));
            default -> value == null || value instanceof byte[] ? Optional.empty() : Optional.of(value.toString());
        };
    }

    private static Object repeatable(PreparedStatement to, Object value, long length) throws SQLException {
        if (value instanceof InputStream stream) {
            return Repeatable.of(stream, length);
        }
        if (value instanceof Reader reader) {
            return Repeatable.of(reader, length);
        }
        boolean isLargeObject = value instanceof Blob || value instanceof Clob;
        return isLargeObject && LargeObjects.storesThem(to) ? LargeObjects.stored(to, value, length) : value;
    }

    private long length(long bits) {
        return name().endsWith("_LENGTH") || this == UNICODE_STREAM ? bits : Long.MAX_VALUE;
    }

    /** Makes the call with a value that may have been made repeatable. */
    void applyKept(PreparedStatement to, int at, long bits, @Nullable Object kept, @Nullable Object extra)
            throws SQLException {
        if (kept instanceof Repeatable repeatable) {
            repeatable.apply(this, to, at, bits, extra);
        } else {
            apply(to, at, bits, kept, extra);
        }
    }
}
