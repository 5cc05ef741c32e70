package io.crossfade.migration;

import java.util.Objects;

/** A migration, a snapshot or a message that can't be accepted as it is. The message says where and why. */
public final class MigrationException extends RuntimeException {

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
