package io.crossfade.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * What every wrapper has: the delegate, to which {@link WrapperClass generated code} forwards all that its class
 * doesn't say itself. Two wrappers are never equal, as two connections aren't.
 */
abstract class Wrapped<D> {

    /** Volatile because a statement planned again has another one, and {@code cancel} comes from any thread. */
    volatile D delegate;

    Wrapped(D delegate) {
        this.delegate = delegate;
    }

    /** Whether the application may have the delegate's own object. */
    abstract boolean allowsUnwrap();

    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || (allowsUnwrap() && holds(type));
    }

    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (!holds(type)) {
            throw SqlState.BYPASS.exception(
                    delegate.getClass().getName() + " isn't a " + type.getName() + " and doesn't wrap one");
        }
        if (!allowsUnwrap()) {
            throw SqlState.BYPASS.exception("Crossfade refuses to unwrap " + type.getName()
                    + ": what is sent through it bypasses the migrations. Unwrap one of its interfaces, or set "
                    + Setting.UNWRAP.key() + "=allow if it is used to send no SQL");
        }
        return type.isInstance(delegate) ? type.cast(delegate) : ((Wrapper) delegate).unwrap(type);
    }

    private boolean holds(Class<?> type) throws SQLException {
        return type.isInstance(delegate) || (delegate instanceof Wrapper wrapper && wrapper.isWrapperFor(type));
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
