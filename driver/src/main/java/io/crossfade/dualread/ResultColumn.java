package io.crossfade.dualread;

import java.sql.Types;

/** A column of an answer: how the application calls it, and when two values of it are the same. */
public record ResultColumn(String label, Kind kind) {

    /** How values are compared. */
    public enum Kind {
        /** As they are: values that count as equal are written alike. */
        PLAIN,
        /** By their value: trailing zeros don't count. */
        NUMBER,
        /** But for the last digits, which depend on the order in which sums are made. */
        FLOAT,
        /** Without trailing zeros of a second's fraction. */
        TIME,
        /** In hexadecimal digits. */
        BYTES,
        /** As they are, though equal ones may be written in several ways. */
        OTHER;

        /** @param type of {@link Types} */
        public static Kind of(int type) {
            return switch (type) {
                case Types.CHAR,
                        Types.VARCHAR,
                        Types.LONGVARCHAR,
                        Types.NCHAR,
                        Types.NVARCHAR,
                        Types.LONGNVARCHAR,
                        Types.DATE,
                        Types.BOOLEAN -> PLAIN;
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> NUMBER;
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> FLOAT;
                case Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP_WITH_TIMEZONE -> TIME;
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> BYTES;
                default -> OTHER;
            };
        }
    }
}
