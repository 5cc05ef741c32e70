package io.crossfade.control.error;

import java.util.Objects;

/** What the control plane can't or won't do. The message names the thing, the place and the way out. */
public abstract sealed class ControlException extends RuntimeException
        permits BadInputException,
                UnknownNameException,
                RefusedException,
                StoreException,
                DatabaseException,
                NotLeadingException {

    protected ControlException(String message) {
        super(message);
    }

    protected ControlException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
