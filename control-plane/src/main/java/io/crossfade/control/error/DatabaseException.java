package io.crossfade.control.error;

/** An application's database that doesn't answer, or answers with an error. */
public final class DatabaseException extends ControlException {

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
