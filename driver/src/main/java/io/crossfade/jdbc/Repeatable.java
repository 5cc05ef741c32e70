package io.crossfade.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A parameter's value that could be set only once, in a form that can be set again. */
sealed interface Repeatable {

    void apply(Setter setter, PreparedStatement to, int at, long bits, @Nullable Object extra) throws SQLException;

    /** @param length how much of it counts, in bytes */
    static Repeatable of(InputStream stream, long length) throws SQLException {
        try {
            return new Bytes(stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, length)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param length how much of it counts, in UTF-16 units */
    static Repeatable of(Reader reader, long length) throws SQLException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8192];
        try {
            while (text.length() < length) {
                int read = reader.read(buffer, 0, (int) Math.min(buffer.length, length - text.length()));
                if (read < 0) {
                    break;
                }
                text.append(buffer, 0, read);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return new Characters(text.toString());
    }

    private static SQLException unreadable(IOException e) {
        return SqlState.PARAMETER.exception("the parameter's stream can't be read: " + e.getMessage(), e);
    }

    /** What was in a binary or an ASCII stream. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Bytes(byte[] content) implements Repeatable {
        @Override
        public void apply(Setter setter, PreparedStatement to, int at, long bits, @Nullable Object extra)
                throws SQLException {
            setter.apply(to, at, bits, new ByteArrayInputStream(content), extra);
        }
    }

    /** What was in a character stream. */
    record Characters(String content) implements Repeatable {
        @Override
        public void apply(Setter setter, PreparedStatement to, int at, long bits, @Nullable Object extra)
                throws SQLException {
            setter.apply(to, at, bits, new StringReader(content), extra);
        }
    }

    /** A large object that the database has stored: every column that refers to it gets the one id. */
    record LargeObject(long id) implements Repeatable {
        @Override
        public void apply(Setter setter, PreparedStatement to, int at, long bits, @Nullable Object extra)
                throws SQLException {
            to.setLong(at, id);
        }
    }
}
