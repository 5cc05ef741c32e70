package io.crossfade.control.error;

/** The control plane's own memory can't be read or written. */
public final class StoreException extends ControlException {

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
