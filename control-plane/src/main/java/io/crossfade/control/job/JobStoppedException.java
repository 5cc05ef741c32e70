package io.crossfade.control.job;

/** A job was told to stop, or its migration has moved on without it. It leaves what it did and can be resumed. */
public final class JobStoppedException extends RuntimeException {

    JobStoppedException(String message) {
        super(message);
    }
}
