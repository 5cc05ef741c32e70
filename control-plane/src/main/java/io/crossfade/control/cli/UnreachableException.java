package io.crossfade.control.cli;

import org.jspecify.annotations.Nullable;

/** No control plane answers there that leads, for now at least. */
final class UnreachableException extends RuntimeException {

    UnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
