package io.crossfade.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * PostgreSQL's large objects. Its driver stores one with each call that sets a Blob or a Clob, and sets the parameter to
 * its id: a parameter that goes to several places has to be stored once.
 */
final class LargeObjects {

    private static final String VENDOR = "org.postgresql.PGConnection";
    private static final int BUFFER = 8192;

    private LargeObjects() {}

    /** Whether the delegate stores Blobs and Clobs by themselves. */
    static boolean storesThem(PreparedStatement statement) throws SQLException {
        return WrapperClass.allInterfaces(statement.getConnection().getClass()).stream()
                .anyMatch(type -> type.getName().equals(VENDOR));
    }

    /**
     * Stores a value. As with the driver's own way, there has to be a transaction.
     *
     * @param value a Blob, a Clob, an InputStream or a Reader
     * @param length how much of it counts, in bytes or UTF-16 units
     */
    static Repeatable.LargeObject stored(PreparedStatement statement, Object value, long length) throws SQLException {
        Connection connection = statement.getConnection();
        Object objects = call(type(connection), connection, "getLargeObjectAPI");
        long id = (Long) call(objects.getClass(), objects, "createLO");
        try {
            Object object = objects.getClass().getMethod("open", long.class).invoke(objects, id);
            try (OutputStream out = (OutputStream) call(object.getClass(), object, "getOutputStream")) {
                write(value, length, out);
            } finally {
                call(object.getClass(), object, "close");
            }
        } catch (IOException e) {
            throw SqlState.PARAMETER.exception("the parameter's value can't be stored: " + e.getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw failed(e);
        }
        return new Repeatable.LargeObject(id);
    }

    private static void write(Object value, long length, OutputStream out) throws SQLException, IOException {
        if (value instanceof Blob blob) {
            copy(blob.getBinaryStream(), length, out);
        } else if (value instanceof Clob clob) {
            copy(clob.getCharacterStream(), length, out);
        } else if (value instanceof InputStream stream) {
            copy(stream, length, out);
        } else {
            copy((Reader) value, length, out);
        }
    }

    private static void copy(InputStream from, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void copy(Reader from, long length, OutputStream out) throws IOException {
        java.io.Writer writer = new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8);
        char[] buffer = new char[BUFFER];
        long left = length;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(BUFFER, left));
            if (read < 0) {
                break;
            }
            writer.write(buffer, 0, read);
            left -= read;
        }
        writer.flush();
    }

    private static Class<?> type(Connection connection) {
        return WrapperClass.allInterfaces(connection.getClass()).stream()
                .filter(shown -> shown.getName().equals(VENDOR))
                .findFirst()
                .orElseThrow();
    }

    private static Object call(Class<?> type, Object target, String name) throws SQLException {
        try {
            return type.getMethod(name).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw failed(e);
        }
    }

    private static SQLException failed(ReflectiveOperationException e) {
        if (e instanceof InvocationTargetException && e.getCause() instanceof SQLException cause) {
            return cause;
        }
        throw new IllegalStateException("the delegate's large objects can't be used", e);
    }
}
