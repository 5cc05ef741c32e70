package io.crossfade.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters a statement holds, as the application set them: a statement that is planned again gets them at their
 * new places. Used by one thread at a time, as its statement is.
 */
final class Parameters {

    private static final int FIRST_SIZE = 8;

    private @Nullable Setter[] setters;
    private long[] bits;
    private @Nullable Object[] values;
    private @Nullable Object @Nullable [] extras;

    Parameters() {
        this(new Setter[FIRST_SIZE], new long[FIRST_SIZE], new Object[FIRST_SIZE], null);
    }

    private Parameters(
            @Nullable Setter[] setters, long[] bits, @Nullable Object[] values, @Nullable Object @Nullable [] extras) {
        this.setters = setters;
        this.bits = bits;
        this.values = values;
        this.extras = extras;
    }

    void put(int index, Setter setter, long number, @Nullable Object value, @Nullable Object extra) {
        int at = index - 1;
        if (at >= setters.length) {
            grow(index);
        }
        setters[at] = setter;
        bits[at] = number;
        values[at] = value;
        if (extra != null && extras == null) {
            extras = new Object[setters.length];
        }
        if (extras != null) {
            extras[at] = extra;
        }
    }

    void clear() {
        Arrays.fill(setters, null);
        Arrays.fill(values, null);
        extras = null;
    }

    Parameters copy() {
        return new Parameters(setters.clone(), bits.clone(), values.clone(), extras == null ? null : extras.clone());
    }

    /**
     * What they are now, for another thread.
     *
     * @return null if one of them can be read only once, or is of a kind that the application may change
     */
    @Nullable
    Parameters frozen() {
        Parameters copy = copy();
        for (int at = 0; at < setters.length; at++) {
            Setter setter = setters[at];
            if (setter != null && values[at] != null) {
                Object frozen = setter.frozen(values[at]);
                if (frozen == null) {
                    return null;
                }
                copy.values[at] = frozen;
            }
            if (copy.extras != null && copy.extras[at] instanceof java.util.Calendar calendar) {
                copy.extras[at] = calendar.clone();
            }
        }
        return copy;
    }

    /** One of them as a person would write it; empty if it isn't set. */
    Optional<String> text(int index) {
        int at = index - 1;
        Setter setter = at < setters.length ? setters[at] : null;
        return setter == null ? Optional.empty() : setter.text(bits[at], values[at]);
    }

    /** Sets all of them on a statement. */
    void replay(PreparedStatement to, int @Nullable [][] places) throws SQLException {
        for (int at = 0; at < setters.length; at++) {
            Setter setter = setters[at];
            if (setter != null) {
                values[at] = set(to, places, at + 1, setter, bits[at], values[at], extras == null ? null : extras[at]);
            }
        }
    }

    /**
     * Sets one parameter at all of its places.
     *
     * @param places null if every parameter keeps its place
     * @return the value to keep: what could be read only once has been read
     */
    static @Nullable Object set(
            PreparedStatement to,
            int @Nullable [][] places,
            int index,
            Setter setter,
            long number,
            @Nullable Object value,
            @Nullable Object extra)
            throws SQLException {
        if (places == null) {
            setter.applyKept(to, index, number, value, extra);
            return value;
        }
        if (index < 1 || index > places.length) {
            throw SqlState.PARAMETER.exception(
                    "there is no parameter " + index + "; the statement has " + places.length);
        }
        int[] targets = places[index - 1];
        Object kept = targets.length > 1 ? setter.repeatable(to, number, value) : value;
        for (int target : targets) {
            setter.applyKept(to, target, number, kept, extra);
        }
        return kept;
    }

    private void grow(int atLeast) {
        int size = Math.max(atLeast, setters.length * 2);
        setters = Arrays.copyOf(setters, size);
        bits = Arrays.copyOf(bits, size);
        values = Arrays.copyOf(values, size);
        if (extras != null) {
            extras = Arrays.copyOf(extras, size);
        }
    }
}
