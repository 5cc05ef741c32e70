package io.crossfade.dualread;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** When two values are the same to an application. */
final class SameValues {

    /** Sums of floating-point numbers differ by less when they are made in another order. */
    private static final double TOLERANCE = 1e-9;

    private SameValues() {}

    /** One text for all that are the same, except for floating-point numbers. */
    static String normal(ResultColumn.Kind kind, String value) {
        return switch (kind) {
            case NUMBER -> number(value);
            case TIME -> withoutTrailingZeros(value);
            case PLAIN, FLOAT, BYTES, OTHER -> value;
        };
    }

    private static String number(String value) {
        try {
            BigDecimal number = new BigDecimal(value.strip());
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
        } catch (NumberFormatException e) {
            return value; // NaN and Infinity, which PostgreSQL's numeric has too
        }
    }

    private static String withoutTrailingZeros(String value) {
        int dot = value.indexOf('.');
        if (dot < 0) {
            return value;
        }
        int end = dot + 1;
        while (end < value.length() && Character.isDigit(value.charAt(end))) {
            end++;
        }
        int last = end;
        while (value.charAt(last - 1) == '0') {
            last--;
        }
        return value.substring(0, value.charAt(last - 1) == '.' ? last - 1 : last) + value.substring(end);
    }

    static boolean isSame(List<ResultColumn> columns, List<Optional<String>> one, List<Optional<String>> other) {
        for (int i = 0; i < columns.size(); i++) {
            if (!isSame(columns.get(i).kind(), one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isSame(ResultColumn.Kind kind, Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        if (kind == ResultColumn.Kind.FLOAT) {
            return isNear(one.get(), other.get());
        }
        return normal(kind, one.get()).equals(normal(kind, other.get()));
    }

    private static boolean isNear(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            double a = Double.parseDouble(one);
            double b = Double.parseDouble(other);
            return a == b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
        } catch (NumberFormatException e) {
            return false; // a database's own spelling of what isn't a number
        }
    }
}
