package io.crossfade.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a driver says of a column of rows, apart from its label.
 *
 * @param name null where it is what the rows themselves say
 * @param isStored whether it is a table's column, and not made of others
 */
record ColumnType(
        @Nullable String name,
        String typeName,
        int type,
        int precision,
        int scale,
        int displaySize,
        boolean signed,
        String className,
        boolean isStored) {

    /** The classes into which a value of another type that stands for it can be turned. */
    private static final Map<String, Class<?>> CLASSES = Stream.of(
                    Boolean.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    BigInteger.class,
                    BigDecimal.class,
                    Float.class,
                    Double.class,
                    String.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    static ColumnType of(ResultSetMetaData data, int column) throws SQLException {
        return new ColumnType(
                data.getColumnName(column),
                data.getColumnTypeName(column),
                data.getColumnType(column),
                data.getPrecision(column),
                data.getScale(column),
                data.getColumnDisplaySize(column),
                data.isSigned(column),
                data.getColumnClassName(column),
                !data.getTableName(column).isEmpty());
    }

    ColumnType unnamed() {
        return new ColumnType(null, typeName, type, precision, scale, displaySize, signed, className, isStored);
    }

    /** What {@code getObject} gives; null if that is left to the database driver. */
    @Nullable
    Class<?> valueClass() {
        return CLASSES.get(className);
    }
}
