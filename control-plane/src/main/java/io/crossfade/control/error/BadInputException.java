package io.crossfade.control.error;

/** A request, a file or an option that can't be understood. */
public final class BadInputException extends ControlException {

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
