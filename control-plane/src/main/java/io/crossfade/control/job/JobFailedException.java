package io.crossfade.control.job;

/** A job found something that trying again won't heal. */
public final class JobFailedException extends RuntimeException {

    public JobFailedException(String message) {
        super(message);
    }

    public JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
