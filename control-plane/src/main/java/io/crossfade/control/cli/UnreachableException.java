package io.crossfade.control.cli;

/** No control plane answers there, for now at least. */
final class UnreachableException extends RuntimeException {

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
