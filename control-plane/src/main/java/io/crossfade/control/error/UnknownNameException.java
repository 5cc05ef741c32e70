package io.crossfade.control.error;

/** A database or a migration that isn't there. */
public final class UnknownNameException extends ControlException {

    public UnknownNameException(String message) {
        super(message);
    }
}
