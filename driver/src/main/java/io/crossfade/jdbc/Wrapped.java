package io.crossfade.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * What every wrapper has: the delegate, to which {@link WrapperClass generated code} forwards all that its class
 * doesn't say itself. Two wrappers are never equal, as two connections aren't, but for values.
 */
abstract class Wrapped<D> {

    /** Volatile because a statement planned again has another one, and {@code cancel} comes from any thread. */
    volatile D delegate;

    Wrapped(D delegate) {
        this.delegate = delegate;
    }

    /** The connection it belongs to. */
    abstract WrappedConnection owner();

    public boolean isWrapperFor(@Nullable Class<?> type) throws SQLException {
        return (type != null && type.isInstance(this))
                || (holds(type) && (owner().allowsUnwrap() || owner().session().allowsBypass()));
    }

    public <T> T unwrap(@Nullable Class<T> type) throws SQLException {
        if (type != null && type.isInstance(this)) {
            return type.cast(this);
        }
        T raw = raw(type);
        if (!owner().allowsUnwrap()) {
            bypass("Crossfade refuses to unwrap " + nameOf(type)
                    + ": what is sent through it bypasses the migrations. Unwrap one of its interfaces, or set "
                    + Setting.UNWRAP.key() + "=allow if it is used to send no SQL");
        }
        return raw;
    }

    private boolean holds(@Nullable Class<?> type) throws SQLException {
        return (type != null && type.isInstance(delegate))
                || (delegate instanceof Wrapper wrapper && wrapper.isWrapperFor(type));
    }

    private <T> T raw(@Nullable Class<T> type) throws SQLException {
        if (type != null && type.isInstance(delegate)) {
            return type.cast(delegate);
        }
        if (delegate instanceof Wrapper wrapper) {
            return wrapper.unwrap(type);
        }
        throw SqlState.BYPASS.exception(delegate.getClass().getName() + " isn't a " + nameOf(type));
    }

    private static String nameOf(@Nullable Class<?> type) {
        return type == null ? "null" : type.getName();
    }

    /** Called by generated code before what leads past the planner, as {@link Session#bypass} has it. */
    final void bypass(String refusal) throws SQLException {
        owner().session().bypass(refusal);
    }

    /** The same for a method that declares no SQLException. */
    final void bypassUnchecked(String refusal) {
        try {
            bypass(refusal);
        } catch (SQLException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
