package io.crossfade.compare;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A parameter as a shape file writes it: the way it is set, and its value. */
public record Parameter(String kind, String value) {

    /** Reads the kind and, behind a blank, the value. */
    public static Parameter parse(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        return new Parameter(parts[0], parts.length > 1 ? parts[1] : "");
    }

    void set(PreparedStatement statement, int index) throws SQLException {
        switch (kind) {
            case "text" -> statement.setString(index, value);
            case "int" -> statement.setInt(index, Integer.parseInt(value));
            case "long" -> statement.setLong(index, Long.parseLong(value));
            case "short" -> statement.setShort(index, Short.parseShort(value));
            case "bool" -> statement.setBoolean(index, Boolean.parseBoolean(value));
            case "decimal" -> statement.setBigDecimal(index, new BigDecimal(value));
            case "timestamp" -> statement.setTimestamp(index, Timestamp.valueOf(value));
            case "date" -> statement.setDate(index, Date.valueOf(value));
            case "bytes" -> statement.setBytes(index, value.getBytes(StandardCharsets.UTF_8));
            case "null-text" -> statement.setNull(index, Types.VARCHAR);
            case "null-int" -> statement.setNull(index, Types.INTEGER);
            case "null-long" -> statement.setNull(index, Types.BIGINT);
            case "null-decimal" -> statement.setNull(index, Types.NUMERIC);
            case "null-date" -> statement.setNull(index, Types.DATE);
            case "null-timestamp" -> statement.setNull(index, Types.TIMESTAMP);
            case "null" -> statement.setNull(index, Types.NULL);
            case "object" -> statement.setObject(index, value);
            case "object-varchar" -> statement.setObject(index, value, Types.VARCHAR);
            case "object-other" -> statement.setObject(index, value, Types.OTHER);
            case "object-int" -> statement.setObject(index, Integer.valueOf(value));
            case "uuid" -> statement.setObject(index, UUID.fromString(value));
            case "object-time" -> statement.setObject(index, OffsetDateTime.parse(value));
            case "reader" -> statement.setCharacterStream(index, new StringReader(value), value.length());
            case "object-decimal" -> statement.setObject(index, new BigDecimal(value), Types.NUMERIC, 2);
            case "object-date" -> statement.setObject(index, LocalDate.parse(value));
            case "object-local" -> statement.setObject(index, LocalDateTime.parse(value));
            case "reader-to-its-end" -> statement.setCharacterStream(index, new StringReader(value));
            case "national" -> statement.setNString(index, value);
            case "national-reader" -> statement.setNCharacterStream(index, new StringReader(value));
            case "ascii" -> statement.setAsciiStream(index, bytes(), value.length());
            case "clob" -> statement.setClob(index, new StringReader(value));
            case "null-char" -> statement.setNull(index, Types.CHAR);
            case "null-long-text" -> statement.setNull(index, Types.LONGVARCHAR);
            case "null-named" -> statement.setNull(index, Types.VARCHAR, "text");
            case "null-object" -> statement.setObject(index, null);
            case "null-object-varchar" -> statement.setObject(index, null, Types.VARCHAR);
            case "texts" ->
                statement.setArray(index, statement.getConnection().createArrayOf("text", value.split("\\|", -1)));
            case "longs" -> statement.setArray(index, statement.getConnection().createArrayOf("bigint", longs()));
            default -> throw new IllegalArgumentException("no way to set a parameter is called '" + kind + "'");
        }
    }

    private InputStream bytes() {
        return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    private Object[] longs() {
        String[] parts = value.split("\\|", -1);
        Object[] longs = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            longs[i] = Long.valueOf(parts[i]);
        }
        return longs;
    }
}
